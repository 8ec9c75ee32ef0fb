import { type PictureSize, pictureSize } from "./picture-size";

export interface MeshFacts {
  triangles: number;
  vertices: number;
  meshes: number;
  materials: number;
  /** The textures' own pixels, where they lie in the file and can be read. */
  textures: Array<PictureSize | null>;
  animations: number;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null;

const magic = 0x46546c67;
const jsonChunk = 0x4e4f534a;

/** The scene's description and the bytes beside it; null for what is neither GLB nor glTF. */
function partsOf(bytes: Uint8Array): { json: Json; binary: Uint8Array } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isBinary = bytes.length >= 20 && view.getUint32(0, true) === magic;
  try {
    if (!isBinary) {
      const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
      return isObject(json) && isObject(json.asset) ? { json, binary: new Uint8Array() } : null;
    }
    const length = view.getUint32(12, true);
    if (view.getUint32(16, true) !== jsonChunk || 20 + length > bytes.length) return null;
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length)));
    return isObject(json) ? { json, binary: bytes.subarray(Math.min(28 + length, bytes.length)) } : null;
  } catch {
    return null;
  }
}

/** What a mesh is made of, read from the file itself; null where it is no GLB or glTF, or a broken one. */
export function meshFacts(bytes: Uint8Array): MeshFacts | null {
  const parts = partsOf(bytes);
  if (!parts) return null;
  const { json, binary } = parts;
  const accessors = listOf(json.accessors);
  const countOf = (index: unknown) => numberOf(accessors[numberOf(index) ?? -1]?.count) ?? 0;
  const meshes = listOf(json.meshes);
  let triangles = 0;
  let vertices = 0;
  for (const primitive of meshes.flatMap((mesh) => listOf(mesh.primitives))) {
    const attributes = isObject(primitive.attributes) ? primitive.attributes : {};
    const points = countOf(attributes.POSITION);
    const corners = primitive.indices === undefined ? points : countOf(primitive.indices);
    vertices += points;
    // 4 is triangles, 5 and 6 are strips and fans; the others are lines and points.
    const mode = numberOf(primitive.mode) ?? 4;
    if (mode === 4) triangles += Math.floor(corners / 3);
    else if (mode === 5 || mode === 6) triangles += Math.max(0, corners - 2);
  }
  const views = listOf(json.bufferViews);
  const textures = listOf(json.images).map((image) => {
    const view = views[numberOf(image.bufferView) ?? -1];
    if (!view) return null;
    const from = numberOf(view.byteOffset) ?? 0;
    const type = typeof image.mimeType === "string" ? image.mimeType : "";
    return pictureSize(type, binary.subarray(from, from + (numberOf(view.byteLength) ?? 0)));
  });
  return {
    triangles,
    vertices,
    meshes: meshes.length,
    materials: listOf(json.materials).length,
    textures,
    animations: listOf(json.animations).length,
  };
}
