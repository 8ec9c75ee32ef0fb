import sharp from "sharp";
import { expect, test } from "vitest";
import { renamedTo, sniffFileKind } from "./file-kind";
import { fittedSize, maxPixels, maxSidePixels, pictureSize } from "./picture-size";
import { checkFile, maxFilesPerDrop, sortDrop } from "./upload-check";

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#37a" } });

const made = {
  "image/png": () => canvas(37, 21).png().toBuffer(),
  "image/jpeg": () => canvas(37, 21).jpeg().toBuffer(),
  "image/webp": () => canvas(37, 21).webp().toBuffer(),
  "image/gif": () => canvas(37, 21).gif().toBuffer(),
  "image/avif": () => canvas(37, 21).avif().toBuffer(),
} as const;

const text = (letters: string) => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));

const check = (name: string, bytes: Uint8Array, sizeBytes = bytes.length) =>
  checkFile({ name, sizeBytes, head: bytes.subarray(0, 262_144), tail: bytes.subarray(-65_536) });

/** The header of a PNG of any declared size, which costs nothing to write and everything to unpack. */
function pngOf(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  bytes.set(text("IHDR"), 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

function bmpOf(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set(text("BM"));
  const view = new DataView(bytes.buffer);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  return bytes;
}

test.each(Object.entries(made))("the size of a real %s is read from its header", async (type, make) => {
  const bytes = new Uint8Array(await make());
  expect(sniffFileKind(bytes)?.contentType).toBe(type);
  expect(pictureSize(type, bytes)).toEqual({ widthPixels: 37, heightPixels: 21 });
});

test("a lossless and a transparent WebP tell their sizes too", async () => {
  const lossless = await canvas(300, 20).webp({ lossless: true }).toBuffer();
  const transparent = await sharp({
    create: { width: 41, height: 500, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0.5 } },
  })
    .webp()
    .toBuffer();
  expect(pictureSize("image/webp", lossless)).toEqual({ widthPixels: 300, heightPixels: 20 });
  expect(pictureSize("image/webp", transparent)).toEqual({ widthPixels: 41, heightPixels: 500 });
});

test("a JPEG that begins with 120 KB of notes tells its size", async () => {
  const jpeg = new Uint8Array(await made["image/jpeg"]());
  const note = new Uint8Array(60_002);
  note.set([0xff, 0xe1, 0xea, 0x60]);
  const bytes = Uint8Array.from([...jpeg.subarray(0, 2), ...note, ...note, ...jpeg.subarray(2)]);
  expect(pictureSize("image/jpeg", bytes)).toEqual({ widthPixels: 37, heightPixels: 21 });
});

test("a BMP is read with its rows from either end", () => {
  expect(pictureSize("image/bmp", bmpOf(7, 5))).toEqual({ widthPixels: 7, heightPixels: 5 });
  expect(pictureSize("image/bmp", bmpOf(7, -5))).toEqual({ widthPixels: 7, heightPixels: 5 });
});

test.each(Object.entries(made))("a %s cut anywhere is met calmly", async (type, make) => {
  const bytes = new Uint8Array(await make());
  for (let length = 0; length < Math.min(bytes.length, 400); length += 1) {
    const size = pictureSize(type, bytes.subarray(0, length));
    expect([null, 37]).toContain(size && size.widthPixels);
  }
});

test.each([
  ["hero.png", "image/png"],
  ["HERO.JPEG", "image/jpeg"],
  ["hero.webp", "image/webp"],
  // A pasted picture has a name without an ending.
  ["Pasted picture", "image/png"],
] as const)("%s with the bytes it promises is accepted", async (name, type) => {
  expect(check(name, new Uint8Array(await made[type]()))).toEqual({
    outcome: "accepted",
    contentType: type,
    name,
  });
});

test("a renamed file is told by what it holds, and offered as what it is", async () => {
  const gif = new Uint8Array(await made["image/gif"]());
  expect(check("cat.png", gif)).toMatchObject({
    outcome: "offered",
    offer: { kind: "convert", why: "cat.png is named .png but holds a GIF.", target: "image/png" },
  });
  const jpeg = new Uint8Array(await made["image/jpeg"]());
  expect(check("cat.png", jpeg)).toMatchObject({
    outcome: "offered",
    offer: { kind: "rename", name: "cat.jpg", why: "cat.png is named .png but holds a JPEG." },
  });
});

test.each([
  ["nothing.png", new Uint8Array(0), "nothing.png is empty."],
  ["page.png", text("<!doctype html><p>hello"), "page.png is named .png but holds a web page."],
  ["notes.txt", text("Dear diary, today"), "notes.txt is not a kind of file Layer takes."],
  ["fake.jpg", text("Dear diary, today"), "fake.jpg is named like a JPEG but holds something else."],
  ["logo.svg", text('<svg xmlns="http://www.w3.org/2000/svg"/>'), "logo.svg is an SVG drawing."],
  ["clip.mov", text("\u0000\u0000\u0000\u0014ftypqt  "), "clip.mov is a QuickTime video."],
  ["set.zip", text("PK\u0003\u0004 and more"), "set.zip is a ZIP archive."],
])("%s is refused in a sentence", (name, bytes, sentence) => {
  expect(check(name, bytes)).toMatchObject({
    outcome: "refused",
    sentence: expect.stringContaining(sentence) as string,
  });
});

test.each([
  ["a script after a GIF's head", "a.gif", "GIF89a/*<script>alert(1)</script>*/", "script"],
  ["a page at a PNG's end", "a.png", "\u0089PNG\r\n\u001a\n....<HTML><body>", "web page"],
  ["a PDF in a JPEG", "a.jpg", "\u00ff\u00d8\u00ff\u00e0..%PDF-1.7", "PDF"],
  ["an archive behind a PNG", "a.png", "\u0089PNG\r\n\u001a\n..PK\u0001\u0002..PK\u0005\u0006..", "ZIP"],
])("%s is found and refused", (_, name, letters, second) => {
  expect(check(name, text(letters))).toMatchObject({
    outcome: "refused",
    sentence: expect.stringContaining(second) as string,
  });
});

test("a picture that would unpack to gigabytes is refused by its header alone", () => {
  expect(check("bomb.png", pngOf(30_000, 30_000))).toMatchObject({
    outcome: "refused",
    sentence: expect.stringContaining("30,000 × 30,000 pixels") as string,
  });
  expect(check("bomb.png", pngOf(0xffffffff, 0xffffffff)).outcome).toBe("refused");
});

test("a picture without a side is refused", () => {
  expect(check("line.png", pngOf(100, 0))).toMatchObject({
    outcome: "refused",
    sentence: expect.stringContaining("no picture in it") as string,
  });
});

test("a picture too long to go up but small enough to open is offered smaller, and the new size is said", () => {
  expect(check("panorama.png", pngOf(30_000, 1_000))).toMatchObject({
    outcome: "offered",
    offer: {
      target: "image/png",
      loses: "It is made smaller, 16,383 × 546 pixels.",
      size: { widthPixels: 16_383, heightPixels: 546 },
    },
  });
});

test("a PNG over 64 MB is offered as WebP; a video of that size is refused", () => {
  expect(check("sheet.png", pngOf(9_000, 9_000), 70_000_000)).toMatchObject({
    outcome: "offered",
    offer: { kind: "convert", target: "image/webp", why: expect.stringContaining("70.0 MB") as string },
  });
  expect(check("film.mp4", text("\u0000\u0000\u0000\u0018ftypisom"), 70_000_000)).toMatchObject({
    outcome: "refused",
    sentence: "film.mp4 has 70.0 MB; Layer takes files up to 64 MB.",
  });
});

test("an animated GIF says that its animation is lost, a still one does not", async () => {
  const still = new Uint8Array(await made["image/gif"]());
  expect(check("a.gif", still)).toMatchObject({ offer: { loses: "" } });
  const animated = text("GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000!\u00ff\u000bNETSCAPE2.0");
  expect(check("a.gif", animated)).toMatchObject({
    offer: { loses: expect.stringContaining("animation is lost") as string },
  });
});

test("a fitted size keeps within every limit and keeps the shape", () => {
  for (const [widthPixels, heightPixels] of [
    [30_000, 100],
    [12_000, 20_000],
    [16_384, 16_384],
    [100, 50],
  ] as const) {
    const fitted = fittedSize({ widthPixels, heightPixels });
    expect(Math.max(fitted.widthPixels, fitted.heightPixels)).toBeLessThanOrEqual(maxSidePixels);
    expect(fitted.widthPixels * fitted.heightPixels).toBeLessThanOrEqual(maxPixels);
    expect(fitted.widthPixels / fitted.heightPixels / (widthPixels / heightPixels)).toBeCloseTo(1, 1);
  }
  expect(fittedSize({ widthPixels: 100, heightPixels: 50 })).toEqual({ widthPixels: 100, heightPixels: 50 });
});

test("a name follows what it becomes", () => {
  expect(renamedTo("walk.cycle.gif", "image/png")).toBe("walk.cycle.png");
  expect(renamedTo("v1.2", "image/jpeg")).toBe("v1.2.jpg");
});

const dropped = (name: string, change = {}) => ({ name, size: 5, lastModified: 1, ...change });

test("a file that is twice in one drop is taken once; one of the same name elsewhere is another", () => {
  const files = [
    dropped("a.png"),
    dropped("a.png"),
    dropped("a.png", { webkitRelativePath: "old/a.png" }),
    dropped("a.png", { size: 6 }),
    dropped(".DS_Store"),
  ];
  expect(sortDrop(files)).toEqual({ files: [files[0], files[2], files[3]], sentences: [] });
});

test("of seven hundred files the first are taken and the rest are named", () => {
  const files = Array.from({ length: 700 }, (_, at) => dropped(`${at}.png`));
  const { files: taken, sentences } = sortDrop(files);
  expect(taken).toHaveLength(maxFilesPerDrop);
  expect(sentences).toEqual([
    "700 files came at once: the first 500 are taken. Drop the other 200 when these are up, from 500.png on.",
  ]);
});

test("a renamed picture is told by its name before its size, where nothing but a refusal is left", () => {
  const sentence = (width: number, height: number) => {
    const verdict = check("cat.jpg", pngOf(width, height));
    return verdict.outcome === "refused" ? verdict.sentence : verdict.outcome;
  };
  expect(sentence(60_000, 60_000)).toMatch(
    /^cat\.jpg is named \.jpg but holds a PNG.* It has 60,000 × 60,000 pixels/,
  );
  expect(sentence(0, 10)).toMatch(/^cat\.jpg is named \.jpg but holds a PNG/);
});

test("sixteen bytes named .png that begin like a GIF are refused for their kind, not for a size nobody meant", () => {
  const bytes = new Uint8Array(16).fill(0xff);
  bytes.set(new TextEncoder().encode("GIF89a"));
  expect(check("walk.png", bytes)).toEqual({
    outcome: "refused",
    sentence: "walk.png is named .png but holds a GIF. Layer takes JPEG, PNG, WebP, MP4, MP3 and WAV.",
  });
});
