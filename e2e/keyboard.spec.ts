import { devices } from "@playwright/test";
import { expectNoViolations } from "./axe";
import { expect, moving, test } from "./fixtures";
import { Keyboard } from "./keyboard";
import { drawnPng } from "./pictures";
import type { StudioPage } from "./studio-page";

test.use(moving);

async function uploadPictures(studio: StudioPage, ...names: string[]) {
  const { page } = studio;
  await studio.open("uploads");
  const files = names.map(async (name, index) => ({
    name,
    mimeType: "image/png",
    buffer: await drawnPng(page, { width: 320, height: 320, colour: `#3${index}7` }),
  }));
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).press("Enter");
  await (await choosing).setFiles(await Promise.all(files));
  const rows = page.getByRole("list", { name: "Uploads" }).getByRole("listitem");
  for (const name of names) await expect(rows.filter({ hasText: name })).toContainText("Uploaded");
}

test("the whole form is filled, priced, confirmed and sent by keyboard alone", async ({
  studio,
  sandbox,
  access,
}) => {
  test.setTimeout(300_000);
  const { page, main } = studio;
  const keyboard = new Keyboard(page);
  const dialog = page.getByRole("dialog");
  await uploadPictures(studio, "pose.png");
  await studio.open("generate");
  await expect(main.getByRole("button", { name: "Choose a model" })).toBeVisible();
  await page.waitForLoadState("networkidle");

  // The sum above which a click asks is one's own to set.
  await keyboard.use(page.getByRole("button", { name: "Account" }));
  await keyboard.inMenu();
  await keyboard.type("Ask");
  await keyboard.press("Enter");
  await expect(dialog.getByLabel("Ask above")).toBeFocused();
  await keyboard.press("Control+a");
  await keyboard.type("1");
  await keyboard.press("Enter");
  await expect(dialog).toBeHidden();

  await keyboard.press("Control+m");
  const search = page.getByRole("combobox", { name: "Search models" });
  await expect(search).toBeFocused();
  await keyboard.type("Inpaint Pro");
  await expect(page.getByRole("option").first()).toContainText("Inpaint Pro");
  await expectNoViolations(page);
  await keyboard.press("Enter");
  await keyboard.reach(studio.prompt);
  await keyboard.type("A door of oak");

  await keyboard.use(main.getByRole("button", { name: "From files and results" }));
  await keyboard.use(dialog.getByRole("button", { name: "pose.png" }), "Space");
  await expectNoViolations(page);
  await keyboard.use(dialog.getByRole("button", { name: /^Add\b/ }));
  const references = main.getByRole("list", { name: "References" }).getByRole("listitem");
  await expect(references).toHaveCount(1);
  const choosing = page.waitForEvent("filechooser");
  await keyboard.use(main.getByRole("button", { name: "Add more as references" }));
  const buffer = await drawnPng(page, { width: 320, height: 320, colour: "#c2502e" });
  await (await choosing).setFiles({ name: "hero.png", mimeType: "image/png", buffer });
  await expect(references).toHaveCount(2);
  await expect(page.getByRole("progressbar", { name: /hero\.png/ })).toBeHidden();
  await keyboard.use(main.getByRole("button", { name: "Move hero.png, 2 of 2" }), "ArrowUp");
  await expect(references.first()).toContainText("hero.png");
  await keyboard.use(
    main.getByRole("slider", { name: "Weight of pose.png" }),
    "Home",
    "ArrowRight",
    "ArrowRight",
  );
  await keyboard.use(main.getByLabel("Role of hero.png"), "End");
  await expect(main.getByLabel("Role of hero.png")).toHaveValue("init");

  await keyboard.use(main.getByRole("button", { name: /^Paint a mask/ }));
  await expect(page.getByRole("application", { name: /^Mask over/ })).toBeFocused();
  await keyboard.press("Enter", "Shift+ArrowRight", "Shift+ArrowRight", "Enter", "Control+Enter");
  await expect(page.getByRole("region", { name: "Mask" })).toContainText("320 × 320");

  await keyboard.reach(page.getByLabel("Width", { exact: true }));
  await keyboard.press("Control+a");
  await keyboard.type("2048");
  await keyboard.reach(page.getByLabel("Height", { exact: true }));
  await keyboard.press("Control+a");
  await keyboard.type("2048");
  await keyboard.reach(page.getByLabel("Batch size", { exact: true }));
  await keyboard.press("Control+a");
  await keyboard.type("4");
  await keyboard.use(main.getByRole("button", { name: "Use one number for every run" }), "Space");
  const seed = await page.getByLabel("Seed", { exact: true }).inputValue();
  await keyboard.use(main.getByRole("button", { name: /^More/ }));
  await keyboard.reach(page.getByLabel("Steps", { exact: true }));
  await keyboard.type("31");
  await expectNoViolations(page);

  await expect(page.getByRole("region", { name: "Mask" })).not.toContainText("uploading");
  await expect(studio.estimate).toHaveAttribute("aria-busy", "false");
  await expect(studio.generateButton).not.toHaveAttribute("aria-disabled", "true");
  await keyboard.press("Control+Enter");
  await expect(dialog).toContainText("CU");
  await expect(dialog).toHaveCSS("opacity", "1");
  await expectNoViolations(page);
  await keyboard.use(dialog.getByRole("button", { name: /^Generate/ }));
  await expect.poll(async () => (await sandbox.paidPosts(access.token)).length).toBe(1);
  const [paid] = await sandbox.paidPosts(access.token);
  expect(paid?.asked).toMatchObject({
    prompt: "A door of oak",
    width: 2048,
    height: 2048,
    batch_size: 4,
    seed: Number(seed),
    num_inference_steps: 31,
    guidance_files: [{ type: "init" }, { weight: 0.1 }],
    mask: { for_nontransparency: true },
  });

  await keyboard.press("Control+m");
  await expect(search).toBeFocused();
  await keyboard.type("Veo 3.1 Fast");
  await expect(page.getByRole("option").first()).toContainText("Veo 3.1 Fast");
  await keyboard.press("Enter");
  await expect(main.getByRole("button", { name: /^Model: Veo 3\.1 Fast/ })).toBeVisible();
  await keyboard.use(main.getByRole("button", { name: /^More/ }));
  await keyboard.use(main.getByRole("button", { name: "Choose effects" }));
  await expect(dialog.getByRole("searchbox", { name: "Search effects" })).toBeFocused();
  await keyboard.type("dolly zoom in");
  await keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Dolly zoom in" })).toHaveAttribute("aria-pressed", "true");
  await expectNoViolations(page);
  await keyboard.press("Escape");
  await keyboard.use(main.getByRole("slider", { name: "Weight of Dolly zoom in" }), "End");
  await expect(main.getByRole("slider", { name: "Weight of Dolly zoom in" })).toHaveValue("100");
  await expectNoViolations(page);
});

