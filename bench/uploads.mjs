// One large file straight to storage and through Easel, in Chromium, beside curl sending the same chunks to the same
// store; what ten files at once cost the server's memory; what five cut connections cost in bytes.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { noiseFile } from "../e2e/noise-file.mjs";
import { findBrowser } from "../scripts/find-browser.mjs";
import { end, waitForAnswer } from "../scripts/processes.mjs";
import { allowUploadsFrom, sandbox } from "../scripts/studio.mjs";
import { openPlainBrowser } from "./plain-browser.mjs";
import { grownWhile } from "./resident.mjs";
import { signIn } from "./sign-in.mjs";
import { startEasel } from "./start-easel.mjs";

const run = promisify(execFile);
// One round differs from the next by a tenth, because the browser's processes and the store share the machine.
const rounds = 7;
// An artist's line at home, 20 Mbit/s out, in bytes a second: what a cut costs depends on how much is on its way.
const lineBytesPerSecond = 2_500_000;
const mebibyte = 1_048_576;
// The largest file Layer takes.
const sizeBytes = 64_000_000;
const relayChunkBytes = 4 * mebibyte;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Needs a production build of Easel and curl. Gives rows for the closing table. */
export async function benchUploads({ databaseUrl }) {
  const layer = await sandbox({ speed: 50, output: "ignore", firstPort: 4600 });
  const folder = mkdtempSync(join(tmpdir(), "easel-uploads-"));
  const control = async (method, path, body) => {
    const response = await fetch(`${layer.controlUrl}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    return text === "" ? null : JSON.parse(text);
  };
  const found = await findBrowser();
  const browser = await openPlainBrowser(found.path ?? chromium.executablePath());

  let sha256 = "";
  const stored = async (fileId) => {
    const answer = await control("GET", `/storage/objects/${fileId}/sha256`);
    if (answer.sha256 !== sha256) throw new Error("What was stored is not what was sent.");
  };

  /** Where each chunk of a file began and ended, by the storage host's own log. */
  const chunksOf = async (fileId) => {
    const requests = await control("GET", "/storage/requests");
    return requests.flatMap((request) => {
      const [, from, last] = /^bytes (\d+)-(\d+)\//.exec(request.range ?? "") ?? [];
      return request.fileId === fileId && last ? [{ from: Number(from), to: Number(last) + 1 }] : [];
    });
  };

  /** Milliseconds that one curl, on one connection, needs for the same chunks in a session of its own. */
  const curlMs = async (bytes, { token, workspaceId }, chunks) => {
    const api = layer.environment.LAYER_API_URL;
    const signed = await fetch(`${api}/workspaces/${workspaceId}/files/upload-url`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ content_type: "audio/wav", file_size_bytes: sizeBytes, file_name: "a.wav" }),
    });
    const { upload_url: uploadUrl, file_id: fileId } = await signed.json();
    const opened = await fetch(uploadUrl, {
      method: "POST",
      headers: {
        "x-goog-resumable": "start",
        "content-type": "audio/wav",
        "x-goog-content-length-range": `0,${sizeBytes}`,
      },
    });
    const session = opened.headers.get("location");
    const commands = [];
    for (const { from, to } of chunks) {
      const part = join(folder, `part-${from}`);
      writeFileSync(part, bytes.subarray(from, to));
      if (from > 0) commands.push("--next");
      commands.push("-s", "-o", "/dev/null", "-X", "PUT", "-H", "Expect:", "-H", "Content-Type:");
      commands.push("-H", `Content-Range: bytes ${from}-${to - 1}/${sizeBytes}`, "--data-binary", `@${part}`);
      commands.push(session);
    }
    const startedMs = performance.now();
    await run("curl", commands);
    const ms = performance.now() - startedMs;
    await stored(fileId);
    return ms;
  };

  /**
   * A signed-in tab on the Uploads page, and what it needs for a file: `ms` from the first chunk to the answer to the last,
   * which is what curl does, and `checkedMs` to the answer that tells what was stored, which curl never asks for.
   */
  const openTab = async ({ url }, studio) => {
    const cookie = await signIn(url, studio.token);
    const cookies = cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
    });
    const uploads = async () => {
      const api = `${url}/api/workspaces/${studio.workspaceId}/uploads?limit=100`;
      return (await (await fetch(api, { headers: { cookie } })).json()).files;
    };
    const tab = await browser.open(`${url}/w/${studio.workspaceId}/uploads`, cookies);
    const input = "document.querySelector('main input[type=file]')";
    const until = async (isDone) => {
      while (!(await isDone())) await pause(100);
    };
    await until(() => tab.evaluate(`document.readyState === "complete" && ${input} !== null`));
    const send = async (path) => {
      await tab.evaluate("performance.clearResourceTimings()");
      await tab.setFiles(input, [path]);
      // Looked for in the page alone: to ask Easel meanwhile would take from what is measured.
      const bar = `document.querySelector("main progress[aria-label='Upload of ${basename(path)}']")`;
      await until(() => tab.evaluate(`${bar}?.value === 100`));
      // The page's own clock.
      const took = await tab.evaluate(`(() => {
        const entries = performance.getEntriesByType("resource");
        const own = entries.filter(({ name }) => name.endsWith("/uploads/chunk"));
        const direct = entries.filter(({ name }) => name.includes("upload_id="));
        // Where bytes go straight to storage, what goes to Easel is the closing question alone.
        const chunks = direct.length > 0 ? direct : own;
        const startedMs = Math.min(...chunks.map(({ startTime }) => startTime));
        const until = (sent) => Math.max(...sent.map(({ responseEnd }) => responseEnd)) - startedMs;
        return { ms: until(chunks), checkedMs: until([...chunks, ...own]) };
      })()`);
      const [file] = await uploads();
      return { fileId: file.fileId, ...took };
    };
    return { send, cookie, setLine: (bytesPerSecond) => tab.setLine(bytesPerSecond) };
  };

  const easels = [];
  try {
    const bytes = noiseFile("theme.wav", sizeBytes);
    let made = 0;
    // Each one differs: what is in the workspace already is never sent again.
    const another = () => {
      made += 1;
      bytes.writeUInt32LE(made, 1_000);
      sha256 = createHash("sha256").update(bytes).digest("hex");
      const path = join(folder, `theme-${made}.wav`);
      writeFileSync(path, bytes);
      return path;
    };
    const studio = await control("POST", "/workspaces", {});
    const rows = [];

    for (const [transport, wanted] of [
      ["direct", 0.9],
      ["relay", 0.6],
    ]) {
      const easel = await startEasel({
        databaseUrl,
        environment: { UPLOAD_TRANSPORT: transport, ...layer.environment },
      });
      easels.push(easel);
      await waitForAnswer(`${easel.url}/api/health`);
      await allowUploadsFrom(easel.url, layer);
      const tab = await openTab(easel, studio);
      await tab.send(another());
      const measured = [];
      for (let round = 0; round < rounds; round += 1) {
        const { ms, checkedMs, fileId } = await tab.send(another());
        await stored(fileId);
        const curl = await curlMs(bytes, studio, await chunksOf(fileId));
        measured.push({ ms, ratio: curl / ms, checkedRatio: curl / checkedMs });
      }
      // Each round is compared with itself, because what else the machine does changes from round to round.
      const ratio = median(measured.map((each) => each.ratio));
      const ms = median(measured.map((each) => each.ms));
      rows.push({
        what: `One 64 MB file, ${transport}, in Chromium`,
        measured: `${(sizeBytes / 1e3 / ms).toFixed(0)} MB/s`,
        ratio: `${ratio.toFixed(2)}× curl's`,
        wanted: `≥ ${wanted.toFixed(2)}×`,
        met: ratio >= wanted,
      });

      if (transport === "direct") {
        rows.push({
          what: "  and until what was stored is known to be right",
          measured: "",
          ratio: `${median(measured.map((each) => each.checkedRatio)).toFixed(2)}× curl's`,
          wanted: "",
          met: null,
        });
        await control("DELETE", "/storage/requests");
        await tab.setLine(lineBytesPerSecond);
        const sending = tab.send(another());
        for (let count = 0; count < 5; count += 1) {
          await pause(1_000 + Math.random() * 3_000);
          const fault = { kind: "cut", bytes: Math.floor(Math.random() * mebibyte) };
          await control("POST", "/storage/faults", { fault, match: { op: "chunk" } });
        }
        const { fileId } = await sending;
        await tab.setLine(null);
        await stored(fileId);
        const requests = await control("GET", "/storage/requests");
        const cuts = requests.filter(({ fault }) => fault === "cut").length;
        const sent = requests.reduce((sum, request) => sum + request.bytes, 0) / sizeBytes;
        rows.push({
          what: `Bytes sent for one file at 20 Mbit/s over ${cuts} cuts`,
          measured: `${((sent * sizeBytes) / 1e6).toFixed(1)} MB`,
          ratio: `${sent.toFixed(3)}× the file`,
          wanted: "≤ 1.05×",
          met: sent <= 1.05 && cuts === 5,
        });
        continue;
      }

      const api = `${easel.url}/api/workspaces/${studio.workspaceId}/uploads`;
      const headers = { cookie: tab.cookie, origin: easel.url };
      const relayOne = async () => {
        const answer = await fetch(api, {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify({ name: "theme.wav", contentType: "audio/wav", sizeBytes }),
        });
        const { ticket } = await answer.json();
        for (let offset = 0; offset < sizeBytes; ) {
          const response = await fetch(`${api}/chunk`, {
            method: "PUT",
            headers: { ...headers, "upload-ticket": ticket, "upload-offset": String(offset) },
            body: bytes.subarray(offset, offset + relayChunkBytes),
          });
          const progress = await response.json();
          if (!response.ok) throw new Error(`A chunk was refused: ${progress.detail}`);
          offset = progress.offset;
        }
      };
      const grownBytes = await grownWhile(easel.child.pid, () =>
        Promise.all(Array.from({ length: 10 }, relayOne)),
      );
      const grown = grownBytes / mebibyte;
      rows.push({
        what: "Ten 64 MB files through the relay at once",
        measured: `+${grown.toFixed(0)} MiB resident`,
        ratio: `${(grown / 640).toFixed(2)}× their bytes`,
        wanted: "≤ 96 MiB",
        met: grown <= 96,
      });
    }
    return rows;
  } finally {
    await browser.close();
    for (const { child } of easels) await end(child);
    await end(layer.child);
    rmSync(folder, { recursive: true, force: true });
  }
}
