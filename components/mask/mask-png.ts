import { buf } from "crc-32";
import type { MaskPlane } from "./mask-plane";

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

// Enough at once that the stream is not kept busy by its pieces, little enough that a page of 4,096 pixels has no
// second copy in memory.
const rowsAtOnce = 128;

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let at = 0; at < 4; at += 1) bytes[4 + at] = type.charCodeAt(at);
  bytes.set(data, 8);
  view.setInt32(8 + data.length, buf(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function header({ width, height }: MaskPlane): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Eight bits a channel, red, green, blue and alpha.
  data.set([8, 6], 8);
  return chunk("IHDR", data);
}

/** Rows as PNG stores them, each as its difference to the one above: the same rows, as masks have, are then all zero. */
function filteredRows({ width, cover }: MaskPlane, from: number, to: number): Uint8Array<ArrayBuffer> {
  const across = width * 4 + 1;
  const bytes = new Uint8Array(across * (to - from));
  const row = new Uint32Array(width);
  const rowBytes = new Uint8Array(row.buffer);
  for (let y = from; y < to; y += 1) {
    const begin = y * width;
    for (let x = 0; x < width; x += 1) {
      const above = y === 0 ? 0 : (cover[begin - width + x] ?? 0);
      row[x] = (((cover[begin + x] ?? 0) - above) & 255) * 0x01010101;
    }
    const at = (y - from) * across;
    bytes[at] = 2;
    bytes.set(rowBytes, at + 1);
  }
  return bytes;
}

/**
 * The mask as a PNG of the picture's own size: what is painted is opaque white, the rest transparent black. Its alpha
 * and its brightness say the same, so that either reading finds the same mask. The same mask always gives the same
 * bytes, so that it is never sent twice; a canvas would also need four times the memory.
 */
export async function maskPng(plane: MaskPlane): Promise<Blob> {
  const packing = new CompressionStream("deflate");
  const packed = new Response(packing.readable).arrayBuffer();
  const writer = packing.writable.getWriter();
  for (let y = 0; y < plane.height; y += rowsAtOnce)
    await writer.write(filteredRows(plane, y, Math.min(plane.height, y + rowsAtOnce)));
  await writer.close();
  const data = chunk("IDAT", new Uint8Array(await packed));
  return new Blob([signature, header(plane), data, chunk("IEND", new Uint8Array())], { type: "image/png" });
}
