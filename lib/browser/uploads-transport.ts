import { ProblemError, problemOf } from "../domain/problem";
import type { UploadProgress, UploadTicket } from "../domain/upload-rules";
import { api, noAnswer, workspacePath } from "./api";
import { type DirectAnswer, UnreadableAnswer, type UploadTransport } from "./upload-engine";

/** One request whose body's way out can be watched. */
export interface Exchange {
  method: "PUT" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | null;
  signal: AbortSignal | null;
  onSent?: (bytes: number) => void;
}

export interface ExchangeAnswer {
  status: number;
  /** Null where there is none, or where the page may not read it. */
  header: (name: string) => string | null;
  text: string;
}

/** Answers, or rejects: NoAnswer where none came that the page may read, the signal's reason, or `stalled`. */
export type SendExchange = (exchange: Exchange, patience: Patience) => Promise<ExchangeAnswer>;

export interface Patience {
  /** A connection on which no byte moves for so long is dead, whatever the browser believes. */
  stallMs: number;
  /** How long an answer may take once the last byte has left. */
  answerMs: number;
}

// The relay may itself wait for a slow host before it answers, hence the longer wait for its answer.
const patience: Patience = { stallMs: 30_000, answerMs: 90_000 };

/** No readable answer came. */
export class NoAnswer extends Error {}

const stalled = () =>
  new ProblemError(problemOf("storage_unreachable", { detail: "Nothing moved for too long." }));

const problemIn = (text: string, status: number): ProblemError => {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && "code" in body && "detail" in body)
      return new ProblemError(body as ProblemError["problem"]);
  } catch {
    // Not ours: something between the browser and Easel answered.
  }
  return new ProblemError(
    problemOf("internal", { detail: `Easel's server answered ${status}. Trying again.` }),
  );
};

/** XHR and not fetch, because only it tells how many bytes have left. */
const sendByXhr: SendExchange = ({ method, url, headers, body, signal, onSent }, { stallMs, answerMs }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const expectWithin = (limitMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        reject(stalled());
        request.abort();
      }, limitMs);
    };
    const abort = () => {
      reject(signal?.reason);
      request.abort();
    };
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener("abort", abort);
    request.upload.addEventListener("progress", (event) => {
      expectWithin(stallMs);
      onSent?.(event.loaded);
    });
    request.upload.addEventListener("load", () => expectWithin(answerMs));
    request.addEventListener("load", () =>
      resolve({
        status: request.status,
        // Asked for all at once: asking for one that is hidden writes an error into the page's console.
        header: (name) =>
          request
            .getAllResponseHeaders()
            .split("\r\n")
            .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
            ?.slice(name.length + 1)
            .trim() ?? null,
        text: request.responseText,
      }),
    );
    request.addEventListener("error", () => reject(new NoAnswer()));
    request.addEventListener("loadend", end);
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    expectWithin(body === null ? answerMs : stallMs);
    request.send(body);
  });

const retryAfterOf = (text: string | null): number | undefined => {
  if (text === null) return undefined;
  if (/^\d{1,6}$/.test(text.trim())) return Number(text);
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, Math.ceil((atMs - Date.now()) / 1_000));
};

/** What the storage host's own answer to a chunk means. Throws ProblemError for every refusal. */
function directAnswer({ status, header, text }: ExchangeAnswer): DirectAnswer {
  if (status === 200 || status === 201) return { offset: null, isDone: true };
  if (status === 308) {
    const range = header("range");
    if (range === null) return { offset: null, isDone: false };
    const last = /^bytes=0-(\d{1,15})$/.exec(range.trim())?.[1];
    if (last !== undefined) return { offset: Number(last) + 1, isDone: false };
  }
  if (status === 308 || status === 408 || status === 429 || status >= 500)
    throw new ProblemError(
      problemOf("storage_unreachable", { retryAfterSeconds: retryAfterOf(header("retry-after")) }),
    );
  if (status === 404 || status === 410 || status === 499) throw new ProblemError(problemOf("upload_expired"));
  if (status === 413) throw new ProblemError(problemOf("upload_size"));
  if (/BadDigest|CrcMismatch|doesn't match calculated/.test(text))
    throw new ProblemError(problemOf("upload_corrupt"));
  throw new ProblemError(
    problemOf("upload_refused", { detail: `The storage host refused the upload (status ${status}).` }),
  );
}

interface TransportOptions {
  send?: SendExchange;
  patience?: Patience;
  requestTicket?: UploadTransport["requestTicket"];
}

/** The uploads' requests; `origin` and `options` are only given where there is no page to be relative to. */
export function httpUploadTransport(
  origin = "",
  {
    send = sendByXhr,
    patience: patient = patience,
    requestTicket = (workspaceId, file, signal) =>
      api<UploadTicket>(workspacePath(workspaceId, "uploads"), { method: "POST", body: file, signal }),
  }: TransportOptions = {},
): UploadTransport {
  const chunkUrl = (workspaceId: string) => `${origin}/api${workspacePath(workspaceId, "uploads", "chunk")}`;
  async function relay<Answer>(exchange: Exchange): Promise<Answer> {
    const answer = await send(exchange, patient).catch((error: unknown) => {
      throw error instanceof NoAnswer ? new ProblemError(noAnswer()) : error;
    });
    if (answer.status === 204) return undefined as Answer;
    if (answer.status < 200 || answer.status >= 300) throw problemIn(answer.text, answer.status);
    try {
      return JSON.parse(answer.text) as Answer;
    } catch {
      throw problemIn("", answer.status);
    }
  }
  return {
    requestTicket,
    putChunk: (workspaceId, { ticket, offset, body, crc32c, onSent }, signal) =>
      relay<UploadProgress>({
        method: "PUT",
        url: chunkUrl(workspaceId),
        headers: {
          "content-type": "application/octet-stream",
          "upload-ticket": ticket,
          "upload-offset": String(offset),
          ...(crc32c === undefined ? {} : { "upload-crc32c": crc32c }),
        },
        body,
        signal,
        onSent,
      }),
    queryOffset: (workspaceId, ticket, signal, crc32c) =>
      relay<UploadProgress>({
        method: "PUT",
        url: chunkUrl(workspaceId),
        headers: {
          "upload-ticket": ticket,
          "upload-query": "1",
          ...(crc32c === undefined ? {} : { "upload-crc32c": crc32c }),
        },
        body: null,
        signal,
      }),
    cancel: (workspaceId, ticket) =>
      relay<void>({
        method: "DELETE",
        url: chunkUrl(workspaceId),
        headers: { "upload-ticket": ticket },
        body: null,
        signal: null,
      }),
    async putDirect({ sessionUrl, offset, sizeBytes, body, onSent }, signal) {
      try {
        // Content-Range is the only header that makes the browser ask first, once a session. The checksum is left to
        // the relay's closing question: X-Goog-Hash would need leave of its own from a bucket that is not ours.
        const answer = await send(
          {
            method: "PUT",
            url: sessionUrl,
            headers: { "content-range": `bytes ${offset}-${offset + body.byteLength - 1}/${sizeBytes}` },
            body,
            signal,
            onSent,
          },
          patient,
        );
        return directAnswer(answer);
      } catch (error) {
        throw error instanceof NoAnswer ? new UnreadableAnswer() : error;
      }
    },
  };
}
