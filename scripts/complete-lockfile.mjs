// Adds to package-lock.json the optional packages of other platforms that a registry mirror left out. Without them
// `npm ci` refuses the lockfile ("Missing: … from lock file"), and a Mac or Windows machine would miss its binaries.
import { readFileSync, writeFileSync } from "node:fs";

const systems = ["darwin", "win32", "linux", "android", "freebsd", "openharmony"];
const processors = ["arm64", "x64", "ia32", "ppc64", "riscv64", "s390x", "wasm32", "arm"];

/** The entries a lockfile lacks, by their path in it. */
export function missingEntries(lockfile) {
  const entries = {};
  for (const [path, entry] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const hoisted = `node_modules/${name}`;
      if (lockfile.packages[`${path}/node_modules/${name}`] || lockfile.packages[hoisted]) continue;
      const words = name.split("/").at(-1).split("-");
      const system = systems.find((candidate) => words.includes(candidate));
      const processor = processors.find((candidate) => words.includes(candidate));
      const isMusl = words.some((word) => word.startsWith("musl"));
      const isGlibc = words.some((word) => word.startsWith("gnu"));
      entries[hoisted] = {
        version,
        cpu: processor ? [processor] : undefined,
        dev: entry.dev,
        libc: isMusl ? ["musl"] : isGlibc ? ["glibc"] : undefined,
        optional: true,
        os: system ? [system] : undefined,
      };
    }
  }
  return entries;
}

if (process.argv[1]?.endsWith("complete-lockfile.mjs")) {
  const path = new URL("../package-lock.json", import.meta.url);
  const lockfile = JSON.parse(readFileSync(path, "utf8"));
  const missing = missingEntries(lockfile);
  const sorted = Object.entries({ ...lockfile.packages, ...missing }).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  lockfile.packages = Object.fromEntries(sorted);
  writeFileSync(path, `${JSON.stringify(lockfile, null, 2)}\n`);
  process.stdout.write(`${Object.keys(missing).length} entries added\n`);
}
