import { kilobytesOf, pageScripts, scriptBudgetKilobytes } from "../scripts/page-scripts.mjs";
import { expect, test } from "./fixtures";

// What an artist waits for on a slow line. The place for more is a chunk that is fetched when it is first needed; see
// docs/decisions/2026-11-27-what-a-page-fetches-first.md.
test(`Models, Generate and Gallery are usable after ${scriptBudgetKilobytes} KB of compressed scripts each`, async ({
  studio,
  browser,
}) => {
  const { page } = studio;
  const found = await page.request.get(
    `/api${studio.url("models?q=Flux+2+Dev").replace("/w/", "/workspaces/")}`,
  );
  const { models } = (await found.json()) as { models: Array<{ id: string }> };
  const storageState = await page.context().storageState();
  for (const [name, place] of [
    ["Models", "models"],
    ["Generate", `generate?model=${models[0]?.id}`],
    ["Gallery", "gallery"],
  ] as const) {
    const context = await browser.newContext({ storageState });
    const scripts = await pageScripts(await context.newPage(), new URL(studio.url(place), page.url()).href);
    await context.close();
    const kilobytes = kilobytesOf(scripts);
    const largest = scripts
      .slice(0, 8)
      .map(({ name: file, bytes }) => `${file} ${(bytes / 1024).toFixed(1)} KB`)
      .join(", ");
    expect
      .soft(
        kilobytes,
        `${name} fetches ${kilobytes.toFixed(1)} KB of scripts before it is usable; its budget is ${scriptBudgetKilobytes} KB. The largest of its ${scripts.length}: ${largest}`,
      )
      .toBeLessThanOrEqual(scriptBudgetKilobytes);
    // Next sends what is smaller than a kilobyte as it is.
    expect
      .soft(
        scripts.filter(({ bytes, isGzip }) => bytes > 2_048 && !isGzip),
        `${name}'s scripts that travel uncompressed`,
      )
      .toEqual([]);
    expect.soft(scripts.length, `${name}'s scripts that were counted`).toBeGreaterThan(5);
  }
});

test("what every page starts with asks to be compiled while it arrives", async ({ page }) => {
  const document = await (await page.request.get("/sign-in")).text();
  const paths = [...document.matchAll(/<script src="(\/_next\/static\/[^"]+)"/g)].map(
    ([, path]) => path ?? "",
  );
  const scripts = await Promise.all(paths.map(async (path) => (await page.request.get(path)).text()));
  const hinted = scripts.filter((script) => script.startsWith("//# allFunctionsCalledOnLoad\n"));
  expect(hinted.some((script) => script.includes("hydrateRoot"))).toBe(true);
  expect(hinted.length).toBeGreaterThanOrEqual(3);
});
