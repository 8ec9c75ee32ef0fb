import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebIO } from "@gltf-transform/core";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MediaHost, RenderedAsset, RenderJob, StoredFile } from "../parts";
import { createMediaHost } from "./media-host";

const workspaceId = "1d1c5a0e-7c39-4b0d-8f0e-5a4d3f2b1a00";
const files = new Map<string, StoredFile>();
let server: Server;
let media: MediaHost;

beforeAll(async () => {
  const root = new Hono();
  server = createAdaptorServer({ fetch: root.fetch }) as Server;
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  media = createMediaHost({
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clock: { now: () => Date.UTC(2026, 0, 2), advance: () => {} },
    files: {
      get: (fileId) => files.get(fileId),
      put: (file) => {
        files.set(file.fileId, file);
      },
    },
  });
  root.mount("/", media.app.fetch);
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const plain: RenderJob = {
  workspaceId,
  modality: "image",
  style: "atelier_2",
  prompt: "A castle, at dawn!",
  seed: 11,
  count: 1,
  width: 320,
  height: 200,
  durationSeconds: 0,
  fps: 0,
  parameters: {},
  guidance: [],
  mask: null,
  finishedAt: Date.UTC(2026, 10, 21, 9, 8, 7),
};

async function renderOne(changes: Partial<RenderJob>): Promise<RenderedAsset & { bytes: Buffer }> {
  const [asset] = await media.render({ ...plain, ...changes });
  if (!asset) throw new Error("Nothing was rendered.");
  return { ...asset, bytes: files.get(asset.fileId)?.bytes ?? Buffer.alloc(0) };
}

const pixelsOf = async (bytes: Buffer) => sharp(bytes).ensureAlpha().raw().toBuffer();

function stored(bytes: Buffer, contentType = "image/png"): StoredFile {
  const file = {
    fileId: randomUUID(),
    workspaceId,
    contentType,
    fileName: "upload.png",
    bytes,
    createdAt: 0,
  };
  files.set(file.fileId, file);
  return file;
}

/** Two flat halves: easy to recognise after whatever happened to them. */
async function halves(left: string, right: string, width = 64, height = 48): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width / 2}" height="${height}" fill="${left}"/><rect x="${width / 2}" width="${width / 2}" height="${height}" fill="${right}"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

function meanDifference(left: Buffer, right: Buffer): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += Math.abs((left[at] ?? 0) - (right[at] ?? 0));
  return sum / left.length;
}

