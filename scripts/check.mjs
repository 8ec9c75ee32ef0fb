// `npm run check`: format, lint, types and the fast tests, in seconds. `npm test` runs the tests itself, with all others.
import { ensureInstalled, program, run } from "./processes.mjs";

ensureInstalled();

const steps = [
  [
    "format",
    [program("@biomejs/biome", "biome"), "check", "--linter-enabled=false", "--error-on-warnings", "."],
  ],
  ["lint", [program("oxlint"), "--type-aware", "--deny-warnings", "."]],
  ["types", [program("next"), "typegen"]],
  ["types", [program("typescript", "tsc"), "--noEmit"]],
  ["fast tests", [program("vitest"), "run", "--project", "fast"]],
];

for (const [name, args] of process.argv.includes("--without-tests") ? steps.slice(0, -1) : steps) {
  process.stdout.write(`\n— ${name}\n`);
  try {
    await run(args, { env: { NEXT_TELEMETRY_DISABLED: "1" } });
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
