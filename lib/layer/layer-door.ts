import { setTimeout as wait } from "node:timers/promises";
import { type Dispatcher, Pool } from "undici";
import type { z } from "zod";
import { type ParameterKey, parameterKeys } from "@/lib/domain/parameters";
import type { ProblemCode } from "@/lib/domain/problem";
import { connectOptions } from "@/lib/http/connect-options";
import { type Exchange, type ExchangeLimits, exchange, retryAfterSeconds } from "@/lib/http/exchange";
import { LayerError } from "./layer-error";
import { domainKey } from "./wire-casing";

export interface LayerDoorOptions {
  /** Layer's base address with `/v1`. */
  baseUrl: string;
  timeouts?: {
    /** Silence after which a call is given up. */
    silenceMs?: number;
    /** The longest a call may take altogether. */
    totalMs?: number;
    connectMs?: number;
  };
}

export interface LayerCall<Reply> {
  token: string;
  /** Segments below the base; each is checked and escaped here. */
  path: readonly string[];
  query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  /** Sent as JSON by POST; without it the call is a GET. */
  body?: unknown;
  reply: z.ZodType<Reply>;
  /** `read` may be repeated, `once` is free but not repeated, `paid` is never repeated and has a connection of its own. */
  kind: "read" | "once" | "paid";
  /** The longest this one may take, where that is less than any call may. */
  totalMs?: number;
}

/** Requests and parses; knows addresses and failures, not one of Layer's endpoints. */
export interface LayerDoor {
  call<Reply>(call: LayerCall<Reply>): Promise<Reply>;
  close(): Promise<void>;
}

const bodyLimits = { bodyBytes: 8_000_000, errorBodyBytes: 64_000 };
const maxRetries = 2;
const firstRetryDelayMs = 250;
/** A longer `Retry-After` is passed on to whoever asked instead of being waited for. */
const longestRetryWaitMs = 5_000;
const maxDetailCharacters = 500;

const repeatableStatuses = new Set([408, 429, 500, 502, 503, 504]);
/** Refusals that Layer gives before it starts anything. */
const nothingRanStatuses = new Set([400, 401, 402, 403, 404, 422, 429]);

const codeByStatus: Readonly<Record<number, ProblemCode>> = {
  400: "invalid_request",
  401: "token_refused",
  402: "not_enough_creative_units",
  403: "forbidden",
  404: "not_found",
  408: "layer_timed_out",
  410: "not_found",
  413: "invalid_request",
  422: "invalid_request",
  429: "too_many_running",
  504: "layer_timed_out",
};

const failureWords: Record<NonNullable<Exchange["failure"]>["kind"], [ProblemCode, string]> = {
  unreachable: ["layer_unreachable", "The connection to Layer failed."],
  timed_out: ["layer_timed_out", "Layer was silent for too long."],
  unreadable: ["layer_unreadable", "What answered did not speak HTTP."],
  too_large: ["layer_unreadable", "Layer's answer is longer than Easel reads."],
};

function isJson(exchanged: Exchange): boolean {
  const type = exchanged.headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? "";
  return type === "application/json" || type.endsWith("+json");
}

