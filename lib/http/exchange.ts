import type { Readable } from "node:stream";
import { type Dispatcher, errors } from "undici";

/** How long one exchange may take, in milliseconds. */
export interface ExchangeLimits {
  /** Silence of the other side after which the exchange is given up, before the answer's head and within its body. */
  silenceMs: number;
  /** The whole exchange; a trickle of bytes would otherwise hold a request for ever. While a body passes, each silence of its sender. */
  totalMs: number;
  /** Bytes kept of a successful answer's body; a longer one is a failure. */
  bodyBytes: number;
  /** Bytes kept of any other answer's body; what is beyond is cut off. */
  errorBodyBytes: number;
}

/** A body that is handed on as it comes. Its length must be among the headers, and another length ends the exchange. */
export type PassingBody = AsyncIterable<Uint8Array>;

export interface ExchangeRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Needed where the dispatcher is not bound to one origin. */
  origin?: string;
  /** Path and query, already escaped. */
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | PassingBody | null;
}

const isPassing = (body: ExchangeRequest["body"]): body is PassingBody =>
  body !== null && typeof body === "object" && !Buffer.isBuffer(body);

/** What kept an answer from arriving whole. */
export interface ExchangeFailure {
  kind: "unreachable" | "timed_out" | "unreadable" | "too_large";
  /** The error's code, such as `ECONNRESET`; never its text, which may carry an address. */
  reason: string;
}

/** How one HTTP exchange went, told without throwing. */
export interface Exchange {
  /** False only when it is certain that no byte of the request left this process. */
  mayHaveArrived: boolean;
  /** Null when no answer began. */
  status: number | null;
  /** Names in lower case; of a repeated header the first. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** Null when the answer arrived whole. */
  failure: ExchangeFailure | null;
}

function failureOf(error: Error): ExchangeFailure {
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return { kind: "timed_out", reason: code };
  }
  const isGarbage =
    error instanceof errors.HTTPParserError ||
    error instanceof errors.HeadersOverflowError ||
    code.startsWith("HPE_");
  return { kind: isGarbage ? "unreadable" : "unreachable", reason: code };
}

/**
 * Sends one request once. It follows no redirect, keeps no cookie and never repeats itself; the answer's body is kept
 * up to the limit. It works on undici's dispatch, because only `onRequestStart` tells whether a failed request had a
 * connection, and money hangs on that.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: ExchangeRequest,
  limits: ExchangeLimits,
): Promise<Exchange> {
  return new Promise((resolve) => {
    let hasStarted = false;
    let isSettled = false;
    let status: number | null = null;
    let headers: Record<string, string> = {};
    let controller: Dispatcher.DispatchController | null = null;
    const parts: Buffer[] = [];
    let sizeBytes = 0;

    const settle = (failure: ExchangeFailure | null) => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(deadline);
      resolve({ mayHaveArrived: hasStarted, status, headers, body: Buffer.concat(parts), failure });
    };
    const giveUp = (failure: ExchangeFailure) => {
      settle(failure);
      controller?.abort(new Error("The exchange was given up."));
    };
    let deadline: ReturnType<typeof setTimeout> | undefined;
    const expectWithin = (limitMs: number, reason: string) => {
      clearTimeout(deadline);
      if (!isSettled) deadline = setTimeout(() => giveUp({ kind: "timed_out", reason }), limitMs);
    };
    /** While a body passes, the other side is waited for only as long as it has a part in hand; else its sender is. */
    const watched = async function* (body: PassingBody) {
      expectWithin(limits.totalMs, "SENDER_SILENT");
      for await (const part of body) {
        expectWithin(limits.silenceMs, "BODY_NOT_TAKEN");
        yield part;
        expectWithin(limits.totalMs, "SENDER_SILENT");
      }
      expectWithin(limits.silenceMs, "HEADERS_TIMEOUT");
    };
    const { body } = request;
    expectWithin(limits.totalMs, "TOTAL_TIMEOUT");

    try {
      dispatcher.dispatch(
        {
          ...request,
          // undici takes whatever can be iterated; its types name streams only.
          body: isPassing(body) ? (watched(body) as unknown as Readable) : body,
          // Who sends a passing body may be slow, which is no silence of the other side.
          headersTimeout: isPassing(body) ? 0 : limits.silenceMs,
          bodyTimeout: limits.silenceMs,
        },
        {
          onRequestStart(started) {
            // undici may hand a request out again after a failure, and one given up while it waited for a connection
            // would still leave: an exchange that was settled or sent must not go out (again).
            if (hasStarted || isSettled) {
              started.abort(new Error("The exchange is over."));
              return;
            }
            controller = started;
            hasStarted = true;
          },
          onResponseStart(_, statusCode, answered) {
            if (statusCode < 200) return;
            if (isPassing(body)) expectWithin(limits.totalMs, "TOTAL_TIMEOUT");
            status = statusCode;
            headers = Object.fromEntries(
              Object.entries(answered).flatMap(([name, value]) => {
                const first = Array.isArray(value) ? value[0] : value;
                return first === undefined ? [] : [[name.toLowerCase(), first]];
              }),
            );
          },
          onResponseData(_, chunk) {
            const isSuccess = status !== null && status < 300;
            const limitBytes = isSuccess ? limits.bodyBytes : limits.errorBodyBytes;
            // The chunk is a view of the connection's own buffer, which the next answer overwrites.
            parts.push(Buffer.from(chunk.subarray(0, limitBytes - sizeBytes)));
            sizeBytes += chunk.length;
            if (sizeBytes > limitBytes) giveUp({ kind: "too_large", reason: "BODY_TOO_LARGE" });
          },
          onResponseEnd() {
            settle(null);
          },
          onResponseError(_, error) {
            settle(failureOf(error));
          },
        },
      );
    } catch (error) {
      settle(failureOf(error instanceof Error ? error : new Error("unknown")));
    }
  });
}

/** Seconds to wait by a `Retry-After` header, in either of its forms; null when there is none that can be read. */
export function retryAfterSeconds(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const text = headers["retry-after"]?.trim();
  if (!text) return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : Math.max(0, Math.ceil((moment - nowMs) / 1000));
}
