import { Document, WebIO } from "@gltf-transform/core";
import sharp from "sharp";
import type { RenderJob } from "../parts";
import { paintTexture } from "./art/texture";
import { choosePalette, type Palette, paletteOfPicture, type Rgb } from "./colour";
import { drawModelPreview } from "./model-preview";
import { buildProp, type Prop } from "./props";
import { createRandom, hashText, type Random } from "./random";
import type { RenderedOutput } from "./rendered-output";

const textureEdge = 256;

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
      .setDoubleSided(true)
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
    preview: await drawModelPreview(prop, palette, texture),
  };
}

/** The props of one run as binary glTF with materials, each with a still. */
export async function renderModels(job: RenderJob): Promise<RenderedOutput[]> {
  const outputs: RenderedOutput[] = [];
  for (let index = 0; index < job.count; index++) outputs.push(await renderModel(job, index));
  return outputs;
}
