// `npm test`: everything, from a fresh clone. The last line counts what passed and what failed.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endAll, endOnSignal, ensureInstalled, program, run } from "./processes.mjs";

ensureInstalled();
const { build } = await import("./build.mjs");
const { findBrowser } = await import("./find-browser.mjs");

const reports = mkdtempSync(join(tmpdir(), "easel-test-"));
endOnSignal();
let passed = 0;
let failed = 0;

/** A step that is not a set of tests counts as one, so that a failed build cannot end in "0 failed". */
async function step(name, work) {
  process.stdout.write(`\n— ${name}\n`);
  try {
    await work();
    passed += 1;
    return true;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    failed += 1;
    return false;
  }
}

/** Runs a test runner and adds what its report counts; a runner that leaves no report has failed. */
async function tests(name, args, env, reportPath, count) {
  process.stdout.write(`\n— ${name}\n`);
  const problem = await run(args, { env }).then(
    () => null,
    (error) => error,
  );
  try {
    const counted = count(JSON.parse(readFileSync(reportPath, "utf8")));
    passed += counted.passed;
    failed += counted.failed;
    // A runner may fail without a failed test: an unhandled rejection, a broken file, no test found.
    if (problem && counted.failed === 0) failed += 1;
    if (counted.passed + counted.failed === 0) failed += 1;
  } catch (error) {
    process.stderr.write(`${name} left no report: ${problem?.message ?? error.message}\n`);
    failed += 1;
  }
}

await step("format, lint and types", () => run(["scripts/check.mjs", "--without-tests"]));

const unitReport = join(reports, "unit.json");
await tests(
  "unit, contract and route tests",
  [program("vitest"), "run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`],
  {},
  unitReport,
  (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
);

if (await step("production build", build)) {
  const browser = await findBrowser();
  process.stdout.write(
    `\n— journeys in a real browser (${browser.path ?? "Playwright's"}: ${browser.source})\n`,
  );
  const journeyReport = join(reports, "journeys.json");
  await tests(
    "journeys",
    [program("@playwright/test", "playwright"), "test", "--config", "e2e/playwright.config.ts"],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: journeyReport, ...(browser.path ? { CHROMIUM_PATH: browser.path } : {}) },
    journeyReport,
    (report) => ({
      passed: report.stats.expected + report.stats.flaky,
      failed: report.stats.unexpected,
    }),
  );
}

rmSync(reports, { recursive: true, force: true });
await endAll();
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
