// A studio's hundred thousand assets: what a page costs at the top and deep down, what a search costs beside it, and
// what a minute of scrolling costs the browser.

import { join } from "node:path";
import { chromium } from "@playwright/test";
import { Client } from "pg";
import { findBrowser } from "../scripts/find-browser.mjs";
import { end, freePort, root, start, waitForAnswer } from "../scripts/processes.mjs";
import { seedGallery } from "../scripts/seed-gallery.mjs";
import { sandbox } from "../scripts/studio.mjs";
import { signIn } from "./sign-in.mjs";

const assetCount = 100_000;
const rounds = 40;
const scrollMs = 60_000;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** A workspace with a few real pictures, shown by a hundred thousand rows. */
async function openStudio({ url, controlUrl, databaseUrl }) {
  const answer = await fetch(`${controlUrl}/workspaces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Bench", balance: 10_000, concurrentRuns: 20 }),
  });
  const { workspaceId, token } = await answer.json();
  const cookie = await signIn(url, token);
  const api = async (path, body) => {
    const response = await fetch(`${url}/api/workspaces/${workspaceId}${path}`, {
      method: body ? "POST" : "GET",
      headers: { cookie, origin: url, "content-type": "application/json" },
      body: body ? JSON.stringify(body) : undefined,
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return await response.json();
  };
  const { models } = await api("/models?q=Test%20card%3A%20instant");
  const shapes = [
    [1024, 1024],
    [1344, 768],
    [832, 1216],
    [1536, 1024],
  ];
  for (const [index, [width, height]] of [...shapes, ...shapes].entries())
    await api("/generations", {
      requestId: crypto.randomUUID(),
      request: {
        kind: "model",
        modelId: models[0].id,
        parameters: { prompt: `bench ${index}`, batchSize: 4, width, height },
        references: [],
        mask: null,
        sessionName: null,
      },
    });
  let pictures = [];
  while (pictures.length < 32) {
    await api("/generations/changes");
    const { items } = await api("/gallery?limit=40");
    pictures = items.flatMap(({ generation }) => generation.assets ?? []);
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await seedGallery(client, {
    workspaceId,
    assetCount,
    until: new Date(Date.now() - 60_000),
    pictures: pictures.map(({ url: address, previewUrl, widthPixels, heightPixels }) => ({
      url: address,
      previewUrl,
      widthPixels,
      heightPixels,
    })),
  });
  await client.end();
  return { workspaceId, cookie, api };
}

/** The median cost of some questions, asked in turn so that each meets the same machine. */
async function costs(api, paths) {
  const times = paths.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, path] of paths.entries()) {
      const from = performance.now();
      await api(path);
      times[index].push(performance.now() - from);
    }
  return times.map(median);
}

async function pageCosts({ api }) {
  // Read to the thousandth page as a person would, twenty results at a time.
  let cursor = "";
  for (let page = 1; page < 1_000; page += 1) {
    const { olderCursor } = await api(`/gallery?limit=20${cursor && `&cursor=${cursor}`}`);
    cursor = olderCursor;
  }
  const [first, deep, word, filtered] = await costs(api, [
    "/gallery?limit=20",
    `/gallery?limit=20&cursor=${cursor}`,
    "/gallery?limit=20&q=dragon",
    "/gallery?limit=20&q=dragon%20rim%20light&rating=4&modality=image&verdict=pick",
  ]);
  const ms = (value) => `${value.toFixed(1)} ms`;
  const ratio = (value) => `${(value / first).toFixed(2)}× the first page`;
  return [
    {
      what: "Gallery, 100,000 assets: page 1,000",
      measured: `${ms(deep)} (first ${ms(first)})`,
      ratio: ratio(deep),
      wanted: "0.8 to 1.2×",
      met: deep / first <= 1.2 && deep / first >= 0.8,
    },
    ...[
      ["a word", word],
      ["words and four filters", filtered],
    ].map(([what, value]) => ({
      what: `Gallery: search for ${what}`,
      measured: ms(value),
      ratio: ratio(value),
      wanted: "≤ 5×",
      met: value / first <= 5,
    })),
  ];
}

/** Scrolls down at a reader's quick pace, counting frames in the page itself. */
function scroll({ durationMs, pixelsPerSecond }) {
  const main = document.querySelector("main");
  return new Promise((resolve) => {
    const times = [];
    let nodes = 0;
    const from = performance.now();
    let last = from;
    const frame = (now) => {
      times.push(now - last);
      main.scrollTop += ((now - last) / 1_000) * pixelsPerSecond;
      last = now;
      if (times.length % 30 === 0) nodes = Math.max(nodes, document.querySelectorAll("*").length);
      if (now - from < durationMs) requestAnimationFrame(frame);
      else resolve({ times: times.slice(1), nodes });
    };
    requestAnimationFrame(frame);
  });
}

async function heapOf(session) {
  for (let round = 0; round < 3; round += 1) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / 1_048_576;
}

/** Scrolls until so many tiles have been on the wall. */
async function scrollPast(page, tileCount) {
  await page.evaluate(async (wanted) => {
    const main = document.querySelector("main");
    const seen = new Set();
    while (seen.size < wanted) {
      for (const tile of document.querySelectorAll("[data-entry]")) seen.add(tile.dataset.entry);
      main.scrollTop += main.clientHeight;
      await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 16)));
    }
  }, tileCount);
  await page.waitForTimeout(500);
}

async function browserCosts({ url, workspaceId, cookie }) {
  const found = await findBrowser();
  const browser = await chromium.launch({
    executablePath: found.path ?? chromium.executablePath(),
    args: ["--disable-background-networking", "--disable-component-update"],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies(
      cookie.split("; ").map((pair) => ({
        name: pair.slice(0, pair.indexOf("=")),
        value: pair.slice(pair.indexOf("=") + 1),
        url,
      })),
    );
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("HeapProfiler.enable");
    const open = async () => {
      await page.goto(`${url}/w/${workspaceId}/gallery`);
      await page.locator("[data-entry]").first().waitFor();
      await page.waitForTimeout(1_000);
    };

    await open();
    const { times, nodes } = await page.evaluate(scroll, { durationMs: scrollMs, pixelsPerSecond: 1_200 });
    // What this browser's screen gives when nothing hinders it.
    const frameMs = median(times);
    const dropped = times.reduce((sum, time) => sum + Math.max(0, Math.round(time / frameMs) - 1), 0);
    const share = dropped / (times.length + dropped);

    await open();
    await scrollPast(page, 1_000);
    const small = await heapOf(session);
    await scrollPast(page, 10_000);
    const large = await heapOf(session);

    await open();
    const opening = [];
    for (let round = 0; round < 15; round += 1) {
      const tile = page.locator("[data-entry] [data-entry-link]").nth(round);
      await tile.focus();
      opening.push(
        await page.evaluate(async () => {
          const from = performance.now();
          document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "v", bubbles: true }));
          while (
            ![...document.querySelectorAll("dialog img")].some(
              (image) => image.complete && image.naturalWidth,
            )
          )
            await new Promise((next) => requestAnimationFrame(next));
          return performance.now() - from;
        }),
      );
      await page.keyboard.press("Escape");
    }
    // The first fetches its script.
    const openingMs = median(opening.slice(1));
    return [
      {
        what: "Gallery: a minute of scrolling, frames dropped",
        measured: `${dropped} of ${times.length + dropped} at ${(1_000 / frameMs).toFixed(0)} Hz`,
        ratio: `${(share * 100).toFixed(1)} %`,
        wanted: "< 5 %",
        met: share < 0.05,
      },
      {
        what: "Gallery: DOM nodes at most",
        measured: String(nodes),
        ratio: "",
        wanted: "≤ 1,500",
        met: nodes <= 1_500,
      },
      {
        what: "Gallery: heap after 10,000 tiles",
        measured: `${large.toFixed(1)} MB (1,000: ${small.toFixed(1)} MB)`,
        ratio: `${(large / small).toFixed(2)}×`,
        wanted: "≤ 1.3×",
        met: large / small <= 1.3,
      },
      {
        what: "Gallery: a result full screen after the key",
        measured: `${openingMs.toFixed(0)} ms`,
        ratio: "",
        wanted: "≤ 100 ms",
        met: openingMs <= 100,
      },
    ];
  } finally {
    await browser.close();
  }
}

/** Needs a production build of Easel. Gives rows for the closing table. */
export async function benchGallery({ databaseUrl }) {
  const layer = await sandbox({ speed: 50, output: "ignore", firstPort: 4520 });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const easel = start([join(root, ".next", "standalone", "server.js")], {
    output: "ignore",
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOSTNAME: "localhost",
      PORT: String(port),
      APP_URL: url,
      AUTH_SECRET: "bench-bench-bench-bench-bench-bench",
      DATABASE_URL: databaseUrl,
      ...layer.environment,
    },
  });
  try {
    await waitForAnswer(`${url}/api/health`);
    const studio = await openStudio({ url, controlUrl: layer.controlUrl, databaseUrl });
    return [...(await pageCosts(studio)), ...(await browserCosts({ url, ...studio }))];
  } finally {
    await end(easel);
    await end(layer.child);
  }
}
