import { kilobytesOf, pageScripts, scriptBudgetKilobytes } from "../scripts/page-scripts.mjs";
import { expect, test } from "./fixtures";

// What an artist waits for on a slow line. The place for more is a chunk that is fetched when it is first needed; see
// docs/decisions/2026-11-27-what-a-page-fetches-first.md.
for (const { name, place } of [
  { name: "Models", place: "models" },
  { name: "Generate", place: "generate" },
  { name: "Gallery", place: "gallery" },
])
  test(`${name} is usable after ${scriptBudgetKilobytes} KB of compressed scripts`, async ({
    studio,
    browser,
  }) => {
    const { page } = studio;
    if (place === "generate") await studio.chooseModel("Flux 2 Dev");
    else await studio.open(place);
    const context = await browser.newContext({ storageState: await page.context().storageState() });
    const scripts = await pageScripts(await context.newPage(), page.url());
    await context.close();
    const kilobytes = kilobytesOf(scripts);
    const largest = scripts
      .slice(0, 8)
      .map(({ name: file, bytes }) => `${file} ${(bytes / 1024).toFixed(1)} KB`)
      .join(", ");
    expect(
      kilobytes,
      `${name} fetches ${kilobytes.toFixed(1)} KB of scripts before it is usable; its budget is ${scriptBudgetKilobytes} KB. The largest of its ${scripts.length}: ${largest}`,
    ).toBeLessThanOrEqual(scriptBudgetKilobytes);
    // Next sends what is smaller than a kilobyte as it is.
    expect(
      scripts.filter(({ bytes, isGzip }) => bytes > 2_048 && !isGzip),
      "scripts that travel uncompressed",
    ).toEqual([]);
    expect(scripts.length, "scripts that were counted").toBeGreaterThan(5);
  });
