import { extendedSize } from "./extension";
import { emptyPlane, type Margins, type MaskPlane } from "./mask-plane";
import { drawMask } from "./mask-view";

const thumbnailPixels = 192;
const rowsAtOnce = 512;

/** Where there is not enough memory for a canvas the browser gives none. */
class NoCanvasError extends Error {
  constructor() {
    super("There is not enough memory to work on a picture of this size here.");
    this.name = "NoCanvasError";
  }
}

function contextOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new NoCanvasError();
  return context;
}

/**
 * A stored mask as what can be painted on, stretched to the picture. What a file covers is its alpha; one without any
 * transparency, as other tools write them, covers where it is bright.
 */
export async function planeFromPicture(blob: Blob, width: number, height: number): Promise<MaskPlane> {
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none" });
  const plane = emptyPlane(width, height);
  const context = contextOf(width, Math.min(rowsAtOnce, height));
  const read = (value: (data: Uint8ClampedArray, at: number) => number) => {
    for (let top = 0; top < height; top += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, height - top);
      context.clearRect(0, 0, width, rows);
      context.drawImage(bitmap, 0, -top, width, height);
      const { data } = context.getImageData(0, 0, width, rows);
      for (let at = 0; at < width * rows; at += 1) plane.cover[top * width + at] = value(data, at * 4);
    }
  };
  read((data, at) => data[at + 3] ?? 0);
  if (plane.cover.every((value) => value === 255))
    read((data, at) =>
      Math.round(0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)),
    );
  bitmap.close();
  return plane;
}

/** A small picture of the mask as a `data:` address: opaque where it covers. */
export function maskThumbnail(plane: MaskPlane): string | null {
  const scale = Math.min(1, thumbnailPixels / Math.max(plane.width, plane.height));
  const [width, height] = [
    Math.max(1, Math.round(plane.width * scale)),
    Math.max(1, Math.round(plane.height * scale)),
  ];
  const context = contextOf(width, height);
  const image = context.createImageData(width, height);
  const area = { left: 0, top: 0, right: width, bottom: height };
  drawMask(image.data, area, plane, { scale: width / plane.width, left: 0, top: 0 }, [255, 255, 255]);
  context.putImageData(image, 0, 0);
  return context.canvas.toDataURL("image/png");
}

/** The picture on a larger canvas, transparent around it. Throws InputError where it cannot be written here. */
export async function extendedPicture(
  source: Blob,
  name: string,
  bitmap: ImageBitmap,
  margins: Margins,
): Promise<File> {
  const { paintedFile } = await import("@/lib/browser/upload-input-work");
  const base = name.replace(/\.[a-z0-9]{2,4}$/i, "") || "Picture";
  const { width, height } = extendedSize(bitmap, margins);
  return await paintedFile(
    new File([source], `${base} extended`, { type: source.type }),
    "image/png",
    { widthPixels: width, heightPixels: height },
    (context) => context.drawImage(bitmap, margins.left, margins.top),
  );
}
