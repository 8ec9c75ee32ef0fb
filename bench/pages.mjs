// What a cold visit to each main page costs: gzip JavaScript before it is usable, and Lighthouse's scores.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kilobytesOf, pageScripts, scriptBudgetKilobytes } from "../scripts/page-scripts.mjs";
import { root } from "../scripts/processes.mjs";
import { openEasel } from "./open-easel.mjs";

// Lighthouse's authors advise the median of five: one visit differs from the next by several points on the same page.
const visitsPerPage = 5;

/** Kilobytes of JavaScript that travel until the network has been quiet, from an empty cache. */
async function scriptKilobytes(browser, url, cookie) {
  const context = await browser.newContext({ extraHTTPHeaders: { cookie } });
  const scripts = await pageScripts(await context.newPage(), url);
  await context.close();
  return kilobytesOf(scripts);
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
  const { browser, executablePath, cookie, home, api, close } = await openEasel({
    databaseUrl,
    firstPort: 4500,
  });
  const folder = mkdtempSync(join(tmpdir(), "easel-pages-"));
  const rows = [];
  try {
    const { models } = await api("/models?modality=image");
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
        ratio: `${(kilobytes / scriptBudgetKilobytes).toFixed(2)}× the budget`,
        wanted: `≤ ${scriptBudgetKilobytes} KB`,
        met: kilobytes <= scriptBudgetKilobytes,
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
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}
