import { Document, WebIO } from "@gltf-transform/core";
import sharp from "sharp";
import type { RenderJob } from "../parts";
import { paintTexture } from "./art/texture";
import { choosePalette, hex, mix, type Palette, paletteOfPicture, type Rgb, tone } from "./colour";
import type { RenderedOutput } from "./media-host";
import { normalise, type Part, type Vector } from "./mesh";
import { buildProp, type Prop } from "./props";
import { createRandom, hashText, type Random } from "./random";

const textureEdge = 256;
const previewEdge = 512;

/** glTF wants linear factors; 2.2 is near enough to sRGB for a colour somebody picked by eye. */
function linearFactor([red, green, blue]: Rgb): [number, number, number, number] {
  return [(red / 255) ** 2.2, (green / 255) ** 2.2, (blue / 255) ** 2.2, 1];
}

async function textureFor(
  job: RenderJob,
  prop: Prop,
  palette: Palette,
  random: Random,
): Promise<Buffer | null> {
  if (job.parameters.include_textures === false) return null;
  const upload = job.guidance.find(
    ({ type, file }) => file.contentType.startsWith("image/") && type === "texture_image",
  );
  if (upload)
    return sharp(upload.file.bytes)
      .rotate()
      .flatten({ background: "#808080" })
      .resize(textureEdge, textureEdge, { fit: "cover" })
      .png()
      .toBuffer();
  if (!prop.surface) return null;
  const { texture } = paintTexture({
    width: textureEdge,
    height: textureEdge,
    random,
    palette,
    words: new Set([prop.surface]),
  });
  if (!texture) return null;
  return sharp(texture.data, { raw: { width: texture.width, height: texture.height, channels: 3 } })
    .resize(textureEdge, textureEdge, { fit: "fill" })
    .png()
    .toBuffer();
}

async function toGlb(prop: Prop, texture: Buffer | null, withPbr: boolean): Promise<Buffer> {
  const document = new Document();
  document.getRoot().getAsset().generator = "Easel sandbox";
  const buffer = document.createBuffer();
  const picture = texture
    ? document.createTexture("baseColor").setImage(new Uint8Array(texture)).setMimeType("image/png")
    : null;
  const scene = document.createScene("prop");
  const root = document.createNode("prop");
  scene.addChild(root);
  for (const piece of prop.parts) {
    const accessor = (name: string, type: "VEC3" | "VEC2", values: readonly number[]) =>
      document.createAccessor(name).setType(type).setArray(new Float32Array(values)).setBuffer(buffer);
    const material = document
      .createMaterial(piece.name)
      .setBaseColorFactor(piece.textured && !picture ? [0.35, 0.3, 0.26, 1] : linearFactor(piece.colour))
      .setMetallicFactor(withPbr ? piece.metallic : 0)
      .setRoughnessFactor(withPbr ? piece.roughness : 1);
    if (piece.textured && picture) material.setBaseColorTexture(picture);
    if (piece.emissive > 0) {
      const [red, green, blue] = linearFactor(piece.colour);
      material.setEmissiveFactor([red * piece.emissive, green * piece.emissive, blue * piece.emissive]);
    }
    const primitive = document
      .createPrimitive()
      .setAttribute("POSITION", accessor("POSITION", "VEC3", piece.positions))
      .setAttribute("NORMAL", accessor("NORMAL", "VEC3", piece.normals))
      .setAttribute("TEXCOORD_0", accessor("TEXCOORD_0", "VEC2", piece.uvs))
      .setMaterial(material);
    root.addChild(
      document.createNode(piece.name).setMesh(document.createMesh(piece.name).addPrimitive(primitive)),
    );
  }
  return Buffer.from(await new WebIO().writeBinary(document));
}

/** The average colour of the texture, by which the preview tints what the texture covers. */
async function averageOf(texture: Buffer | null): Promise<Rgb> {
  if (!texture) return [150, 132, 114];
  const { channels } = await sharp(texture).stats();
  return [channels[0]?.mean ?? 128, channels[1]?.mean ?? 128, channels[2]?.mean ?? 128];
}