function jsonOf(exchanged: Exchange): unknown {
  if (!isJson(exchanged)) return undefined;
  try {
    return JSON.parse(exchanged.body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Text of Layer's as it may be shown: one line, bounded, and without the token should Layer repeat it. */
function plain(text: string, token: string): string {
  // Control characters have no business in a sentence, and could forge lines in a log.
  const line = text
    .replaceAll(token, "[token]")
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim();
  return line.length > maxDetailCharacters ? `${line.slice(0, maxDetailCharacters - 1)}…` : line;
}

interface Refusal {
  detail: string | null;
  field: string | undefined;
  layerCode: string | undefined;
}

/** Our own word for the place a validation error names, as in `["body", "batch_size"]`. */
function fieldOf(location: unknown): string | undefined {
  const last: unknown = Array.isArray(location)
    ? location.findLast((part) => typeof part === "string")
    : undefined;
  if (typeof last !== "string") return undefined;
  const key = domainKey(last);
  return parameterKeys.includes(key as ParameterKey) ? `parameters.${key}` : undefined;
}

/** What a problem document says. `detail` is text by the contract; a list of validation errors is read as well. */
function refusalOf(exchanged: Exchange, token: string): Refusal {
  const body = jsonOf(exchanged);
  if (typeof body !== "object" || body === null)
    return { detail: null, field: undefined, layerCode: undefined };
  const { type, title, detail } = body as Record<string, unknown>;
  const first: unknown = Array.isArray(detail) ? detail[0] : undefined;
  const { msg, loc } = (typeof first === "object" && first !== null ? first : {}) as Record<string, unknown>;
  const said = [detail, msg, title].find((text) => typeof text === "string" && text.trim() !== "");
  const layerCode = typeof type === "string" ? /([A-Za-z0-9_-]{1,100})\/*$/.exec(type)?.[1] : undefined;
  return {
    detail: typeof said === "string" ? plain(said, token) : null,
    field: fieldOf(loc),
    layerCode,
  };
}

/** The error an exchange means, or null when it brought a whole, successful answer. */
function errorOf(exchanged: Exchange, { token, kind }: { token: string; kind: LayerCall<unknown>["kind"] }) {
  const isPaid = kind === "paid";
  const { status, failure } = exchanged;
  if (status !== null && status >= 300) {
    const refusal = refusalOf(exchanged, token);
    const isRedirect = status < 400;
    const code = codeByStatus[status] ?? "layer_failed";
    // Only a start can meet too many runs; whatever else was refused so was asked for too often.
    return new LayerError(code === "too_many_running" && !isPaid ? "layer_busy" : code, {
      detail:
        (isRedirect ? "Layer's address answered with a redirect, and Easel follows none." : refusal.detail) ??
        `Layer answered with status ${status}.`,
      field: refusal.field,
      layerCode: refusal.layerCode,
      retryAfterSeconds: retryAfterSeconds(exchanged.headers, Date.now()) ?? undefined,
      status,
      mayHaveRun: isPaid && !nothingRanStatuses.has(status),
    });
  }
  if (failure === null) return null;
  const [code, detail] = failureWords[failure.kind];
  return new LayerError(code, {
    detail,
    status: status ?? undefined,
    reason: failure.reason,
    mayHaveRun: isPaid && exchanged.mayHaveArrived,
  });
}

function retryDelayMs(exchanged: Exchange, attempt: number): number | null {
  const { status, failure } = exchanged;
  // Whoever asked has already waited out a silence; asking again would make them wait three times as long.
  const isRepeatable =
    status !== null && status >= 300 ? repeatableStatuses.has(status) : failure?.kind === "unreachable";
  if (!isRepeatable || attempt >= maxRetries) return null;
  const askedMs = (retryAfterSeconds(exchanged.headers, Date.now()) ?? 0) * 1_000;
  if (askedMs > longestRetryWaitMs) return null;
  return Math.max(askedMs, Math.random() * firstRetryDelayMs * 2 ** attempt);
}

/** Opens a keep-alive pool to Layer. */
export function openLayerDoor({ baseUrl, timeouts = {} }: LayerDoorOptions): LayerDoor {
  const base = new URL(baseUrl);
  const basePath = base.pathname.replace(/\/+$/, "");
  const limits: ExchangeLimits = {
    ...bodyLimits,
    silenceMs: timeouts.silenceMs ?? 30_000,
    totalMs: timeouts.totalMs ?? 120_000,
  };
  const connect = connectOptions(timeouts.connectMs);
  const pool = new Pool(base.origin, { connections: 128, connect });
  // A kept connection may be closed by the other side at the very moment a request leaves on it, and then nobody can
  // tell whether the request arrived. A paid call must not be left in that doubt for the sake of a handshake.
  const freshConnections = new Pool(base.origin, { pipelining: 0, connect });

  function pathOf({ path, query = {} }: LayerCall<unknown>): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== null && value !== undefined && value !== "") parameters.set(name, String(value));
    }
    const search = parameters.size === 0 ? "" : `?${parameters}`;
    return `${basePath}/${path.join("/")}${search}`;
  }

  function send(call: LayerCall<unknown>): Promise<Exchange> {
    const dispatcher: Dispatcher = call.kind === "paid" ? freshConnections : pool;
    const hasBody = call.body !== undefined;
    return exchange(
      dispatcher,
      {
        method: hasBody ? "POST" : "GET",
        path: pathOf(call),
        headers: {
          authorization: `Bearer ${call.token}`,
          accept: "application/json",
          "user-agent": "easel",
          ...(hasBody ? { "content-type": "application/json" } : {}),
        },
        body: hasBody ? JSON.stringify(call.body) : null,
      },
      { ...limits, totalMs: Math.min(call.totalMs ?? limits.totalMs, limits.totalMs) },
    );
  }

  async function sendRepeatedly(call: LayerCall<unknown>): Promise<Exchange> {
    for (let attempt = 0; ; attempt++) {
      const exchanged = await send(call);
      const delayMs = call.kind === "read" ? retryDelayMs(exchanged, attempt) : null;
      if (delayMs === null) return exchanged;
      await wait(delayMs);
    }
  }

  return {
    async call(call) {
      if (!/^[\x21-\x7e]+$/.test(call.token)) {
        throw new LayerError("token_refused", {
          detail: "A token has no spaces and no other than plain characters.",
          mayHaveRun: false,
        });
      }
      if (call.path.some((segment) => !/^[\w-]+$/.test(segment))) {
        throw new LayerError("not_found", { detail: "This is not an id of Layer's.", mayHaveRun: false });
      }
      const exchanged = await sendRepeatedly(call);
      const error = errorOf(exchanged, call);
      if (error) throw error;
      const parsed = call.reply.safeParse(jsonOf(exchanged));
      if (parsed.success) return parsed.data;
      const place = parsed.error.issues[0]?.path.join(".");
      throw new LayerError("layer_unreadable", {
        detail: !isJson(exchanged)
          ? "Layer answered with something that is not JSON."
          : place
            ? `Layer's answer could not be read at "${plain(place, call.token)}".`
            : "Layer's answer could not be read.",
        status: exchanged.status ?? undefined,
        mayHaveRun: call.kind === "paid",
      });
    },
    async close() {
      await Promise.all([pool.close(), freshConnections.close()]);
    },
  };
}
