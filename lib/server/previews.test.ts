import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import type { ProblemError } from "@/lib/domain/problem";
import { shrunk } from "./previews";

beforeAll(() => {
  process.env.AUTH_SECRET = "0123456789abcdef0123456789abcdef";
  process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/none";
});

const sentence = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "made",
    (error: ProblemError) => error.problem.detail,
  );

test("a picture is made as wide as asked and no larger than it is, its transparency kept and its owner's data dropped", async () => {
  const wide = await sharp({
    create: { width: 2000, height: 1000, channels: 4, background: { r: 200, g: 90, b: 20, alpha: 0.5 } },
  })
    .withExif({ IFD0: { Artist: "Ada" } })
    .png()
    .toBuffer();
  const small = await sharp(await shrunk(wide, 640)).metadata();
  expect(small).toMatchObject({ format: "webp", width: 640, height: 320, hasAlpha: true });
  expect(small.exif).toBeUndefined();
  const icon = await sharp({ create: { width: 32, height: 32, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  expect(await sharp(await shrunk(icon, 640)).metadata()).toMatchObject({ width: 32, height: 32 });
  const vector = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300"/>');
  expect(await sharp(await shrunk(vector, 320)).metadata()).toMatchObject({ width: 320, height: 107 });
});

test("a picture of 20,000 pixels is made small", async () => {
  const long = await sharp({ create: { width: 20_000, height: 400, channels: 3, background: "teal" } })
    .jpeg()
    .toBuffer();
  expect(await sharp(await shrunk(long, 320)).metadata()).toMatchObject({ width: 320, height: 6 });
});

test("what is no picture is told as what it is", async () => {
  expect(await sentence(shrunk(Buffer.alloc(0), 320))).toBe("The file is empty.");
  expect(await sentence(shrunk(Buffer.from("<!doctype html><title>Moved</title>"), 320))).toContain(
    "a web page in place of the file",
  );
  expect(await sentence(shrunk(Buffer.from("rubbish"), 320))).toContain("The file is broken");
  const cut = (
    await sharp({ create: { width: 64, height: 64, channels: 3, background: "red" } })
      .png()
      .toBuffer()
  ).subarray(0, 60);
  expect(await sentence(shrunk(cut, 320))).toContain("The file is broken");
  // Its head claims far more than any machine should unpack.
  const bomb = await sharp({ create: { width: 16, height: 16, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  expect(await sentence(shrunk(bomb, 320))).toMatch(/too many pixels|broken/);
});

test("an SVG draws nothing that lies on the server's own disk", async () => {
  const folder = mkdtempSync(join(tmpdir(), "easel-preview-"));
  const file = join(folder, "secret.png");
  writeFileSync(
    file,
    await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
      .png()
      .toBuffer(),
  );
  const withPicture = (href: string) =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><image width="64" height="64" href="${href}"/></svg>`,
    );
  const red = async (svg: Buffer) => (await sharp(await shrunk(svg, 320)).stats()).channels[0]?.max;
  expect(await red(withPicture(`file://${file}`))).toBe(0);
  // The same picture within the file is drawn, so the one above would have been seen.
  expect(await red(withPicture(`data:image/png;base64,${readFileSync(file).toString("base64")}`))).toBe(255);
  rmSync(folder, { recursive: true });
});