/** A still drawn by hand: facets sorted from back to front, one key light and one rim light. */
async function drawPreview(prop: Prop, palette: Palette, textureColour: Rgb): Promise<Buffer> {
  const turn = 0.65;
  const tilt = 0.36;
  const rotate = ([x, y, z]: Vector): Vector => {
    const rx = x * Math.cos(turn) + z * Math.sin(turn);
    const rz = -x * Math.sin(turn) + z * Math.cos(turn);
    return [rx, y * Math.cos(tilt) - rz * Math.sin(tilt), y * Math.sin(tilt) + rz * Math.cos(tilt)];
  };
  const corner = (values: readonly number[], at: number): Vector =>
    rotate([values[at] ?? 0, values[at + 1] ?? 0, values[at + 2] ?? 0]);
  const key = normalise([-0.5, 0.8, 0.65]);
  const rim = normalise([0.9, 0.25, -0.5]);
  const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const facets: Array<{ depth: number; polygon: string }> = [];
  const all = prop.parts.flatMap((piece) =>
    Array.from({ length: piece.positions.length / 3 }, (_, at) => corner(piece.positions, at * 3)),
  );
  const low = all.reduce((best, [, y]) => Math.min(best, y), 9);
  const high = all.reduce((best, [, y]) => Math.max(best, y), -9);
  const wide = all.reduce((best, [x]) => Math.max(best, Math.abs(x)), 0.1);
  const scale = (previewEdge * 0.74) / Math.max(high - low, wide * 2);
  const middle = (high + low) / 2;
  const shadeOf = (piece: Part, at: number): Rgb => {
    const normal = normalise(
      [0, 3, 6]
        .map((offset) => corner(piece.normals, at + offset))
        .reduce<Vector>((sum, one) => [sum[0] + one[0], sum[1] + one[1], sum[2] + one[2]], [0, 0, 0]),
    );
    const base = piece.textured ? textureColour : piece.colour;
    const light = 0.32 + Math.max(0, dot(normal, key)) * 0.85;
    const shine =
      Math.max(0, dot(normal, normalise([key[0], key[1], key[2] + 1]))) ** (piece.roughness < 0.4 ? 24 : 60) *
      (1 - piece.roughness) *
      0.9;
    const lit = mix(
      [base[0] * light, base[1] * light, base[2] * light],
      [255, 255, 255],
      shine + piece.emissive * 0.12,
    );
    return mix(lit, palette.counter, Math.max(0, dot(normal, rim)) * 0.45);
  };
  for (const piece of prop.parts) {
    for (let at = 0; at < piece.positions.length; at += 9) {
      const [a, b, c] = [
        corner(piece.positions, at),
        corner(piece.positions, at + 3),
        corner(piece.positions, at + 6),
      ];
      // What faces away is hidden by what faces the camera, and would only cost time.
      if (dot(corner(piece.normals, at), [0, 0, 1]) < -0.15) continue;
      const colour = hex(shadeOf(piece, at).map((channel) => Math.min(255, channel)) as unknown as Rgb);
      const spots = [a, b, c].map(
        ([x, y]) =>
          `${(previewEdge / 2 + x * scale).toFixed(1)},${(previewEdge / 2 - (y - middle) * scale).toFixed(1)}`,
      );
      facets.push({
        depth: a[2] + b[2] + c[2],
        polygon: `<polygon points="${spots.join(" ")}" fill="${colour}" stroke="${colour}" stroke-width="0.7"/>`,
      });
    }
  }
  const drawn = facets
    .toSorted((left, right) => left.depth - right.depth)
    .map(({ polygon }) => polygon)
    .join("");
  const floor = previewEdge / 2 + ((high - low) / 2) * scale;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${previewEdge}" height="${previewEdge}"><defs><radialGradient id="b"><stop offset="0" stop-color="${hex(tone(palette, 0.5))}"/><stop offset="1" stop-color="${hex(tone(palette, 0.1))}"/></radialGradient><filter id="s" x="-50%" y="-200%" width="200%" height="500%"><feGaussianBlur stdDeviation="9"/></filter></defs><rect width="100%" height="100%" fill="url(#b)"/><ellipse cx="${previewEdge / 2}" cy="${floor - 6}" rx="${wide * scale * 0.9}" ry="18" fill="#000" opacity="0.5" filter="url(#s)"/>${drawn}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

async function renderModel(job: RenderJob, index: number): Promise<RenderedOutput> {
  const random = createRandom(hashText(`${job.style}|${job.prompt}|${job.seed}|${index}`));
  const words = new Set(job.prompt.toLowerCase().split(/[^a-z0-9-]+/));
  const reference = job.guidance.find(
    ({ type, file }) => file.contentType.startsWith("image/") && type !== "texture_image",
  );
  const chosen = choosePalette(words, random);
  const palette = reference ? await paletteOfPicture(reference.file.bytes) : chosen;
  const limit = job.parameters.face_limit;
  const flat = job.parameters.low_poly === true;
  const segments = flat || (typeof limit === "number" && limit < 1500) ? 9 : 32;
  const prop = buildProp(job.prompt, { random, palette, segments, flat });
  const texture = await textureFor(job, prop, palette, random);
  const bytes = await toGlb(prop, texture, job.parameters.pbr_materials !== false);
  return {
    bytes,
    contentType: "model/gltf-binary",
    extension: "glb",
    width: null,
    height: null,
    durationSeconds: null,
    preview: await drawPreview(prop, palette, await averageOf(texture)),
  };
}

/** The props of one run as binary glTF with materials, each with a still. */
export async function renderModels(job: RenderJob): Promise<RenderedOutput[]> {
  const outputs: RenderedOutput[] = [];
  for (let index = 0; index < job.count; index++) outputs.push(await renderModel(job, index));
  return outputs;
}
