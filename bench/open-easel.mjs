// A production build of Easel beside a sandbox of its own, and a browser: what the benches of pages measure.
import { chromium } from "@playwright/test";
import { findBrowser } from "../scripts/find-browser.mjs";
import { end, waitForAnswer } from "../scripts/processes.mjs";
import { sandbox } from "../scripts/studio.mjs";
import { signIn } from "./sign-in.mjs";
import { startEasel } from "./start-easel.mjs";

/** Needs the build. `api` reads our own routes below the workspace `home` belongs to; `close` ends everything. */
export async function openEasel({ databaseUrl, firstPort }) {
  const layer = await sandbox({ speed: 50, output: "ignore", firstPort });
  const { child: easel, url } = await startEasel({ databaseUrl, environment: layer.environment });
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
