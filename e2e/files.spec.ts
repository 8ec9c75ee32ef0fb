import type { Page } from "@playwright/test";
import { expectNoViolations } from "./axe";
import { expect, test } from "./fixtures";
import { drawnPng } from "./pictures";

const rows = (page: Page) => page.getByRole("list", { name: "Uploads", exact: true });
const row = (page: Page, name: string) => rows(page).getByRole("listitem", { name, exact: true });
const library = (page: Page) => page.getByRole("list", { name: "Files in this workspace" });
const choose = (page: Page, files: Array<{ name: string; mimeType: string; buffer: Buffer }>) =>
  page.getByLabel("Files to upload", { exact: true }).setInputFiles(files);

// The smallest animated GIF: its bytes are what names it.
const gif = Buffer.from(
  "R0lGODlhAQABAPAAAP8AAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh+QQACgAAACwAAAAAAQABAAACAkQBACH5BAAKAAAALAAAAAABAAEAAAICRAEAOw==",
  "base64",
);

function declaredPng(side: number): Buffer {
  const bytes = Buffer.alloc(64);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes);
  bytes.write("IHDR", 12);
  bytes.writeUInt32BE(side, 16);
  bytes.writeUInt32BE(side, 20);
  return bytes;
}

test("what cannot go up says why in a sentence, asks nobody for it, and the rest of the drop goes on", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page } = studio;
  await studio.open("uploads");
  const sound = await drawnPng(page, { width: 64, height: 40, colour: "#c96" });
  await choose(page, [
    { name: "empty.png", mimeType: "image/png", buffer: Buffer.alloc(0) },
    { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Dear diary, today") },
    { name: "walk.png", mimeType: "image/png", buffer: gif },
    { name: "bomb.png", mimeType: "image/png", buffer: declaredPng(30_000) },
    { name: "both.png", mimeType: "image/png", buffer: Buffer.concat([sound, Buffer.from("<script>1")]) },
    { name: "sound.png", mimeType: "image/png", buffer: sound },
  ]);
  await expect(row(page, "sound.png")).toContainText("Uploaded");
  await expect(row(page, "empty.png").getByRole("alert")).toHaveText("empty.png is empty.");
  await expect(row(page, "notes.txt").getByRole("alert")).toContainText("is not a kind of file Layer takes");
  await expect(row(page, "walk.png")).toContainText("named .png but holds a GIF");
  await expect(row(page, "bomb.png").getByRole("alert")).toContainText("30,000 × 30,000 pixels");
  await expect(row(page, "both.png").getByRole("alert")).toContainText("also holds a web page or script");
  const asked = await sandbox.requests({ token: access.token });
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);

  await row(page, "walk.png").getByRole("button", { name: "Convert and upload" }).click();
  await expect(row(page, "walk.png")).toContainText("Uploaded");
  await expect(page.getByLabel("Format for walk.png")).toHaveCount(0);
});

test("a bitmap and a picture that is too wide say what would change, and are changed here before they go up", async ({
  studio,
}) => {
  const { page } = studio;
  await studio.open("uploads");
  // Two pixels by one, 24 bits each, its row filled up to eight bytes.
  const bitmap = Buffer.alloc(62);
  bitmap.write("BM");
  bitmap.writeUInt32LE(62, 2);
  bitmap.writeUInt32LE(54, 10);
  bitmap.writeUInt32LE(40, 14);
  bitmap.writeInt32LE(2, 18);
  bitmap.writeInt32LE(1, 22);
  bitmap.writeUInt16LE(1, 26);
  bitmap.writeUInt16LE(24, 28);
  const wide = await drawnPng(page, { width: 17_000, height: 16, colour: "#3a6" });
  await choose(page, [
    { name: "scan.bmp", mimeType: "image/bmp", buffer: bitmap },
    { name: "frieze.png", mimeType: "image/png", buffer: wide },
  ]);
  await expect(row(page, "scan.bmp")).toContainText("scan.bmp is a BMP, which Layer does not take");
  await expect(row(page, "frieze.png")).toContainText("17,000 × 16 pixels; at most 16,384 a side");
  await expect(row(page, "frieze.png")).toContainText("It is made smaller, 16,383 × 15 pixels.");
  await page.getByRole("button", { name: "Accept all 2 changes" }).click();
  await expect(row(page, "scan.png")).toContainText("Uploaded");
  await expect(row(page, "frieze.png")).toContainText("Uploaded");
});

