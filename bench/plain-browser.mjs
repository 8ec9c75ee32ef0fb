// A browser with nobody listening to its network. Test drivers copy every request's body out of the browser, which makes
// sending a file many times slower than it is for a person.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WebSocket } from "undici";

/** Waits for the address on which the browser takes commands; it writes it once, among other lines. */
async function commandAddress(child) {
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /^DevTools listening on (ws:\S+)$/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error("The browser ended before it took commands.");
}

/** Opens a browser; `open` gives a tab with just what an upload's measure needs. */
export async function openPlainBrowser(executablePath) {
  const profile = mkdtempSync(join(tmpdir(), "easel-browser-"));
  const child = spawn(
    executablePath,
    [
      "--headless=new",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "--no-first-run",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const socket = new WebSocket(await commandAddress(child));
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", reject, { once: true });
  });
  const waiting = new Map();
  let count = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error) reject?.(new Error(error.message));
    else resolve?.(result);
  });
  const command = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      socket.send(JSON.stringify({ id: count, method, params, sessionId }));
    });

  return {
    async open(url, cookies) {
      await command("Storage.setCookies", { cookies });
      const { targetId } = await command("Target.createTarget", { url });
      const { sessionId } = await command("Target.attachToTarget", { targetId, flatten: true });
      const evaluate = async (expression, returnByValue = true) => {
        const { result, exceptionDetails } = await command(
          "Runtime.evaluate",
          { expression, returnByValue, awaitPromise: true },
          sessionId,
        );
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? "evaluate");
        return returnByValue ? result.value : result.objectId;
      };
      return {
        evaluate,
        raw: (m, p) => command(m, p, sessionId),
        /** Gives files to the input that `expression` finds. */
        async setFiles(expression, files) {
          const objectId = await evaluate(expression, false);
          await command("DOM.setFileInputFiles", { files, objectId }, sessionId);
        },
        /** Lets so many bytes a second out, and as many as will go for null. */
        async setLine(bytesPerSecond) {
          await command(bytesPerSecond === null ? "Network.disable" : "Network.enable", {}, sessionId);
          if (bytesPerSecond === null) return;
          const line = { offline: false, latency: 20, downloadThroughput: -1 };
          await command(
            "Network.emulateNetworkConditions",
            { ...line, uploadThroughput: bytesPerSecond },
            sessionId,
          );
        },
      };
    },
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await command("Browser.close").catch(() => child.kill());
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
