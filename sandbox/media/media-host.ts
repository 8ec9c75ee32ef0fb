import { createHash, randomUUID } from "node:crypto";
import { Hono } from "hono";
import sharp from "sharp";
import type { Clock, FileStore, MediaHost, RenderedAsset, RenderJob } from "../parts";
import { renderOutputs } from "./render-outputs";

// The longest slug seen in Layer's own asset addresses.
const slugLength = 70;
const previewEdge = 512;

function slugOf(prompt: string): string {
  const slug = prompt
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9\s_-]/g, "")
    .trim()
    .replace(/\s+/g, "_")
    .slice(0, slugLength);
  return slug === "" ? "untitled" : slug;
}

/** `YYYY-MM-DD-HHMMSS` in UTC. */
function stampOf(epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  return `${iso.slice(0, 10)}-${iso.slice(11, 19).replaceAll(":", "")}`;
}

/** The byte range a `Range` header asks of `size` bytes: null when there is none to honour, "unsatisfiable" for 416. */
function parseRange(
  header: string | undefined,
  size: number,
): { first: number; last: number } | "unsatisfiable" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [, from = "", to = ""] = match;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return first >= size || last < first ? "unsatisfiable" : { first, last };
}

const openToAll = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Content-Length, Content-Range, ETag, Accept-Ranges",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

function serveBytes(request: Request, bytes: Buffer, contentType: string): Response {
  const etag = `"${createHash("md5").update(bytes).digest("hex")}"`;
  const headers = new Headers({
    ...openToAll,
    "Accept-Ranges": "bytes",
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Type": contentType,
    ETag: etag,
  });
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  const ifRange = request.headers.get("if-range");
  const rangeHeader = ifRange === null || ifRange === etag ? request.headers.get("range") : null;
  const range = parseRange(rangeHeader ?? undefined, bytes.length);
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${bytes.length}`);
    headers.delete("Content-Type");
    return new Response(null, { status: 416, headers });
  }
  const part = range ? bytes.subarray(range.first, range.last + 1) : bytes;
  if (range) headers.set("Content-Range", `bytes ${range.first}-${range.last}/${bytes.length}`);
  headers.set("Content-Length", String(part.length));
  return new Response(request.method === "HEAD" ? null : new Uint8Array(part), {
    status: range ? 206 : 200,
    headers,
  });
}

/** Renders what runs produce and serves it to anyone, without credentials, as Layer's media host does. */
export function createMediaHost(options: { origin: string; clock: Clock; files: FileStore }): MediaHost {
  const { clock, files, origin } = options;
  const names = new Map<string, string>();
  const stills = new Map<string, Buffer>();
  const previews = new Map<string, Promise<Buffer>>();

  function previewOf(fileId: string, still: Buffer): Promise<Buffer> {
    const known = previews.get(fileId);
    if (known) return known;
    const made = sharp(still)
      .resize(previewEdge, previewEdge, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer();
    previews.set(fileId, made);
    return made;
  }

  const app = new Hono();
  app.options("*", (c) =>
    c.body(null, 204, {
      ...openToAll,
      "Access-Control-Allow-Methods": "GET, HEAD",
      "Access-Control-Allow-Headers": "Range, If-None-Match",
      "Access-Control-Max-Age": "86400",
    }),
  );
  app.get("/workspaces/:workspaceId/files/:fileId/:name", async (c) => {
    const { workspaceId, fileId, name } = c.req.param();
    const file = files.get(fileId);
    if (file?.workspaceId !== workspaceId) return c.text("Not Found", 404, openToAll);
    const still = stills.get(fileId);
    if (name === "preview.webp" && still) {
      return serveBytes(c.req.raw, await previewOf(fileId, still), "image/webp");
    }
    if (names.get(fileId) !== name) return c.text("Not Found", 404, openToAll);
    return serveBytes(c.req.raw, file.bytes, file.contentType);
  });
  app.notFound((c) => c.text("Not Found", 404, openToAll));

  async function render(job: RenderJob): Promise<RenderedAsset[]> {
    const outputs = await renderOutputs(job);
    return outputs.map((output) => {
      const fileId = randomUUID();
      const name = `${slugOf(job.prompt)}-${stampOf(job.finishedAt)}.${output.extension}`;
      const base = `${origin}/workspaces/${job.workspaceId}/files/${fileId}`;
      files.put({
        fileId,
        workspaceId: job.workspaceId,
        contentType: output.contentType,
        fileName: name,
        bytes: output.bytes,
        createdAt: clock.now(),
      });
      names.set(fileId, name);
      if (output.preview) stills.set(fileId, output.preview);
      return {
        fileId,
        url: `${base}/${name}`,
        previewUrl: output.preview ? `${base}/preview.webp` : null,
        contentType: output.contentType,
        width: output.width,
        height: output.height,
        durationSeconds: output.durationSeconds,
        sizeBytes: output.bytes.length,
      };
    });
  }

  return { app, render };
}