describe("pictures", () => {
  it.each([
    ["a castle in the mountains"],
    ["health potion icon"],
    ["knight portrait"],
    ["hooded wizard portrait"],
    ["orc boss"],
    ["isometric village"],
    ["pixel art goblin"],
    ["pixel sprite sheet"],
    ["seamless stone texture"],
    ["wood plank texture"],
    ["purple nebula"],
    ["cyberpunk city"],
    ["dungeon map"],
    ["clan emblem"],
    [""],
  ])("decode at exactly the size asked for: %s", async (prompt) => {
    const { bytes, contentType } = await renderOne({ prompt, width: 333, height: 217 });
    const { width, height, format } = await sharp(bytes).metadata();
    expect({ width, height, contentType }).toEqual({
      width: 333,
      height: 217,
      contentType: `image/${format}`,
    });
    const { channels } = await sharp(bytes).stats();
    expect(Math.max(...channels.slice(0, 3).map(({ stdev }) => stdev))).toBeGreaterThan(8);
  });

  it("are the same for the same seed, and differ by seed, model and place in the batch", async () => {
    const first = await renderOne({});
    const again = await renderOne({});
    const otherSeed = await renderOne({ seed: 12 });
    const otherModel = await renderOne({ style: "atelier_3" });
    const batch = await media.render({ ...plain, count: 2 });
    expect(again.bytes.equals(first.bytes)).toBe(true);
    expect(again.fileId).not.toBe(first.fileId);
    expect(otherSeed.bytes.equals(first.bytes)).toBe(false);
    expect(otherModel.bytes.equals(first.bytes)).toBe(false);
    expect(files.get(batch[0]?.fileId ?? "")?.bytes.equals(first.bytes)).toBe(true);
    expect(files.get(batch[1]?.fileId ?? "")?.bytes.equals(first.bytes)).toBe(false);
  });

  it("let the background through when it is to be removed, and the subject not", async () => {
    const { bytes } = await renderOne({ prompt: "sword icon", parameters: { remove_background: true } });
    const pixels = await pixelsOf(bytes);
    const alphas = Array.from({ length: pixels.length / 4 }, (_, at) => pixels[at * 4 + 3] ?? 0);
    expect(alphas[0]).toBe(0);
    expect(alphas.filter((alpha) => alpha === 255).length).toBeGreaterThan(alphas.length * 0.03);
  });

  it("cut an uploaded subject out of its plain background", async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="#fff"/><circle cx="40" cy="40" r="20" fill="#c02020"/></svg>';
    const file = stored(await sharp(Buffer.from(svg)).png().toBuffer());
    const { bytes } = await renderOne({
      width: 80,
      height: 80,
      parameters: { remove_background: true },
      guidance: [{ file, type: "init", weight: null }],
    });
    const pixels = await pixelsOf(bytes);
    expect(pixels[3]).toBe(0);
    expect(pixels[(40 * 80 + 40) * 4 + 3]).toBe(255);
  });

  it("are an SVG that decodes when vectorised, from nothing and from an upload", async () => {
    const drawn = await renderOne({ prompt: "stone texture", parameters: { vectorize: true } });
    const file = stored(await halves("#ff0000", "#0000ff"));
    const traced = await renderOne({
      parameters: { vectorize: true },
      guidance: [{ file, type: "init", weight: 1 }],
    });
    for (const { bytes, contentType, url } of [drawn, traced]) {
      expect(contentType).toBe("image/svg+xml");
      expect(url).toMatch(/\.svg$/);
      expect((await sharp(bytes).metadata()).width).toBe(320);
    }
    const pixels = await pixelsOf(traced.bytes);
    expect(pixels[0]).toBeGreaterThan(180);
    expect(pixels[319 * 4 + 2]).toBeGreaterThan(180);
  });

  it("are the uploaded picture itself, larger, when upscaled", async () => {
    const source = await halves("#20a040", "#e0c020", 50, 30);
    const { bytes, width, height } = await renderOne({
      parameters: { upscale_ratio: 4 },
      guidance: [{ file: stored(source), type: "init", weight: null }],
    });
    expect([width, height]).toEqual([200, 120]);
    const small = await sharp(bytes).resize(50, 30, { kernel: "nearest" }).ensureAlpha().raw().toBuffer();
    expect(meanDifference(small, await pixelsOf(source))).toBeLessThan(4);
  });

  it("stay closer to an init picture the more it weighs", async () => {
    const source = await halves("#20a040", "#e0c020", 320, 200);
    const near = await renderOne({ guidance: [{ file: stored(source), type: "init", weight: 0.95 }] });
    const far = await renderOne({ guidance: [{ file: stored(source), type: "init", weight: 0.1 }] });
    const target = await pixelsOf(source);
    const nearBy = meanDifference(await pixelsOf(near.bytes), target);
    const farBy = meanDifference(await pixelsOf(far.bytes), target);
    expect(nearBy).toBeLessThan(12);
    expect(farBy).toBeGreaterThan(nearBy * 2);
  });

  it("take their colours from a reference", async () => {
    const { bytes } = await renderOne({
      guidance: [{ file: stored(await halves("#102040", "#3060ff")), type: "reference_image", weight: null }],
    });
    const { channels } = await sharp(bytes).stats();
    expect((channels[2]?.mean ?? 0) - (channels[0]?.mean ?? 0)).toBeGreaterThan(30);
  });

  it("keep the structure of a depth or line picture", async () => {
    const { bytes } = await renderOne({
      guidance: [{ file: stored(await halves("#000000", "#ffffff")), type: "depth", weight: 1 }],
    });
    const brightness = async (left: number) => {
      const half = await sharp(bytes).extract({ left, top: 0, width: 150, height: 200 }).png().toBuffer();
      return (await sharp(half).greyscale().stats()).channels[0]?.mean ?? 0;
    };
    expect((await brightness(170)) - (await brightness(0))).toBeGreaterThan(60);
  });

  it("change only inside the mask, and softly at its edge", async () => {
    const source = await halves("#20a040", "#20a040", 320, 200);
    const mask = {
      file: stored(await halves("#ffffff", "#000000", 320, 200)),
      forTransparency: false,
      forNontransparency: false,
      edgeRadius: 0,
    };
    const guidance = [{ file: stored(source), type: "init", weight: 0 }];
    const hard = await pixelsOf((await renderOne({ style: "atelier_2", mask, guidance })).bytes);
    const target = await pixelsOf(source);
    const at = (pixels: Buffer, x: number) => pixels.subarray((100 * 320 + x) * 4, (100 * 320 + x) * 4 + 4);
    const differing = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, x) => at(hard, from + x).equals(at(target, from + x))).filter(
        (same) => !same,
      ).length;
    expect(differing(160, 320)).toBe(0);
    expect(differing(0, 160)).toBeGreaterThan(120);
    const soft = await pixelsOf(
      (await renderOne({ style: "atelier_2", mask: { ...mask, edgeRadius: 24 }, guidance })).bytes,
    );
    expect(at(soft, 165).equals(at(target, 165))).toBe(false);
    expect(at(soft, 300).equals(at(target, 300))).toBe(true);
  });

  it("read a mask's polarity from its transparency when told to", async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"><rect width="160" height="200" fill="#20a040"/></svg>';
    const file = stored(await sharp(Buffer.from(svg)).png().toBuffer());
    const source = stored(await halves("#20a040", "#20a040", 320, 200));
    const change = async (forTransparency: boolean) =>
      pixelsOf(
        (
          await renderOne({
            mask: { file, forTransparency, forNontransparency: !forTransparency, edgeRadius: 0 },
            guidance: [{ file: source, type: "init", weight: 0 }],
          })
        ).bytes,
      );
    const target = await pixelsOf(source.bytes);
    const clear = await change(true);
    const opaque = await change(false);
    const left = (pixels: Buffer) => pixels.subarray(100 * 320 * 4, 100 * 320 * 4 + 400);
    const right = (pixels: Buffer) => pixels.subarray((100 * 320 + 200) * 4, (100 * 320 + 200) * 4 + 400);
    expect([left(clear).equals(left(target)), right(clear).equals(right(target))]).toEqual([true, false]);
    expect([left(opaque).equals(left(target)), right(opaque).equals(right(target))]).toEqual([false, true]);
  });

  it("can themselves be a reference", async () => {
    const first = await renderOne({});
    const file = files.get(first.fileId);
    expect(file).toBeDefined();
    const second = await renderOne({
      parameters: { upscale_ratio: 2 },
      guidance: file ? [{ file, type: "init", weight: null }] : [],
    });
    expect([second.width, second.height]).toEqual([640, 400]);
  });
});