test.describe("on a phone, in light", () => {
  const { defaultBrowserType: _, ...phone } = devices["Pixel 7"];
  test.use({ ...phone, viewport: { width: 390, height: 844 } });

  test("axe finds nothing in any window of the form, and nothing is wider than the screen", async ({
    studio,
  }) => {
    test.setTimeout(120_000);
    const { page, main } = studio;
    await page
      .context()
      .addCookies([{ name: "easel-theme", value: "light", url: new URL(page.url()).origin }]);
    await uploadPictures(studio, "hero.png");
    await studio.chooseModel("Inpaint Pro");
    await studio.prompt.fill("A {red|blue} door");
    const dialog = page.getByRole("dialog");
    const look = async (part?: string) => {
      await expectNoViolations(page, part);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    };
    await main.getByRole("button", { name: "From files and results" }).tap();
    await dialog.getByRole("button", { name: "hero.png" }).tap();
    await look();
    await dialog.getByRole("button", { name: "Add 1" }).tap();
    await main.getByRole("button", { name: /^More/ }).tap();
    await look();
    for (const name of ["Presets", "History and snippets", "Usual sizes", "Several…"]) {
      const opened = dialog.or(page.getByRole("menu"));
      await main.getByRole("button", { name, exact: true }).tap();
      await expect(opened).toHaveCSS("opacity", "1");
      await look('[role="dialog"], [role="menu"]');
      await page.keyboard.press("Escape");
      await expect(opened).toBeHidden();
    }
    await main.getByRole("button", { name: /^Model: Inpaint Pro/ }).tap();
    await expect(dialog).toBeVisible();
    await look();
  });
});
