// What a step of a stroke costs on a large picture: one move of the pointer, painted and drawn.
import { openEasel } from "./open-easel.mjs";

const sidePixels = 4096;
const wantedMs = 16;

/** A picture of this side, drawn in the page and put onto the form as a chosen file. */
async function addPicture(page, side) {
  await page.evaluate(async (pixels) => {
    const canvas = new OffscreenCanvas(pixels, pixels);
    const context = canvas.getContext("2d");
    const gradient = context.createLinearGradient(0, 0, pixels, pixels);
    gradient.addColorStop(0, "#c96");
    gradient.addColorStop(1, "#123");
    context.fillStyle = gradient;
    context.fillRect(0, 0, pixels, pixels);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
    const files = new DataTransfer();
    files.items.add(new File([blob], `bench-${pixels}.jpg`, { type: "image/jpeg" }));
    const input = document.querySelector('input[aria-label="Reference files"]');
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, side);
}

/** Milliseconds of each of `count` pointer moves, from the event to the canvas having been drawn on. */
async function strokeSteps(page, count) {
  return await page.evaluate(async (moves) => {
    const stage = document.querySelector('[role="application"]');
    const box = stage.getBoundingClientRect();
    const send = (type, part) => {
      const angle = part * 6 * Math.PI;
      const reach = 0.1 + 0.3 * part;
      stage.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerId: 1,
          pointerType: "mouse",
          button: type === "pointermove" ? -1 : 0,
          buttons: 1,
          clientX: box.left + box.width * (0.5 + reach * Math.cos(angle)),
          clientY: box.top + box.height * (0.5 + reach * Math.sin(angle)),
        }),
      );
    };
    // A made-up pointer cannot be captured.
    stage.setPointerCapture = () => {};
    const times = [];
    send("pointerdown", 0);
    for (let move = 1; move <= moves; move += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const begin = performance.now();
      send("pointermove", move / moves);
      times.push(performance.now() - begin);
    }
    send("pointerup", 1);
    return times;
  }, count);
}

const at = (times, part) => times.toSorted((one, other) => one - other)[Math.floor(times.length * part)] ?? 0;

/** Needs a production build of Easel. Gives rows for the closing table. */
export async function benchMask({ databaseUrl }) {
  const { browser, cookie, home, api, close } = await openEasel({ databaseUrl, firstPort: 4520 });
  try {
    const { models } = await api("/models?q=Inpaint+Pro");
    const rows = [];
    for (const [side, share] of [
      [1024, 10],
      [sidePixels, 10],
      [sidePixels, 4],
    ]) {
      const context = await browser.newContext({
        extraHTTPHeaders: { cookie },
        viewport: { width: 1440, height: 900 },
      });
      const page = await context.newPage();
      await page.goto(`${home}/generate?model=${models[0].id}`, { waitUntil: "networkidle" });
      await addPicture(page, side);
      await page.getByRole("button", { name: /^Paint a mask/ }).click();
      await page.getByRole("application", { name: /^Mask over/ }).waitFor();
      const size = Math.round(side / share);
      for (let press = 0; press < 12 && share < 10; press += 1) await page.keyboard.press("]");
      await strokeSteps(page, 30);
      const times = await strokeSteps(page, 240);
      await context.close();
      rows.push({
        what: `Mask ${side} × ${side}, brush ${size} px: a stroke's step`,
        measured: `${at(times, 0.5).toFixed(1)} ms, p95 ${at(times, 0.95).toFixed(1)} ms`,
        ratio: `${(at(times, 0.5) / wantedMs).toFixed(2)}× a frame`,
        wanted: `median < ${wantedMs} ms`,
        met: at(times, 0.5) < wantedMs,
      });
    }
    return rows;
  } finally {
    await close();
  }
}
