// `npm run bench`: every benchmark, side by side in one run, with a table at the end. It measures; it never fails on time.
// `npm run bench gallery mask` runs only those.
import { endAll, endOnSignal, ensureInstalled } from "../scripts/processes.mjs";

ensureInstalled();
const { build } = await import("../scripts/build.mjs");
const { database } = await import("../scripts/studio.mjs");
const { benchProxy } = await import("./proxy.mjs");
const { benchPages } = await import("./pages.mjs");
const { benchTyping } = await import("./typing.mjs");
const { benchMask } = await import("./mask.mjs");
const { benchUploads } = await import("./uploads.mjs");
const { benchUsage } = await import("./usage.mjs");
const { benchGallery } = await import("./gallery.mjs");

await build();
const postgres = await database();
endOnSignal({ cleanUp: postgres.stop });

const wanted = process.argv.slice(2);
const rows = [];
let isBroken = false;
for (const [name, bench] of [
  ["proxy", benchProxy],
  ["pages", benchPages],
  ["typing", benchTyping],
  ["mask", benchMask],
  ["uploads", benchUploads],
  ["usage", benchUsage],
  ["gallery", benchGallery],
]) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`\nMeasuring ${name} …\n`);
  try {
    rows.push(...(await bench({ databaseUrl: postgres.databaseUrl })));
  } catch (error) {
    isBroken = true;
    process.stderr.write(`${name} could not be measured: ${error.stack}\n`);
  }
}
await endAll();
await postgres.stop();

const columns = ["what", "measured", "ratio", "wanted", "met"];
const shown = rows.map((row) => ({ ...row, met: row.met === null ? "" : row.met ? "yes" : "NO" }));
const widths = columns.map((column) => Math.max(column.length, ...shown.map((row) => row[column].length)));
const line = (row) => columns.map((column, index) => row[column].padEnd(widths[index])).join("  ");
process.stdout.write(`\n${line(Object.fromEntries(columns.map((column) => [column, column])))}\n`);
process.stdout.write(`${widths.map((width) => "—".repeat(width)).join("  ")}\n`);
for (const row of shown) process.stdout.write(`${line(row)}\n`);
process.exit(isBroken ? 1 : 0);
