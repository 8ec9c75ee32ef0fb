import type { Page } from "@playwright/test";

/** A real PNG, drawn by the browser under test: no picture library, no file in the repository. */
export async function drawnPng(
  page: Page,
  { width, height, colour }: { width: number; height: number; colour: string },
) {
  const base64 = await page.evaluate(
    ({ width, height, colour }) => {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = height;
      const context = canvas.getContext("2d");
      if (!context) throw new Error("This browser draws nothing.");
      const gradient = context.createLinearGradient(0, 0, width, height);
      gradient.addColorStop(0, colour);
      gradient.addColorStop(1, "#101820");
      context.fillStyle = gradient;
      context.fillRect(0, 0, width, height);
      return canvas.toDataURL("image/png").split(",")[1] ?? "";
    },
    { width, height, colour },
  );
  return Buffer.from(base64, "base64");
}
