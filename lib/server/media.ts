import "server-only";
import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Agent, type Dispatcher } from "undici";
import type { Asset } from "@/lib/domain/asset";
import { safeName } from "@/lib/domain/file-name";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import { connectOptions } from "@/lib/http/connect-options";
import { env } from "./env";
import { once } from "./once";

const idleMs = 30_000;
const maxRedirects = 3;

const pool = once(
  () =>
    new Agent({
      connect: connectOptions(),
      headersTimeout: idleMs,
      bodyTimeout: idleMs,
      // Below what hosts close at (Google and nginx 60 s and more), so that a socket is not used as it dies.
      keepAliveTimeout: 10_000,
    }),
);

const unavailable = (detail: string, cause?: unknown) =>
  new ProblemError(problemOf("asset_unavailable", { detail }), { cause });

/** The media host refused the file under this address; Layer may know a newer one. */
export class AddressRefused extends ProblemError {
  constructor(status: number) {
    super(
      problemOf("asset_unavailable", {
        detail:
          status === 404 || status === 410
            ? "The file is no longer at Layer."
            : `Layer's media host refused the file (${status}).`,
      }),
    );
  }
}

/** The address, when it lies on a media origin of the environment exactly. Throws `asset_unavailable` for any other. */
function mediaAddress(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw unavailable("The file's address is not an address.");
  const url = new URL(text, base);
  if (url.username || url.password || !env().mediaOrigins.includes(url.origin))
    throw unavailable(
      `The file lies on ${url.host}, which this Easel does not fetch from. Whoever runs Easel can allow it with LAYER_MEDIA_ORIGINS.`,
    );
  return url;
}

// One range, as players ask; several at once would come back as a multipart body that nobody here reads.
const oneRange = /^bytes=(?:\d+-\d*|-\d+)$/;

interface MediaRequest {
  method: string;
  headers: Headers;
  signal: AbortSignal;
}

function mediaRequestHeaders(request: Pick<MediaRequest, "headers">): Record<string, string> {
  // The whole list: no cookie, no token and no word about the reader goes to the media host.
  const headers: Record<string, string> = { accept: "*/*", "accept-encoding": "identity" };
  const range = request.headers.get("range");
  if (range && oneRange.test(range)) headers.range = range;
  for (const name of ["if-range", "if-none-match", "if-modified-since"]) {
    const value = request.headers.get(name);
    if (value && (name !== "if-range" || headers.range)) headers[name] = value;
  }
  return headers;
}

async function fetchMedia(
  request: MediaRequest,
  asset: Pick<Asset, "url">,
): Promise<Dispatcher.ResponseData> {
  let url = mediaAddress(asset.url);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const answer = await pool()
      .request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method === "HEAD" ? "HEAD" : "GET",
        headers: mediaRequestHeaders(request),
        signal: request.signal,
      })
      .catch((error: unknown) => {
        if (request.signal.aborted) throw error;
        throw unavailable("The media host cannot be reached.", error);
      });
    const { statusCode } = answer;
    if ([200, 206, 304, 416].includes(statusCode)) return answer;
    discard(answer.body);
    const location = answer.headers.location;
    if ([401, 403, 404, 410].includes(statusCode)) throw new AddressRefused(statusCode);
    if (![301, 302, 303, 307, 308].includes(statusCode) || typeof location !== "string")
      throw unavailable(`Layer's media host answered ${statusCode}.`);
    url = mediaAddress(location, url);
  }
  throw unavailable("The media host redirects without end.");
}

/** What a browser may be told to show; everything else is handed over as a file and opened by nothing here. */
const shownTypes = new Set([
  "image/png",
  "image/jpeg",
  "image/webp",
  "image/gif",
  "image/avif",
  "image/svg+xml",
  "video/mp4",
  "video/webm",
  "video/quicktime",
  "audio/mpeg",
  "audio/wav",
  "audio/x-wav",
  "audio/wave",
  "audio/ogg",
  "audio/flac",
  "audio/mp4",
  "audio/aac",
  "audio/webm",
  "model/gltf-binary",
  "model/gltf+json",
  "model/obj",
  "model/stl",
  "model/vnd.usdz+zip",
  "text/plain",
  "application/json",
]);

const plainType = (type: string) => type.split(";")[0]?.trim().toLowerCase() ?? "";

function shownType(asset: Pick<Asset, "contentType">, answered: unknown): string | null {
  const types = [asset.contentType, typeof answered === "string" ? answered : ""].map(plainType);
  const type = types.find((candidate) => shownTypes.has(candidate));
  if (!type) return null;
  return type === "text/plain" || type === "application/json" ? `${type}; charset=utf-8` : type;
}

