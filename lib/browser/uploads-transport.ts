import { ProblemError, problemOf } from "../domain/problem";
import type { UploadProgress, UploadTicket } from "../domain/upload-rules";
import { api, noAnswer, workspacePath } from "./api";
import type { UploadTransport } from "./upload-engine";

// A connection on which nothing moves for this long is dead, whatever the browser believes.
const stallMs = 30_000;
// The relay may itself wait for a slow host before it answers.
const answerMs = 90_000;

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
function send<Answer>(
  method: "PUT" | "DELETE",
  url: string,
  headers: Record<string, string>,
  body: ArrayBuffer | null,
  signal: AbortSignal | null,
  onSent?: (bytes: number) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const expectWithin = (limitMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        reject(new ProblemError(problemOf("storage_unreachable")));
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
    request.addEventListener("load", () => {
      if (request.status === 204) return resolve(undefined as Answer);
      if (request.status < 200 || request.status >= 300)
        return reject(problemIn(request.responseText, request.status));
      try {
        resolve(JSON.parse(request.responseText) as Answer);
      } catch {
        reject(problemIn("", request.status));
      }
    });
    request.addEventListener("error", () => reject(new ProblemError(noAnswer())));
    request.addEventListener("loadend", end);
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    expectWithin(stallMs);
    request.send(body);
  });
}

/** The uploads' requests to our own server; `origin` is only given where there is no page to be relative to. */
export function httpUploadTransport(origin = ""): UploadTransport {
  const chunkUrl = (workspaceId: string) => `${origin}/api${workspacePath(workspaceId, "uploads", "chunk")}`;
  return {
    requestTicket: (workspaceId, file, signal) =>
      api<UploadTicket>(workspacePath(workspaceId, "uploads"), { method: "POST", body: file, signal }),
    putChunk: (workspaceId, { ticket, offset, bytes, onSent }, signal) =>
      send<UploadProgress>(
        "PUT",
        chunkUrl(workspaceId),
        {
          "content-type": "application/octet-stream",
          "upload-ticket": ticket,
          "upload-offset": String(offset),
        },
        bytes,
        signal,
        onSent,
      ),
    queryOffset: (workspaceId, ticket, signal) =>
      send<UploadProgress>(
        "PUT",
        chunkUrl(workspaceId),
        { "upload-ticket": ticket, "upload-query": "1" },
        null,
        signal,
      ),
    cancel: (workspaceId, ticket) =>
      send<void>("DELETE", chunkUrl(workspaceId), { "upload-ticket": ticket }, null, null),
  };
}
