// What a key costs in the prompt on a slow machine, with every field of the form open, and how often its price is asked.
import { openEasel } from "./open-easel.mjs";

const slowdown = 4;
const wantedMs = 100;

const sentences = [
  "A brass lantern hangs from a crooked oak above the ferry landing, ",
  "moths circling it in the fog, painted in thick strokes; ",
  "the ferryman waits with his back to us, rope in hand, ",
  "while the far bank glows faintly with the lights of a market, ",
  "teal and ember, wide composition, key art for the title screen.",
];
// Longer than the form waits before it takes a rest for a pause.
const pauseMs = 1_500;
// Between 60 and 180 milliseconds a key, as people type; the same in every run.
const keyDelayMs = (index) => 60 + ((index * 53) % 121);

/** The model whose form shows the most: by what it can do, of every kind there is. */
async function fullestModel(api) {
  const lists = await Promise.all(
    ["image", "video", "threeD", "audio"].map((modality) => api(`/models?modality=${modality}`)),
  );
  const models = [];
  for (const { id } of lists.flatMap(({ models: found }) => found)) models.push(await api(`/models/${id}`));
  const weight = ({ capabilities }) =>
    Object.values(capabilities).reduce(
      (sum, value) => sum + (Array.isArray(value) ? Math.min(value.length, 5) : Number(value === true)),
      0,
    );
  return models
    .filter(({ capabilities }) => capabilities.textPrompt)
    .toSorted((one, other) => weight(other) - weight(one))[0];
}

/** Begins to note, in the page, what each key costs: by the browser's own word, and until the next frame was painted. */
const watchKeys = () => {
  const keys = { paints: [], delays: [], durations: [] };
  Object.assign(globalThis, { benchKeys: keys });
  // Whole milliseconds from the key to the frame that shows it: the frame's own work is done when a task after it runs.
  document.addEventListener(
    "input",
    ({ timeStamp }) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => keys.paints.push(performance.now() - timeStamp));
        port1.start();
        port2.postMessage(null);
      }),
    { capture: true },
  );
  new PerformanceObserver((list) => {
    for (const { name, duration, processingStart, startTime } of list.getEntries()) {
      if (!["keydown", "keypress", "input", "keyup"].includes(name)) continue;
      keys.delays.push(processingStart - startTime);
      keys.durations.push(duration);
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
};

const at = (times, part) => times.toSorted((one, other) => one - other)[Math.floor(times.length * part)] ?? 0;

/** Needs a production build of Easel. Gives rows for the closing table. */
export async function benchTyping({ databaseUrl }) {
  const { browser, cookie, home, api, close } = await openEasel({ databaseUrl, firstPort: 4540 });
  try {
    const model = await fullestModel(api);
    const context = await browser.newContext({
      extraHTTPHeaders: { cookie },
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await page.goto(`${home}/generate?model=${model.id}`, { waitUntil: "networkidle" });
    await page.getByRole("button", { name: /^More/, expanded: false }).click();
    const fieldCount = await page
      .getByRole("group", { name: "Settings" })
      .locator("input:visible, textarea:visible, select:visible, button:visible")
      .count();
    const prompt = page.getByRole("textbox", { name: "Prompt", exact: true });
    await prompt.fill("");
    await page.evaluate(watchKeys);
    let estimates = 0;
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/estimates")) estimates += 1;
    });
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    const asked = [];
    let index = 0;
    for (const sentence of sentences) {
      estimates = 0;
      for (const key of sentence) {
        index += 1;
        await page.keyboard.type(key);
        await page.waitForTimeout(keyDelayMs(index));
      }
      await page.waitForTimeout(pauseMs);
      asked.push(estimates);
    }
    await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    const { paints, delays, durations } = await page.evaluate(() => globalThis.benchKeys);
    const row = (what, times, isJudged) => ({
      what: `Typing, ${slowdown}× slowed, ${fieldCount} controls open: ${what}`,
      measured: `${Math.max(0, ...times).toFixed(0)} ms at most, p95 ${at(times, 0.95).toFixed(0)} ms`,
      ratio: `${times.length} of ${index} keys`,
      wanted: isJudged ? `≤ ${wantedMs} ms` : "",
      met: isJudged ? times.length > 0 && Math.max(...times) <= wantedMs : null,
    });
    return [
      row("from key to paint", paints, true),
      // The browser names those from 16 ms on only: that there are few is the good news.
      { ...row("a key's wait for the page", delays, false), ratio: `${delays.length} events over 16 ms` },
      { ...row("an event until painted", durations, false), ratio: `${durations.length} events over 16 ms` },
      {
        what: "Typing: prices asked in a pause",
        measured: `${Math.max(...asked)} at most`,
        ratio: asked.join(", "),
        wanted: "≤ 1",
        met: Math.max(...asked) <= 1,
      },
    ];
  } finally {
    await close();
  }
}
