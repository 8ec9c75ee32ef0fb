// A production build of Easel beside a sandbox of its own, and a browser: what the benches of pages measure.
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser } from "../scripts/find-browser.mjs";
import { end, freePort, root, start, waitForAnswer } from "../scripts/processes.mjs";
import { sandbox } from "../scripts/studio.mjs";
import { signIn } from "./sign-in.mjs";

/** Needs the build. `api` reads our own routes below the workspace `home` belongs to; `close` ends everything. */
export async function openEasel({ databaseUrl, firstPort }) {
  const layer = await sandbox({ speed: 50, output: "ignore", firstPort });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const easel = start([join(root, ".next", "standalone", "server.js")], {
    output: "ignore",
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOSTNAME: "localhost",
      PORT: String(port),
      APP_URL: url,
      AUTH_SECRET: "bench-bench-bench-bench-bench-bench",
      DATABASE_URL: databaseUrl,
      ...layer.environment,
    },
  });
  const found = await findBrowser();
  const executablePath = found.path ?? chromium.executablePath();
  const browser = await chromium.launch({ executablePath });
  const close = async () => {
    await browser.close();
    await end(easel);
    await end(layer.child);
  };
  try {
    await waitForAnswer(`${url}/api/health`);
    const cookie = await signIn(url, "pat_sandbox_artist");
    const { workspaces } = await (await fetch(`${url}/api/workspaces`, { headers: { cookie } })).json();
    const [{ id }] = workspaces;
    const api = async (path) =>
      await (await fetch(`${url}/api/workspaces/${id}${path}`, { headers: { cookie } })).json();
    return { browser, executablePath, cookie, home: `${url}/w/${id}`, api, close };
  } catch (error) {
    await close();
    throw error;
  }
}
