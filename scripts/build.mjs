// `npm run build`: the production build, with everything the standalone server needs laid beside it.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { program, root, run } from "./processes.mjs";

/** Puts `ours` where Next's own server says `theirs`; a Next that no longer says it fails the build, not a studio. */
function amend(serverFile, theirs, ours) {
  const source = readFileSync(serverFile, "utf8");
  if (!source.includes(theirs)) throw new Error(`${serverFile} no longer says: ${theirs}`);
  writeFileSync(serverFile, source.replace(theirs, ours));
}

/**
 * Next's own server takes 3000 for a PORT it cannot read, without a word, and dies of one too large before anything else is
 * checked. It is told any free port instead, and Easel the one that was given, to be named with whatever else is wrong.
 */
function keepGivenPort(serverFile) {
  const kept = "(process.env.EASEL_GIVEN_PORT = process.env.PORT?.trim() || '3000')";
  amend(
    serverFile,
    "parseInt(process.env.PORT, 10) || 3000",
    `/^\\d{1,5}$/.test(${kept}) && Number(process.env.EASEL_GIVEN_PORT) < 65536 ? Number(process.env.EASEL_GIVEN_PORT) : 0`,
  );
}

/**
 * A server that hangs up on an idle connection just as a proxy sends the next request over it makes that proxy answer 502,
 * also to a paid start. Ours waits longer than the proxies in use do (nginx and AWS 60 s, Google 600 s), in place of 5 s.
 */
function outwaitProxies(serverFile) {
  amend(
    serverFile,
    "parseInt(process.env.KEEP_ALIVE_TIMEOUT, 10)",
    "parseInt(process.env.KEEP_ALIVE_TIMEOUT || '620000', 10)",
  );
}

const compileHint = "//# allFunctionsCalledOnLoad\n";

/**
 * V8 skips over a function until it is called, and then reads it on the thread that draws. Of the scripts every page starts
 * with nearly all is called at once: they ask to be read whole, on another thread, while they arrive. For other engines it
 * is a comment.
 */
function hintCompilation() {
  const dist = join(root, ".next");
  const { rootMainFiles } = JSON.parse(readFileSync(join(dist, "build-manifest.json"), "utf8"));
  if (!rootMainFiles?.length)
    throw new Error("The build no longer says which scripts every page starts with.");
  for (const file of rootMainFiles) {
    const path = join(dist, file);
    const source = readFileSync(path, "utf8");
    if (!source.startsWith(compileHint)) writeFileSync(path, compileHint + source);
  }
}

export async function build() {
  // A page deleted since the last `next dev` leaves type files behind that break the build's type check.
  rmSync(join(root, ".next", "dev", "types"), { recursive: true, force: true });
  await run([program("next"), "build"], { env: { NEXT_TELEMETRY_DISABLED: "1" } });
  hintCompilation();
  const standalone = join(root, ".next", "standalone");
  // A host such as Vercel takes the build apart by its own rules and leaves no standalone folder.
  if (!existsSync(standalone)) return;
  cpSync(join(root, ".next", "static"), join(standalone, ".next", "static"), { recursive: true });
  keepGivenPort(join(standalone, "server.js"));
  outwaitProxies(join(standalone, "server.js"));
  if (existsSync(join(root, "public")))
    cpSync(join(root, "public"), join(standalone, "public"), { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