test("the same bytes are sent once, are found again after a reload, and keep their small picture", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page } = studio;
  await studio.open("uploads");
  const picture = await drawnPng(page, { width: 320, height: 200, colour: "#69c" });
  // Its hash is told first, and its picture once that is drawn.
  const described = page.waitForResponse(
    (response) =>
      /\/uploads\/[0-9a-f-]{36}$/.test(response.url()) &&
      response.request().postData()?.includes("thumbnail") === true,
  );
  await choose(page, [{ name: "first.png", mimeType: "image/png", buffer: picture }]);
  await expect(row(page, "first.png")).toContainText("Uploaded");
  await described;
  await page.reload();
  const tile = library(page).getByRole("listitem", { name: "first.png" });
  await expect(tile).toContainText("Not used yet");
  await expect(tile.locator("img")).toHaveJSProperty("naturalWidth", 256);
  await studio.hears("Everywhere");

  await choose(page, [{ name: "again.png", mimeType: "image/png", buffer: picture }]);
  await expect(row(page, "again.png")).toContainText("Already here as first.png");
  const asked = await sandbox.requests({ token: access.token });
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("a file is found by its name, taken off the list, and had back", async ({ studio }) => {
  const { page } = studio;
  await studio.open("uploads");
  const one = await drawnPng(page, { width: 40, height: 40, colour: "#111" });
  const two = await drawnPng(page, { width: 41, height: 40, colour: "#999" });
  await choose(page, [
    { name: "tower.png", mimeType: "image/png", buffer: one },
    { name: "bridge.png", mimeType: "image/png", buffer: two },
  ]);
  await expect(row(page, "tower.png")).toContainText("Uploaded");
  await expect(row(page, "bridge.png")).toContainText("Uploaded");
  await page.reload();
  await expect(library(page).getByRole("listitem")).toHaveCount(2);
  // The reader's own time is only known once the page is alive.
  await expect(library(page).getByRole("listitem").first()).toContainText(/\d{4}, \d{2}:\d{2}/);
  await page.getByRole("searchbox", { name: "Search files" }).fill("TOWER");
  await expect(library(page).getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "Remove tower.png from the list" }).click();
  await expect(page.getByText("No file is named like “TOWER”")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(library(page).getByRole("listitem", { name: "tower.png" })).toBeVisible();
});

test("a picture is cropped with the keyboard and goes up as a file of its own", async ({ studio }) => {
  const { page } = studio;
  await studio.open("uploads");
  const picture = await drawnPng(page, { width: 400, height: 300, colour: "#6a4" });
  await choose(page, [{ name: "wide.png", mimeType: "image/png", buffer: picture }]);
  await expect(row(page, "wide.png")).toContainText("Uploaded");
  await row(page, "wide.png").getByRole("button", { name: "Crop and rotate wide.png" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Crop and rotate" });
  await expect(dialog.getByRole("status")).toHaveText("400 × 300");
  await dialog.getByRole("button", { name: "1:1" }).press("Enter");
  await expect(dialog.getByRole("status")).toHaveText("300 × 300");
  await dialog.getByRole("application").press("Shift+ArrowLeft");
  await expect(dialog.getByRole("status")).toHaveText("292 × 292");
  await expectNoViolations(page, '[role="dialog"]');
  await dialog.getByRole("button", { name: "Use this part" }).press("Enter");
  await expect(dialog).toBeHidden();
  await expect(row(page, "wide.png")).toHaveCount(2);
  await expect(row(page, "wide.png").nth(1)).toContainText("Uploaded");
});

test("a file dropped on a page with no use for it goes to Uploads, and says so", async ({ studio }) => {
  const { page } = studio;
  await studio.open("models");
  const bytes = await drawnPng(page, { width: 30, height: 30, colour: "#a3c" });
  await expect(page.getByRole("list", { name: "Models" })).toBeVisible();
  await studio.drop(studio.main, { name: "stray.png", type: "image/png", bytes });
  await page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/\/uploads$/);
  await expect(row(page, "stray.png")).toContainText("Uploaded");
});

test.describe("an address", () => {
  // The browser itself reports every refusal of ours.
  test.use({ expectedConsoleErrors: ["422"] });

  test("an address inside the network is refused in words", async ({ studio }) => {
    const { page } = studio;
    await studio.open("uploads");
    await page
      .getByRole("textbox", { name: "Address of a file" })
      .fill("https://169.254.169.254/latest/meta-data/x.png");
    await page.getByRole("button", { name: "Fetch" }).click();
    await expect(rows(page).getByRole("alert")).toHaveText(
      "There is nothing on the public internet at this address.",
    );
  });
});