describe("other media", () => {
  it("makes an H.264 film of the length asked for, and reports its real size", async () => {
    const { bytes, contentType, width, height, durationSeconds, previewUrl } = await renderOne({
      modality: "video",
      width: 1920,
      height: 1080,
      durationSeconds: 2,
      fps: 24,
    });
    expect([contentType, durationSeconds, width, height]).toEqual(["video/mp4", 2, 640, 360]);
    expect(bytes.subarray(4, 8).toString("latin1")).toBe("ftyp");
    const header = bytes.toString("latin1");
    const sample = header.indexOf("avc1", header.indexOf("stsd"));
    expect([bytes.readUInt16BE(sample + 28), bytes.readUInt16BE(sample + 30)]).toEqual([640, 360]);
    const movie = header.indexOf("mvhd");
    expect(bytes.readUInt32BE(movie + 20) / bytes.readUInt32BE(movie + 16)).toBeCloseTo(2, 1);
    expect(previewUrl).not.toBeNull();
  }, 60_000);

  it.each([
    ["wooden crate"],
    ["barrel"],
    ["crystal"],
    ["boulder"],
    ["sword"],
    ["potion"],
    ["tower"],
    ["mushroom"],
  ])("makes a %s with unit normals and a material, in binary glTF", async (prompt) => {
    const { bytes, contentType, previewUrl } = await renderOne({ modality: "three_d", prompt });
    expect([contentType, bytes.subarray(0, 4).toString("latin1")]).toEqual(["model/gltf-binary", "glTF"]);
    const root = (await new WebIO().readBinary(new Uint8Array(bytes))).getRoot();
    expect(root.listMaterials().length).toBeGreaterThan(1);
    for (const primitive of root.listMeshes().flatMap((mesh) => mesh.listPrimitives())) {
      const normals = primitive.getAttribute("NORMAL")?.getArray() ?? [];
      const lengths = Array.from({ length: normals.length / 3 }, (_, at) =>
        Math.hypot(normals[at * 3] ?? 0, normals[at * 3 + 1] ?? 0, normals[at * 3 + 2] ?? 0),
      );
      expect(lengths.filter((length) => Math.abs(length - 1) > 0.01)).toEqual([]);
      expect(primitive.getAttribute("POSITION")?.getCount()).toBe(lengths.length);
    }
    expect(
      (await sharp(Buffer.from(await (await fetch(previewUrl ?? "")).arrayBuffer())).metadata()).format,
    ).toBe("webp");
  });

  it("lays an uploaded texture on a prop, and none when none is wanted", async () => {
    const file = stored(await halves("#ff0000", "#00ff00"));
    const textured = await renderOne({
      modality: "three_d",
      prompt: "crate",
      guidance: [{ file, type: "texture_image", weight: null }],
    });
    const bare = await renderOne({
      modality: "three_d",
      prompt: "crate",
      parameters: { include_textures: false },
    });
    const picture = async (bytes: Buffer) =>
      (await new WebIO().readBinary(new Uint8Array(bytes))).getRoot().listTextures()[0]?.getImage();
    const { channels } = await sharp(Buffer.from((await picture(textured.bytes)) ?? [])).stats();
    expect([Math.round(channels[0]?.mean ?? 0), Math.round(channels[2]?.mean ?? 0)]).toEqual([128, 0]);
    expect(await picture(bare.bytes)).toBeUndefined();
  });

  it("makes an effect as WAV of the length asked for, and audible", async () => {
    const { bytes, contentType, durationSeconds, previewUrl } = await renderOne({
      modality: "audio",
      prompt: "coin pickup",
      durationSeconds: 1.5,
    });
    expect([contentType, durationSeconds, previewUrl]).toEqual(["audio/wav", 1.5, null]);
    expect([bytes.toString("latin1", 0, 4), bytes.readUInt32LE(24), bytes.readUInt32LE(40)]).toEqual([
      "RIFF",
      44_100,
      1.5 * 44_100 * 2,
    ]);
    const samples = new Int16Array(
      bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + bytes.length),
    );
    expect(Math.max(...samples)).toBeGreaterThan(16_000);
  });

  it.each([
    ["music", { prompt: "battle theme music", durationSeconds: 4 }],
    ["speech", { prompt: "Welcome to the tavern, traveller", style: "narrator_voice" }],
  ])("makes %s as MP3 whose frames last as long as it reports", async (_, changes) => {
    const { bytes, contentType, durationSeconds } = await renderOne({ modality: "audio", ...changes });
    expect(contentType).toBe("audio/mpeg");
    let frames = 0;
    for (let at = 0; at + 4 <= bytes.length; frames++) {
      expect(bytes.readUInt16BE(at) & 0xffe0).toBe(0xffe0);
      at += Math.floor((144 * 128_000) / 44_100) + (((bytes[at + 2] ?? 0) >> 1) & 1);
    }
    expect(Math.abs((frames * 1152) / 44_100 - (durationSeconds ?? 0))).toBeLessThan(0.06);
    expect(durationSeconds ?? 0).toBeGreaterThan(1);
  });

  it("writes text about what the prompt names", async () => {
    const { bytes, contentType, previewUrl } = await renderOne({
      modality: "text",
      prompt: "the lost lantern",
    });
    expect([contentType, previewUrl]).toEqual(["text/markdown", null]);
    expect(bytes.toString()).toContain("# The lost lantern");
  });
});

