import type { Page } from "@playwright/test";
import { expect, ground, test } from "./fixtures";
import { GalleryStudio, vector } from "./gallery-studio";
import type { StudioPage } from "./studio-page";

async function make(studio: StudioPage, model: string, prompt: string, batch: number): Promise<string> {
  await studio.chooseModel(model);
  await studio.prompt.fill(prompt);
  await studio.setNumber("Batch size", batch);
  await studio.generate();
  await studio.openNewest(prompt);
  await expect(studio.page.getByRole("link", { name: "Download", exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await studio.hears("Result");
  return /gallery\/([0-9a-f-]{36})/.exec(studio.page.url())?.[1] ?? "";
}

const asset = /\/assets\/\d+/;

interface FileAnswer {
  status: number;
  contentType: string;
  body: string;
}

/**
 * Answers every file with what is said last, in place of Layer's media host. One route for a whole test: to end one and
 * begin another leaves a moment in which requests find their way past both.
 */
async function answeringFiles(page: Page): Promise<(answer: FileAnswer) => void> {
  let said: FileAnswer = { status: 404, contentType: "text/plain", body: "" };
  await page.route(asset, (route) => route.fulfill(said));
  return (answer) => {
    said = answer;
  };
}

// First, and so not beside the mesh: without a graphics card both keep the processor to themselves.
test("a clip is stepped frame by frame and a frame of it becomes a reference", async ({ studio }) => {
  const { page } = studio;
  await make(studio, "Kling V3 Turbo", "A dragon glides", 1);
  const position = page.getByRole("slider", { name: /^Position in/ });
  await studio.hears("Video");
  await page.keyboard.press(".");
  await expect(position).toHaveAttribute("aria-valuetext", /frame 1$/);
  await page.keyboard.press(".");
  await expect(position).toHaveAttribute("aria-valuetext", /frame 2$/);
  await page.keyboard.press(",");
  await expect(position).toHaveAttribute("aria-valuetext", /frame 1$/);
  await page.getByRole("button", { name: "Use this frame" }).click();
  await expect(page).toHaveURL(/\/generate\?/);
  await expect(page.getByRole("list", { name: "References" }).getByRole("listitem")).toHaveCount(1);
});

test("a picture is looked at to its pixels, put on the bench, compared and saved", async ({ studio }) => {
  const { page } = studio;
  const id = await make(studio, "Test card: instant", "A copper fox", 3);
  const zoom = page.getByRole("button", { name: /^Zoom, / });
  await expect(zoom).toContainText("100 %");
  await studio.hears("Picture");
  await page.keyboard.press("z");
  await expect(zoom).toContainText("200 %");
  await page.keyboard.press("z");
  await expect(zoom).toContainText("100 %");

  await page.keyboard.press("b");
  await expect(page.getByRole("img", { name: "16 pixels on dark" })).toBeVisible();
  for (const [name, sign] of [
    ["Tiling", page.getByRole("img", { name: "The picture repeated 3 by 3" })],
    ["Flip-book", page.getByRole("img", { name: /^Frame \d+ of 16/ })],
    ["Sight", page.getByRole("img", { name: "No green cones" })],
  ] as const) {
    const choice = page.getByRole("radio", { name });
    // The address holds the choice, so that the radio follows a moment after the click.
    await choice.click();
    await expect(choice).toBeChecked();
    await expect(sign).toBeVisible();
  }
  await page.reload();
  await expect(page.getByRole("img", { name: "No green cones" })).toBeVisible();
  await page.keyboard.press("b");

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download all 3" }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.zip$/);
  const one = page.waitForEvent("download");
  await page.keyboard.press("d");
  expect((await one).suggestedFilename()).toBe("A copper fox 1.png");

  await page.keyboard.press("c");
  await expect(page).toHaveURL(new RegExp(`compare\\?assets=${id}:0,${id}:1,${id}:2`));
  const table = page.getByRole("region", { name: "Light table" });
  await expect(table.getByRole("listitem")).toHaveCount(3);
  await studio.hears("Light table");
  await expect(page.getByRole("region", { name: "What differs" })).toContainText("another draw");
  for (const [key, control] of [
    ["2", page.getByRole("slider", { name: "Divider" })],
    ["3", page.getByRole("button", { name: "Flip by hand" })],
    ["4", page.getByRole("slider", { name: "Strength" })],
  ] as const) {
    await page.keyboard.press(key);
    await expect(control).toBeVisible();
  }
});

test.describe("results beside each other", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("the arrows and the strip go on into the next run; a picture is copied, and dragged out as its file", async ({
    studio,
    access,
  }) => {
    const { page } = studio;
    const gallery = new GalleryStudio(page, access);
    const fox = await gallery.generate("A copper fox", 1);
    const owl = await gallery.generate("A clockwork owl", 2);
    await studio.open(`gallery/${owl.id}`);
    const strip = page.getByRole("list", { name: "Filmstrip" });
    const shown = strip.locator("[aria-current]");
    await expect(strip.getByRole("link")).toHaveCount(3);
    await expect(shown).toHaveAccessibleName("A clockwork owl, 1 of 2");
    await page.keyboard.press("ArrowRight");
    await expect(shown).toHaveAccessibleName("A clockwork owl, 2 of 2");
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("A copper fox");
    await expect(page).toHaveURL(new RegExp(`${fox.id}$`));
    await expect(page).toHaveTitle("A copper fox · Easel");
    await expect(page.getByRole("button", { name: "The next result" })).toBeDisabled();

    await page.keyboard.press("Shift+C");
    await expect(page.getByRole("region", { name: "Messages" })).toContainText("on the clipboard");
    const copied = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return [item?.types, (await createImageBitmap((await item?.getType("image/png")) as Blob)).width];
    });
    expect(copied).toEqual([["image/png"], 512]);

    const dragged = await shown.evaluate((link) => {
      const transfer = new DataTransfer();
      link.dispatchEvent(new DragEvent("dragstart", { bubbles: true, dataTransfer: transfer }));
      return transfer.getData("DownloadURL");
    });
    const [, name, address = ""] = /^image\/png:([^:]+):(.*)$/.exec(dragged) ?? [];
    expect(name).toBe("A copper fox 1.png");
    const file = await page.request.get(address);
    expect(file.headers()["content-disposition"]).toContain('filename="A copper fox 1.png"');

    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("A copper fox");
    await strip.getByRole("link", { name: "A clockwork owl, 2 of 2" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("A clockwork owl");
  });

  test("a tile that Layer gives no preview of shows a small picture of ours, and its original is not fetched", async ({
    studio,
    access,
  }) => {
    const { page } = studio;
    const gallery = new GalleryStudio(page, access);
    const { id } = await gallery.generate("A copper fox", 1);
    await gallery.forgetPreviews(id);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await studio.open("gallery");
    const picture = page.getByLabel("Results", { exact: true }).getByRole("img", { name: "A copper fox" });
    await expect
      .poll(() =>
        picture.evaluate((image: HTMLImageElement) => [
          image.naturalWidth > 0,
          new URL(image.currentSrc).search,
        ]),
      )
      .toEqual([true, "?width=640"]);
    const media = new URL(ground().environment.LAYER_MEDIA_ORIGINS ?? "").origin;
    expect(asked.filter((address) => address.startsWith(media) || /\/assets\/\d+$/.test(address))).toEqual(
      [],
    );
  });
});

test.describe("a drawing of lines", () => {
  // What a browser says when the address of its file is opened, which may run and load nothing.
  test.use({ expectedConsoleErrors: ["Content Security Policy", "sandboxed"] });

  test("an SVG stays sharp however close, and one with scripts in it runs and fetches nothing", async ({
    studio,
    access,
  }) => {
    const { page } = studio;
    const { id } = await new GalleryStudio(page, access).generate("A fox as a crest", 1, vector);
    const told: string[] = [];
    // What a policy stops is a request that nobody answers.
    page.on("response", (response) => {
      if (response.url().includes("hostile")) told.push(response.url());
    });
    await studio.open(`gallery/${id}`);
    const picture = page
      .getByRole("region", { name: "Result" })
      .getByRole("img", { name: "A fox as a crest" });
    const drawn = () =>
      picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0);
    await expect.poll(drawn).toBe(true);
    await page.keyboard.press("z");
    await page.keyboard.press("=");
    await expect(page.getByRole("button", { name: /^Zoom, \d{3,} percent/ })).toBeVisible();
    // Squares are for pixels.
    await expect(picture).toHaveCSS("image-rendering", "auto");

    const address = (await picture.getAttribute("src")) ?? "";
    expect((await page.request.get(address)).headers()["content-type"]).toBe("image/svg+xml");
    // The file's own headers around another's file.
    await page.route(asset, async (route) =>
      route.fulfill({
        response: await route.fetch(),
        body: `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" onload="fetch('/hostile-load')">
          <script>document.documentElement.dataset.hostile = "ran"; fetch("/hostile-script")</script>
          <image href="/hostile-image" width="8" height="8"/>
          <foreignObject width="64" height="64"><p xmlns="http://www.w3.org/1999/xhtml" onclick="1"><img src="/hostile-frame" onerror="fetch('/hostile-error')"/></p></foreignObject>
          <rect width="64" height="64" fill="#c02020"/></svg>`,
      }),
    );
    await page.reload();
    await expect.poll(drawn).toBe(true);
    await page.goto(address);
    await expect(page.locator("rect")).toBeVisible();
    await expect(page.locator("svg")).not.toHaveAttribute("data-hostile");
    expect(told).toEqual([]);
  });
});

test("a mesh tells what it is made of and shows its edges", async ({ studio }) => {
  const { page } = studio;
  await make(studio, "Tripo V3", "A weathered treasure chest", 1);
  // A machine without a graphics card is asked first, and then takes many seconds over the first frame.
  await page.getByRole("button", { name: "Turn in 3D" }).click();
  await expect(page.getByText(/[\d,]+ triangles/)).toBeVisible({ timeout: 45_000 });
  await page.keyboard.press("w");
  await expect(page.getByRole("button", { name: "Wireframe" })).toHaveAttribute("aria-pressed", "true");
});

test("the seam of a looped sound is seen and measured", async ({ studio }) => {
  const { page } = studio;
  await make(studio, "Sound Effects V2", "A heavy stone door", 1);
  await page.keyboard.press("b");
  await expect(page.getByText(/The wave jumps by \d+ %/)).toBeVisible();
});

test.describe("broken files", () => {
  test.use({
    expectedConsoleErrors: ["Failed to load resource", "model-viewer", "Error", "responded with 502"],
  });
  const nothing = async () => undefined;
  const made = (model: string, prompt: string) => (studio: StudioPage) => make(studio, model, prompt, 1);
  for (const [name, kind, prepare, ask] of [
    ["picture", "picture", made("Test card: instant", "A copper fox"), nothing],
    [
      "drawing of lines",
      "picture",
      async (studio: StudioPage) => {
        const { id } = await new GalleryStudio(studio.page, studio.access).generate("A crest", 1, vector);
        await studio.open(`gallery/${id}`);
      },
      nothing,
    ],
    ["video", "video", made("Kling V3 Turbo", "A dragon glides"), nothing],
    ["sound", "sound", made("Sound Effects V2", "A heavy stone door"), nothing],
    [
      "3D model",
      "3D model",
      made("Tripo V3", "A weathered treasure chest"),
      (page: Page) => page.getByRole("button", { name: "Turn in 3D" }).click(),
    ],
  ] as const) {
    test(`a ${name} that is none is told as what it is, in a sentence`, async ({ studio }) => {
      const { page } = studio;
      await prepare(studio);
      const told = page.getByRole("region", { name: "Result" }).getByRole("status");
      const answerFiles = await answeringFiles(page);
      for (const [status, contentType, body, sentence] of [
        [200, "text/html", "<!doctype html><title>Moved</title>", "sent a web page in place of the file"],
        [200, "application/octet-stream", "", "The file is empty."],
        [200, "application/octet-stream", "rubbish that nobody can show", "The file is broken"],
        [200, "image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"><rect', "The file is broken"],
        [
          502,
          "application/problem+json",
          JSON.stringify({ code: "asset_unavailable", title: "", detail: "The file is no longer at Layer." }),
          "no longer at Layer",
        ],
      ] as const) {
        answerFiles({ status, contentType, body });
        await page.reload();
        await ask(page);
        await expect(told).toContainText(`This ${kind} cannot be shown.`);
        await expect(told).toContainText(sentence);
      }
      answerFiles({
        status: 502,
        contentType: "application/problem+json",
        body: JSON.stringify({
          code: "asset_unavailable",
          title: "The file cannot be fetched.",
          detail: "The file is no longer at Layer.",
        }),
      });
      await page.keyboard.press("d");
      await expect(page.getByRole("region", { name: "Messages" })).toContainText("Nothing was saved.");
    });
  }
});
