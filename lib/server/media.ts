import "server-only";
import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Agent, type Dispatcher } from "undici";
import type { Asset } from "@/lib/domain/asset";
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

const unavailable = (detail?: string, cause?: unknown) =>
  new ProblemError(problemOf("asset_unavailable", { detail }), { cause });

/** The address, when it lies on a media origin of the environment exactly. Throws `asset_unavailable` for any other. */
function mediaAddress(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw unavailable("The file's address is not an address.");
  const url = new URL(text, base);
  if (url.username || url.password || !env().mediaOrigins.includes(url.origin))
    throw unavailable("The file lies on a host that this Easel does not fetch from.");
  return url;
}

// One range, as players ask; several at once would come back as a multipart body that nobody here reads.
const oneRange = /^bytes=(?:\d+-\d*|-\d+)$/;

function mediaRequestHeaders(request: Request): Record<string, string> {
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

async function fetchMedia(request: Request, asset: Pick<Asset, "url">): Promise<Dispatcher.ResponseData> {
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
    if (![301, 302, 303, 307, 308].includes(statusCode) || typeof location !== "string")
      throw unavailable(
        statusCode === 404 || statusCode === 410
          ? "The file is no longer at Layer."
          : `The media host answered ${statusCode}.`,
      );
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

const reservedOnSomeSystem = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A Content-Disposition that every browser reads the same, for a name in any script. */
export function attachment(name: string): string {
  const whole =
    name.replace(reservedOnSomeSystem, " ").replace(/\s+/g, " ").trim().replace(/^\.+/, "") || "file";
  const ascii = whole.replace(/[^\x20-\x7e]/g, "_").replace(/[%;]/g, "_");
  const encoded = encodeURIComponent(whole).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const endings: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "avif",
  "image/svg+xml": "svg",
  "video/mp4": "mp4",
  "video/webm": "webm",
  "video/quicktime": "mov",
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/wave": "wav",
  "audio/ogg": "ogg",
  "audio/flac": "flac",
  "model/gltf-binary": "glb",
  "model/gltf+json": "gltf",
  "text/plain": "txt",
  "application/json": "json",
};

/** The name to save an asset under: the title's beginning, its number, and the ending of its type. */
export function downloadName(title: string, asset: Pick<Asset, "position" | "contentType" | "url">): string {
  const beginning =
    Array.from(title.replace(/[.\s]+/g, " ").trim())
      .slice(0, 60)
      .join("")
      .trim() || "asset";
  const fromAddress = /\.([a-z0-9]{1,5})$/i.exec(asset.url.split(/[?#]/)[0] ?? "")?.[1]?.toLowerCase();
  const ending = endings[plainType(asset.contentType)] ?? fromAddress ?? "bin";
  return `${beginning} ${asset.position + 1}.${ending}`;
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
