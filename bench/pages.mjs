// What a cold visit to each main page costs: gzip JavaScript before it is usable, and Lighthouse's scores.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser } from "../scripts/find-browser.mjs";
import { end, freePort, root, start, waitForAnswer } from "../scripts/processes.mjs";
import { sandbox } from "../scripts/studio.mjs";
import { signIn } from "./sign-in.mjs";

const budgetKilobytes = 230;
// Lighthouse's authors advise the median of five: one visit differs from the next by several points on the same page.
const visitsPerPage = 5;

/** Bytes of JavaScript that travel until the network has been quiet, from an empty cache. */
async function scriptKilobytes(browser, url, cookie) {
  const context = await browser.newContext({ extraHTTPHeaders: { cookie } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const scripts = new Map();
  let total = 0;
  session.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.set(requestId, true);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) total += encodedDataLength;
  });
  await page.goto(url, { waitUntil: "networkidle" });
  await context.close();
  return total / 1024;
}

/** One cold visit's scores; null where Lighthouse could not measure it. */
function lighthouse(address, { headersFile, report, executablePath }) {
  spawnSync(
    process.execPath,
    [
      join(root, "node_modules", "lighthouse", "cli", "index.js"),
      address,
      `--extra-headers=${headersFile}`,
      "--only-categories=performance,accessibility",
      "--chrome-flags=--headless=new --no-sandbox --disable-background-networking --disable-component-update",
      "--output=json",
      `--output-path=${report}`,
      "--quiet",
    ],
    { env: { ...process.env, CHROME_PATH: executablePath }, stdio: ["ignore", "ignore", "ignore"] },
  );
  const { categories } = JSON.parse(readFileSync(report, "utf8"));
  const scores = { performance: categories.performance.score, accessibility: categories.accessibility.score };
  return scores.performance === null || scores.accessibility === null ? null : scores;
}

/** Needs a production build of Easel. Gives rows for the closing table. */
export async function benchPages({ databaseUrl }) {
  const layer = await sandbox({ speed: 50, output: "ignore", firstPort: 4500 });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "easel-pages-"));
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
  const found = await findBrowser();
  const executablePath = found.path ?? chromium.executablePath();
  const browser = await chromium.launch({ executablePath });
  const rows = [];
  try {
    await waitForAnswer(`${url}/api/health`);
    const cookie = await signIn(url, "pat_sandbox_artist");
    const { workspaces } = await (await fetch(`${url}/api/workspaces`, { headers: { cookie } })).json();
    const home = `${url}/w/${workspaces[0].id}`;
    const { models } = await (
      await fetch(`${url}/api/workspaces/${workspaces[0].id}/models?modality=image`, { headers: { cookie } })
    ).json();
    const headersFile = join(folder, "headers.json");
    writeFileSync(headersFile, JSON.stringify({ Cookie: cookie }));
    for (const [name, address] of [
      ["Models", `${home}/models`],
      ["Generate", `${home}/generate?model=${models[0].id}`],
      ["Gallery", `${home}/gallery`],
    ]) {
      const kilobytes = await scriptKilobytes(browser, address, cookie);
      rows.push({
        what: `${name}: JavaScript, gzip`,
        measured: `${kilobytes.toFixed(0)} KB`,
        ratio: `${(kilobytes / budgetKilobytes).toFixed(2)}× the budget`,
        wanted: `≤ ${budgetKilobytes} KB`,
        met: kilobytes <= budgetKilobytes,
      });
      const visits = [];
      while (visits.length < visitsPerPage) {
        const scores = lighthouse(address, {
          headersFile,
          report: join(folder, `${name}.json`),
          executablePath,
        });
        // A visit whose trace Chromium lost has no score; Lighthouse says so itself and asks to be run again.
        if (scores) visits.push(scores);
      }
      for (const [category, wanted] of [
        ["performance", 0.95],
        ["accessibility", 1],
      ]) {
        const scores = visits.map((visit) => visit[category]).toSorted((one, other) => one - other);
        const median = scores[Math.floor(scores.length / 2)];
        rows.push({
          what: `${name}: Lighthouse ${category}, median of ${visitsPerPage}`,
          measured: median.toFixed(2),
          ratio: `${scores[0].toFixed(2)} to ${scores.at(-1).toFixed(2)}`,
          wanted: `≥ ${wanted.toFixed(2)}`,
          met: median >= wanted,
        });
      }
    }
    return rows;
  } finally {
    await browser.close();
    await end(easel);
    await end(layer.child);
    rmSync(folder, { recursive: true, force: true });
  }
}
