import "server-only";
import { assetKind } from "@/lib/domain/asset";
import { fileFault } from "@/lib/domain/file-fault";
import type { AssetPlace } from "@/lib/domain/marks";
import { type PreviewWidth, previewWidths } from "@/lib/domain/preview-widths";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import { requireWorkspace } from "./access";
import { openWhereItLies } from "./assets";
import { journal } from "./journal";
import { openFile } from "./media";
import { once } from "./once";
import type { Session } from "./session";
import { SharedRead } from "./shared-read";

// The whole file is held while it is made smaller; two at once stay well below what the smallest server has.
const atOnce = 2;
const maxSourceBytes = 80_000_000;
// 21,000 pixels square. Beyond, unpacking alone takes longer than anybody looks at a wall.
const maxSourcePixels = 441_000_000;
const maxSeconds = 20;

const day = 24 * 3_600_000;
// About 30 KB each. Whoever asks has been let in before, so one person's preview is everybody's.
const made = new SharedRead<Buffer<ArrayBuffer>>(800);

const unavailable = (detail: string, cause?: unknown) =>
  new ProblemError(problemOf("asset_unavailable", { detail }), { cause });

/** Loaded at its first use: a server whose machine it does not run on starts all the same. */
const loadSharp = once(async () => {
  const { default: sharp } = await import("sharp").catch((error: unknown) => {
    throw unavailable("This Easel cannot make small pictures on the machine it runs on.", error);
  });
  // Each picture is made once; kept intermediate results and threads of its own would only take from the server.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
});

/** Lets a few jobs run at once. The newest of those that wait goes first: it is what somebody looks at now. */
class NewestFirst {
  readonly #waiting: Array<() => void> = [];
  #free = atOnce;

  async run<Value>(job: () => Promise<Value>): Promise<Value> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await job();
    } finally {
      const next = this.#waiting.pop();
      if (next) next();
      else this.#free += 1;
    }
  }
}

const jobs = new NewestFirst();

async function wholeOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of body) {
    sizeBytes += part.byteLength;
    // Leaving the loop ends the reading.
    if (sizeBytes > maxSourceBytes)
      throw unavailable("The file is too large for a small picture to be made of it. Open it to see it.");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** A WebP as wide as asked at most, from a picture's bytes. Throws `asset_unavailable` with the reason. */
export async function shrunk(bytes: Buffer, width: PreviewWidth): Promise<Buffer<ArrayBuffer>> {
  const sharp = await loadSharp();
  try {
    const picture = await sharp(bytes, { limitInputPixels: maxSourcePixels, sequentialRead: true })
      .timeout({ seconds: maxSeconds })
      .autoOrient()
      // A strip many times as high as it is wide would be larger than its original's tile ever is.
      .resize(width, width * 4, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 82, effort: 2 })
      .toBuffer();
    return Buffer.from(picture);
  } catch (error) {
    const words = error instanceof Error ? error.message : "";
    if (/pixel limit|timeout/i.test(words))
      throw unavailable(
        "The picture has too many pixels for a small one to be made. Open it to see it.",
        error,
      );
    throw unavailable(fileFault(bytes.subarray(0, 512)), error);
  }
}

const widthOf = (text: string | null): PreviewWidth => {
  const width = previewWidths.find((known) => String(known) === text);
  if (width === undefined)
    throw new ProblemError(
      problemOf("invalid_request", { field: "width", detail: `width: one of ${previewWidths.join(", ")}` }),
    );
  return width;
};

/**
 * A small picture of a generation's output, made from its original. The browser names a place and one of a few widths,
 * never an address. Throws `not_found` where there is no such picture, `invalid_request`, `asset_unavailable`.
 */
export async function openPreview(
  session: Session,
  { workspaceId, generationId, position }: AssetPlace & { workspaceId: string },
  askedWidth: string | null,
  request: Request,
): Promise<Response> {
  const width = widthOf(askedWidth);
  await requireWorkspace(session, workspaceId);
  const found = await journal().findAsset(workspaceId, generationId, position);
  if (!found || assetKind(found.asset) !== "image") throw new ProblemError(problemOf("not_found"));
  const { asset, generation } = found;
  const etag = `"${generationId}-${position}-${width}"`;
  const headers = {
    "content-type": "image/webp",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    // An asset never changes, so neither does its preview; another person at this browser asks again.
    "cache-control": "private, max-age=86400",
    vary: "Cookie",
    etag,
  };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  const picture = await made.read(`${generationId}:${position}:${width}`, day, () =>
    jobs.run(async () => {
      // Not the asker's own signal: others may wait for the same picture.
      const signal = AbortSignal.timeout(60_000);
      const { body } = await openWhereItLies(session, generation, asset, (there) => openFile(there, signal));
      return await shrunk(await wholeOf(body), width);
    }),
  );
  return new Response(picture, { headers: { ...headers, "content-length": String(picture.length) } });
}