describe("serving", () => {
  it("gives every asset the address that Layer's assets have", async () => {
    const { url, fileId, previewUrl } = await renderOne({ style: "atelier_2" });
    expect(new URL(url).pathname).toBe(
      `/workspaces/${workspaceId}/files/${fileId}/a_castle_at_dawn-2026-11-21-090807.png`,
    );
    expect(new URL(previewUrl ?? "").pathname).toBe(
      `/workspaces/${workspaceId}/files/${fileId}/preview.webp`,
    );
    const long = await renderOne({ prompt: "word ".repeat(60) });
    expect(new URL(long.url).pathname.split("/").pop()?.length).toBeLessThan(100);
  });

  it("answers anyone with the bytes, their type, an ETag and a long life", async () => {
    const { url, bytes, sizeBytes } = await renderOne({});
    const response = await fetch(url);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(sizeBytes).toBe(bytes.length);
    expect(response.headers.get("content-length")).toBe(String(bytes.length));
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("cache-control")).toContain("max-age=");
    const fresh = await fetch(url, { headers: { "if-none-match": response.headers.get("etag") ?? "" } });
    expect(fresh.status).toBe(304);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
      200,
      String(bytes.length),
      "",
    ]);
  });

  it.each([
    ["bytes=0-99", 0, 99],
    ["bytes=100-", 100, -1],
    ["bytes=-50", -50, -1],
    ["bytes=10-999999999", 10, -1],
  ])("answers %s with that part", async (range, first, last) => {
    const { url, bytes } = await renderOne({});
    const response = await fetch(url, { headers: { range } });
    const from = first < 0 ? bytes.length + first : first;
    const to = last < 0 ? bytes.length - 1 : last;
    expect([response.status, response.headers.get("content-range")]).toEqual([
      206,
      `bytes ${from}-${to}/${bytes.length}`,
    ]);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes.subarray(from, to + 1))).toBe(true);
  });

  it("refuses a range behind the end with 416 and the size", async () => {
    const { url, bytes } = await renderOne({});
    const response = await fetch(url, { headers: { range: `bytes=${bytes.length}-` } });
    expect([response.status, response.headers.get("content-range")]).toEqual([
      416,
      `bytes */${bytes.length}`,
    ]);
  });

  it("keeps previews within 512 pixels", async () => {
    const { previewUrl } = await renderOne({ width: 900, height: 600 });
    const response = await fetch(previewUrl ?? "");
    const { width, height, format } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect([response.headers.get("content-type"), format, width, height]).toEqual([
      "image/webp",
      "webp",
      512,
      341,
    ]);
  });

  it("is 404 for another workspace, another name and an unknown file", async () => {
    const { url, fileId } = await renderOne({});
    const origin = new URL(url).origin;
    const statuses = await Promise.all(
      [
        url.replace(workspaceId, randomUUID()),
        url.replace("castle", "palace"),
        url.replace(fileId, randomUUID()),
        `${origin}/`,
      ].map(async (address) => (await fetch(address)).status),
    );
    expect(statuses).toEqual([404, 404, 404, 404]);
  });
});
