// A whole studio on this machine: a database, the sandbox in Layer's place, and Easel pointed at it.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { freePortFrom, root, start, typescript, waitForAnswer } from "./processes.mjs";

/** Where the embedded database and the demo's secret live. */
export function dataFolder() {
  const folder = resolve(root, process.env.EASEL_DATA_DIR ?? ".easel");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A secret that stays the same between starts, so that a restarted demo still knows who is signed in. */
export function localSecret() {
  const path = join(dataFolder(), "auth-secret");
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString("hex"), { mode: 0o600 });
  return readFileSync(path, "utf8");
}

/** The database named by the environment, or an embedded one that is started here. */
export async function database({ dataDir, port } = {}) {
  if (process.env.DATABASE_URL) return { databaseUrl: process.env.DATABASE_URL, stop: async () => {} };
  const { startEmbeddedPostgres } = await import("./embedded-postgres.mjs");
  return startEmbeddedPostgres({ dataDir, port });
}

/** Starts the sandbox and waits until it answers. Gives the variables that point Easel at it. */
export async function sandbox({ speed, output, firstPort = 4010 } = {}) {
  const apiPort = await freePortFrom(firstPort);
  const storagePort = await freePortFrom(apiPort + 1);
  const mediaPort = await freePortFrom(storagePort + 1);
  const child = start(typescript("sandbox/main.ts"), {
    output,
    env: {
      ...process.env,
      SANDBOX_API_PORT: String(apiPort),
      SANDBOX_STORAGE_PORT: String(storagePort),
      SANDBOX_MEDIA_PORT: String(mediaPort),
      ...(speed ? { SANDBOX_SPEED: String(speed) } : {}),
    },
    onExit: (code) => {
      process.stderr.write(`The sandbox ended by itself (${code}).\n`);
      process.exit(1);
    },
  });
  const origin = (port) => `http://localhost:${port}`;
  await waitForAnswer(`${origin(apiPort)}/v1/workspaces`, { hint: "It is the sandbox's API." });
  return {
    child,
    controlUrl: `${origin(apiPort)}/_control`,
    environment: {
      LAYER_API_URL: `${origin(apiPort)}/v1`,
      LAYER_STORAGE_ORIGINS: origin(storagePort),
      // The sandbox's files lie on another host than Easel's pages, as Layer's do.
      LAYER_MEDIA_ORIGINS: `http://127.0.0.1:${mediaPort}`,
    },
  };
}

/** Lets the pages of one Easel send files straight to the sandbox's storage, as a bucket of the studio's own would. */
export async function allowUploadsFrom(url, { controlUrl }) {
  await fetch(`${controlUrl}/storage/cors`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ origins: [new URL(url).origin] }),
  });
}
