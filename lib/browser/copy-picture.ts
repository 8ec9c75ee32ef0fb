import { ProblemError, problemOf } from "../domain/problem";
import { isProblem, noAnswer } from "./api";

/** A picture's bytes as PNG, the one form that every program takes from the clipboard. */
async function pngOf(path: string): Promise<Blob> {
  const response = await fetch(path).catch(() => null);
  if (!response) throw new ProblemError(noAnswer());
  if (!response.ok) {
    const answer: unknown = await response.json().catch(() => null);
    throw new ProblemError(isProblem(answer) ? answer : problemOf("asset_unavailable"));
  }
  const bytes = await response.blob();
  if (bytes.type === "image/png") return bytes;
  const address = URL.createObjectURL(bytes);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!png) throw new Error("The browser cannot make a PNG of it.");
    return png;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Puts a picture of ours on the clipboard, at its own pixels. Throws ProblemError where it cannot be had, and the
 * browser's own error where it does not let the page copy.
 */
export async function copyPicture(path: string): Promise<void> {
  // Promised rather than fetched first: a browser takes it only within the press that asked for it.
  await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOf(path) })]);
}
