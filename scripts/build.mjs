// `npm run build`: the production build, with everything the standalone server needs laid beside it.
import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { program, root, run } from "./processes.mjs";

export async function build() {
  // A page deleted since the last `next dev` leaves type files behind that break the build's type check.
  rmSync(join(root, ".next", "dev", "types"), { recursive: true, force: true });
  await run([program("next"), "build"], { env: { NEXT_TELEMETRY_DISABLED: "1" } });
  const standalone = join(root, ".next", "standalone");
  // A host such as Vercel takes the build apart by its own rules and leaves no standalone folder.
  if (!existsSync(standalone)) return;
  cpSync(join(root, ".next", "static"), join(standalone, ".next", "static"), { recursive: true });
  if (existsSync(join(root, "public")))
    cpSync(join(root, "public"), join(standalone, "public"), { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