/** A Content-Disposition that every browser reads the same, for a name in any script. */
export function attachment(name: string): string {
  const whole = safeName(name) || "file";
  const ascii = whole.replace(/[^\x20-\x7e]/g, "_").replace(/[%;]/g, "_");
  const encoded = encodeURIComponent(whole).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const decoders: Record<string, () => Transform> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The bytes of the file itself. A host may encode them though it was asked not to, and Next drops the header that would
 * say so. Throws `asset_unavailable` where that cannot be undone, as for a part of an encoded file.
 */
function plainBytes(answer: Dispatcher.ResponseData): { body: Readable; isDecoded: boolean } {
  const encoding = String(answer.headers["content-encoding"] ?? "identity").toLowerCase();
  if (encoding === "identity" || encoding === "") return { body: answer.body, isDecoded: false };
  const decoder =
    Object.hasOwn(decoders, encoding) && answer.statusCode === 200 ? decoders[encoding]?.() : null;
  if (!decoder) {
    discard(answer.body);
    throw unavailable("The media host sent the file in a form that cannot be read.");
  }
  // Whichever of the two ends first ends the other; the reader learns of a fault from the decoder.
  return { body: pipeline(answer.body, decoder, () => undefined), isDecoded: true };
}

function discard(body: Readable): void {
  body.on("error", () => undefined).destroy();
}

/** Hands on bytes as fast as the reader takes them and no faster; giving up on either side ends both. */
function handedOn(body: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      discard(body);
    },
  });
}

const passedOn = ["content-length", "content-range", "accept-ranges", "etag", "last-modified"];

/**
 * Streams an asset from its media origin, ranges included. `saveAs` makes it a download. Throws `asset_unavailable` when
 * it lies elsewhere, is gone or cannot be fetched.
 */
export async function streamAsset(
  request: Request,
  asset: Pick<Asset, "url" | "contentType">,
  saveAs: string | null,
): Promise<Response> {
  const answer = await fetchMedia(request, asset);
  const { body, isDecoded } = plainBytes(answer);
  const type = shownType(asset, answer.headers["content-type"]);
  const headers = new Headers({
    "content-type": type ?? "application/octet-stream",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    // Were it ever opened as a page, it could neither run nor load anything; an SVG keeps its own styles.
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    // A finished asset never changes; the browser may keep it, what lies between may not. Compressing a part on the way
    // would make it a part of something else.
    "cache-control": "private, max-age=3600, no-transform",
    vary: "Cookie",
  });
  for (const name of passedOn) {
    const value = answer.headers[name];
    if (typeof value === "string" && !(isDecoded && /^(content-length|accept-ranges)$/.test(name)))
      headers.set(name, value);
  }
  if (saveAs !== null) headers.set("content-disposition", attachment(saveAs));
  else if (!type) headers.set("content-disposition", "attachment");
  const hasBody = request.method !== "HEAD" && answer.statusCode !== 304;
  if (!hasBody) discard(answer.body);
  return new Response(hasBody ? handedOn(body) : null, { status: answer.statusCode, headers });
}

/** A file on its way from the media host, for a reader inside this server. */
export interface OpenedFile {
  body: Readable;
  contentType: string;
  /** The whole file's; null where the host does not tell. */
  sizeBytes: number | null;
  etag: string | null;
}

/**
 * Opens a file from its first byte, or goes on behind those that came before a connection broke; `resume` is null where
 * the host would not say that it is still the same file. Throws `asset_unavailable`, and the abort's own error.
 */
export async function openFile(
  asset: Pick<Asset, "url">,
  signal: AbortSignal,
  resume: { offset: number; etag: string } | null = null,
): Promise<OpenedFile> {
  const headers = new Headers(resume ? { range: `bytes=${resume.offset}-`, "if-range": resume.etag } : {});
  const answer = await fetchMedia({ method: "GET", headers, signal }, asset);
  if (answer.statusCode !== (resume ? 206 : 200)) {
    discard(answer.body);
    throw unavailable("The file changed while it was read.");
  }
  const { body, isDecoded } = plainBytes(answer);
  const length = answer.headers["content-length"];
  const { etag } = answer.headers;
  const type = answer.headers["content-type"];
  return {
    body,
    contentType: typeof type === "string" ? plainType(type) : "",
    sizeBytes: typeof length === "string" && !isDecoded ? Number(length) : null,
    // A weak one may stand for bytes that differ.
    etag: typeof etag === "string" && !isDecoded && !etag.startsWith("W/") ? etag : null,
  };
}
