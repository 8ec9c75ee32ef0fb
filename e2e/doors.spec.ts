import { spawnSync } from "node:child_process";
import { Agent, request as ask } from "node:http";
import { join } from "node:path";
import { root } from "../scripts/processes.mjs";
import { expect, test } from "./fixtures";

for (const PORT of ["nowhere", "70000"]) {
  test(`started with nothing but PORT=${PORT}, the server refuses and names all that is wrong at once`, () => {
    const server = join(root, ".next", "standalone", "server.js");
    const refusal = spawnSync(process.execPath, [server], {
      env: { NODE_ENV: "production", PORT },
      encoding: "utf8",
      timeout: 20_000,
    });
    expect(refusal.status).toBe(1);
    expect(refusal.stderr).toMatch(
      /cannot start with this environment:\n(?=[^]*PORT must be a port number)(?=[^]*AUTH_SECRET is missing)[^]*DATABASE_URL is missing/,
    );
  });
}

for (const path of [
  "/nowhere",
  "/robots.txt",
  "/nowhere.png",
  "/w/not-an-id/models",
  "/api/nowhere",
  "/api/workspaces/1/nowhere",
  "/api/auth/providers",
  "/api/auth/verify-request",
]) {
  test(`whatever stands at ${path} has a policy, and cannot be framed or sniffed`, async ({ request }) => {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
  });
}

test("a body that is refused for its size holds up nothing else on its connection", async ({ studio }) => {
  const { page, access } = studio;
  const origin = new URL(page.url()).origin;
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = (method: string, path: string, body: string) =>
    new Promise<{ status: number | undefined; localPort: number | undefined }>((settle, fail) => {
      const outgoing = ask(
        `${origin}${path}`,
        { method, agent, headers: { cookie, origin, "content-type": "application/json" } },
        (answer) => {
          const localPort = answer.socket.localPort;
          answer.resume().on("end", () => settle({ status: answer.statusCode, localPort }));
        },
      );
      outgoing.on("error", fail);
      outgoing.end(body);
    });
  const refused = await send(
    "POST",
    `/api/workspaces/${access.workspaceId}/generations`,
    "x".repeat(3_000_000),
  );
  const next = await send("GET", "/api/health", "");
  agent.destroy();
  expect(refused.status).toBe(422);
  expect(next).toEqual({ status: 200, localPort: refused.localPort });
});
