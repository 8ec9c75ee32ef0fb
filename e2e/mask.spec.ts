import { devices, type Locator, type Page } from "@playwright/test";
import sharp from "sharp";
import { expectNoViolations } from "./axe";
import { expect, test } from "./fixtures";
import { drawnPng } from "./pictures";
import type { StudioPage } from "./studio-page";

/** The mask part of the form, and the painter it opens. */
class Painter {
  readonly section: Locator;
  readonly stage: Locator;
  readonly painted: Locator;
  readonly save: Locator;

  constructor(readonly page: Page) {
    this.section = page.getByRole("region", { name: "Mask" });
    this.stage = page.getByRole("application", { name: /^Mask over/ });
    this.painted = page.getByRole("status", { name: "Painted" });
    this.save = page.getByRole("button", { name: "Save mask" });
  }

  async addPicture(width: number, height: number) {
    const buffer = await drawnPng(this.page, { width, height, colour: "#3c7" });
    await this.page
      .getByLabel("Reference files", { exact: true })
      .setInputFiles([{ name: "hero.png", mimeType: "image/png", buffer }]);
  }

  async open() {
    await this.section.getByRole("button", { name: /^Paint a mask/ }).click();
    await expect(this.stage).toBeFocused();
  }

  async drag(...points: Array<readonly [number, number]>) {
    const box = await this.stage.boundingBox();
    if (!box) throw new Error("The stage is not on the page.");
    const [first, ...rest] = points.map(([x, y]) => [box.x + box.width * x, box.y + box.height * y] as const);
    await this.page.mouse.move(...(first ?? [0, 0]));
    await this.page.mouse.down();
    for (const point of rest) await this.page.mouse.move(...point, { steps: 8 });
    await this.page.mouse.up();
  }
}

async function openForm(studio: StudioPage): Promise<Painter> {
  await studio.chooseModel("Inpaint Pro");
  await studio.prompt.fill("A door of oak");
  return new Painter(studio.page);
}

test("a mask painted with the mouse reaches Layer as a PNG of the picture's size that holds what was painted", async ({
  studio,
  sandbox,
  access,
}) => {
  const painter = await openForm(studio);
  await expect(painter.section).toContainText("Add a picture as “Starting picture”");
  await painter.addPicture(600, 400);
  await painter.open();
  await expect(painter.save).toHaveAttribute("aria-disabled", "true");
  await painter.drag([0.3, 0.5], [0.5, 0.5], [0.7, 0.5]);
  await expect(painter.painted).not.toContainText("Nothing");
  await studio.page.keyboard.press("r");
  await painter.drag([0.4, 0.2], [0.6, 0.3]);
  await painter.drag([0.1, 0.1], [0.2, 0.2]);
  await studio.page.keyboard.press("Control+z");
  await studio.page.getByRole("slider", { name: "Feather" }).fill("6");
  await expectNoViolations(studio.page);
  await painter.save.click();
  await expect(painter.section).toContainText("600 × 400");
  await expect(studio.main.getByLabel("Role of hero.png")).toHaveValue("init");
  await expect(painter.section).not.toContainText("uploading");
  await studio.setNumber("Batch size", 1);
  await studio.generate();
  await expect(studio.main.getByRole("img", { name: /A door of oak/ }).first()).toBeVisible();

  const [paid] = await sandbox.paidPosts(access.token);
  const mask = paid?.asked?.mask as Record<string, unknown>;
  expect(mask).toEqual({
    file_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    for_transparency: false,
    for_nontransparency: true,
    edge_radius: 6,
  });
  const bytes = await sandbox.storedBytes(String(mask.file_id));
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([600, 400]);
  const cover = (x: number, y: number) => data[(y * info.width + x) * 4 + 3];
  // The stroke through the middle and the rectangle above it; not the one that was taken back, nor below.
  expect([cover(300, 200), cover(300, 100), cover(60, 60), cover(300, 330)]).toEqual([255, 255, 0, 0]);
});

test("a mask painted by keyboard alone survives a reload, is edited again, and is sent once", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page } = studio;
  const painter = await openForm(studio);
  await painter.addPicture(320, 320);
  await expect(studio.main.getByLabel("Role of hero.png")).toBeVisible();
  await painter.section.getByRole("button", { name: /^Paint a mask/ }).press("Enter");
  await expect(painter.stage).toBeFocused();
  await page.keyboard.press("Enter");
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("Shift+ArrowRight");
  await expect(painter.painted).toContainText("tool down");
  await page.keyboard.press("Enter");
  await expect(painter.painted).not.toContainText("tool down");
  const words = await painter.painted.textContent();
  await page.keyboard.press("Control+Enter");
  await expect(painter.stage).toBeHidden();
  await painter.section.getByLabel("What changes").selectOption("transparent");
  await expect(painter.section).not.toContainText("uploading");

  await page.reload();
  await expect(painter.section.getByLabel("What changes")).toHaveValue("transparent");
  await painter.section.getByRole("button", { name: "Invert" }).click();
  await expect(painter.section.getByLabel("What changes")).toHaveValue("opaque");
  await painter.section.getByRole("button", { name: "Edit" }).click();
  await expect(painter.painted).toHaveText(words ?? "");
  await expect(painter.stage).toBeFocused();
  // What is taken back leaves the bytes that are there already: nothing is sent again.
  const before = (await sandbox.requests({ token: access.token, path: "upload-url" })).length;
  await page.keyboard.press("i");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+Enter");
  await expect(painter.stage).toBeHidden();
  await expect(painter.section).not.toContainText("uploading");
  expect((await sandbox.requests({ token: access.token, path: "upload-url" })).length).toBe(before);

  await painter.section.getByRole("button", { name: "Edit" }).click();
  await expect(painter.stage).toBeFocused();
  await page.keyboard.press("Delete");
  await page.keyboard.press("Escape");
  await page
    .getByRole("dialog", { name: "Leave without saving?" })
    .getByRole("button", { name: "Discard" })
    .click();
  await expect(painter.stage).toBeHidden();
});

