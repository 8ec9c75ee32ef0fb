import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, root, waitForAnswer } from "../scripts/processes.mjs";
import { expect, ground, test } from "./fixtures";

// No container engine is assumed: the standalone folder is started as the image starts it, away from the project.
test.describe("the server as the image starts it", () => {
  let folder = "";
  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "easel-image-"));
    cpSync(join(root, ".next", "standalone"), folder, { recursive: true });
  });
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("runs with nothing but the documented variables", async () => {
    const { environment } = ground();
    const port = String(await freePort());
    const { AUTH_SECRET, DATABASE_URL, LAYER_API_URL, LAYER_STORAGE_ORIGINS, LAYER_MEDIA_ORIGINS } =
      environment;
    const server = spawn(process.execPath, ["server.js"], {
      cwd: folder,
      env: {
        NODE_ENV: "production",
        HOSTNAME: "0.0.0.0",
        PORT: port,
        APP_URL: `http://localhost:${port}`,
        AUTH_SECRET,
        DATABASE_URL,
        LAYER_API_URL,
        LAYER_STORAGE_ORIGINS,
        LAYER_MEDIA_ORIGINS,
      },
      stdio: "ignore",
    });
    await waitForAnswer(`http://127.0.0.1:${port}/api/health`);
    const health = await fetch(`http://127.0.0.1:${port}/api/health`);
    expect(health.status).toBe(200);
    // Longer than nginx, AWS and Google keep an idle connection: they would find it closed under a request.
    expect(health.headers.get("keep-alive")).toBe("timeout=620");
    const signIn = await fetch(`http://localhost:${port}/sign-in`);
    const page = await signIn.text();
    expect(page).toContain("Sign in");
    const style = /href="(\/_next\/static\/[^"]+\.css[^"]*)"/.exec(page)?.[1] ?? "";
    expect((await fetch(`http://localhost:${port}${style}`)).status).toBe(200);
    server.kill("SIGKILL");
  });

  test("refuses to start without its variables and names all that are missing in one message", async () => {
    const port = String(await freePort());
    const { status, stderr, stdout } = spawnSync(process.execPath, ["server.js"], {
      cwd: folder,
      env: { NODE_ENV: "production", PORT: port, APP_URL: "not an address" },
      encoding: "utf8",
      timeout: 30_000,
    });
    expect(status).not.toBe(0);
    const message = stderr + stdout;
    for (const name of ["AUTH_SECRET", "DATABASE_URL", "APP_URL"]) expect(message).toContain(name);
  });
});