test("a picture is extended by its edges: picture, mask and size of the run fit each other", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page } = studio;
  const painter = await openForm(studio);
  await painter.addPicture(512, 512);
  await painter.open();
  await page.keyboard.press("o");
  await page.getByRole("button", { name: /^Right edge/ }).press("Shift+ArrowRight");
  await page.getByRole("button", { name: /^Right edge/ }).press("Shift+ArrowRight");
  await expect(page.getByRole("status", { name: "Extended size" })).toHaveText("640 × 512");
  await page.getByRole("button", { name: "Extend", exact: true }).last().click();
  await painter.save.click();
  await expect(page.getByRole("region", { name: "Messages" })).toContainText("The picture is now 640 × 512");
  await expect(page.getByLabel("Width", { exact: true })).toHaveValue("640");
  await expect(studio.main.getByLabel("Role of hero extended.png")).toHaveValue("init");
  await expect(painter.section).not.toContainText("uploading");
  await studio.setNumber("Batch size", 1);
  await studio.generate();
  await expect(studio.main.getByRole("img", { name: /A door of oak/ }).first()).toBeVisible();

  const [paid] = await sandbox.paidPosts(access.token);
  const asked = paid?.asked as {
    width: number;
    height: number;
    mask: { file_id: string };
    guidance_files: Array<{ file_id: string; type: string }>;
  };
  expect([asked.width, asked.height, asked.guidance_files.map(({ type }) => type)]).toEqual([
    640,
    512,
    ["init"],
  ]);
  const alphaOf = async (fileId: string | undefined) => {
    const bytes = await sandbox.storedBytes(fileId ?? "");
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return [info.width, info.height, data[(256 * 640 + 500) * 4 + 3], data[(256 * 640 + 520) * 4 + 3]];
  };
  expect(await alphaOf(asked.guidance_files[0]?.file_id)).toEqual([640, 512, 255, 0]);
  expect(await alphaOf(asked.mask.file_id)).toEqual([640, 512, 0, 255]);
});

test("a recalled mask comes back with its rule and its pixels", async ({ studio }) => {
  const { page } = studio;
  const painter = await openForm(studio);
  await painter.addPicture(256, 256);
  await painter.open();
  await page.keyboard.press("f");
  await painter.save.click();
  await painter.section.getByLabel("What changes").selectOption("none");
  await expect(painter.section).not.toContainText("uploading");
  await studio.setNumber("Batch size", 1);
  await studio.generate();
  await expect(studio.main.getByRole("img", { name: /A door of oak/ }).first()).toBeVisible();
  await painter.section.getByRole("button", { name: "Remove the mask" }).click();
  await studio.main.getByRole("button", { name: "Use these settings" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Replace", exact: true }).click();
  await expect(painter.section.getByLabel("What changes")).toHaveValue("none");
  await painter.section.getByRole("button", { name: "Edit" }).click();
  await expect(painter.painted).toHaveText("100% painted");
});

test.describe("on a phone", () => {
  const { defaultBrowserType: _, ...phone } = devices["Pixel 7"];
  test.use({ ...phone, viewport: { width: 390, height: 844 } });

  test("a finger paints, two fingers zoom, everything is within reach", async ({ studio }) => {
    const { page } = studio;
    const painter = await openForm(studio);
    await painter.addPicture(300, 500);
    await painter.open();
    const session = await page.context().newCDPSession(page);
    const touch = (type: string, ...points: Array<readonly [number, number]>) =>
      session.send("Input.dispatchTouchEvent", {
        type: type as "touchStart",
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });
    await touch("touchStart", [150, 400]);
    await touch("touchMove", [200, 420]);
    await touch("touchMove", [250, 440]);
    await touch("touchEnd");
    await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(painter.save).toHaveAttribute("aria-disabled", "true");
    // The second finger says that the first did not mean to paint.
    await touch("touchStart", [180, 400]);
    await touch("touchStart", [180, 400], [220, 420]);
    await touch("touchMove", [120, 360], [280, 460]);
    await touch("touchEnd");
    await expect(painter.save).toHaveAttribute("aria-disabled", "true");
    await page.getByRole("button", { name: "Tool settings" }).tap();
    await expectNoViolations(page);
    const small = await page
      .getByRole("dialog")
      .getByRole("button")
      .evaluateAll((buttons) =>
        buttons
          .map((button) => ({ name: button.getAttribute("aria-label"), box: button.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
          .map(({ name }) => name),
      );
    expect(small).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
