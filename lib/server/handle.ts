import "server-only";
import * as z from "zod";
import { isUuid } from "@/lib/domain/identifier";
import { type Problem, ProblemError, problemOf } from "@/lib/domain/problem";
import { LayerError } from "@/lib/layer/layer-error";
import { StorageError } from "@/lib/storage/storage-error";
import { forgetAccess } from "./access";
import { env } from "./env";
import { logFault } from "./log";
import { type Session, sessionOf } from "./session";

/** Reads one segment of a path; throws ProblemError where it is not what the route takes. */
type ParamReader = (text: string) => unknown;
type Readers = Record<string, ParamReader>;
type Params<R extends Readers> = { [Name in keyof R]: ReturnType<R[Name]> };

/** What Next gives a route beside the request. */
export interface RouteContext {
  params: Promise<Record<string, string | string[] | undefined>>;
}

export interface RouteCall<R extends Readers> {
  request: Request;
  session: Session;
  params: Params<R>;
  query: URLSearchParams;
}

/** A path segment that names something at Layer or in the history. What is not a UUID cannot exist. */
export function uuidParam(text: string): string {
  if (!isUuid(text)) throw new ProblemError(problemOf("not_found"));
  return text.toLowerCase();
}

/** A path segment that counts from 0. */
export function indexParam(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new ProblemError(problemOf("not_found"));
  return Number(text);
}

const answerHeaders = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

const jsonHeaders = { ...answerHeaders, "content-type": "application/json; charset=utf-8" };

/** An answer with a JSON body. */
export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: jsonHeaders });
}

/** An answer that only says that it is done. */
export function noContent(): Response {
  return new Response(null, { status: 204, headers: answerHeaders });
}

/** A refusal, as `application/problem+json`. */
function problemResponse(problem: Problem): Response {
  const headers: Record<string, string> = { ...jsonHeaders, "content-type": "application/problem+json" };
  if (problem.retryAfterSeconds !== undefined)
    headers["retry-after"] = String(Math.max(0, Math.ceil(problem.retryAfterSeconds)));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** What stands at no address of ours below /api: words for a program, where Next would draw a whole page without a policy. */
export function unknownAddress(): Response {
  return problemResponse(problemOf("not_found"));
}

/** A zod refusal, naming the first field it is about. */
function invalidRequest(error: z.core.$ZodError): Problem {
  const [issue] = error.issues;
  const field = issue?.path.map(String).join(".");
  return problemOf("invalid_request", {
    detail: issue ? `${field ? `${field}: ` : ""}${issue.message}` : undefined,
    field: field || undefined,
  });
}

/**
 * Any error as the problem to tell. `internal` is what is left when nothing better is known. Faults, ours and of what we
 * depend on, are logged; the rest are ordinary refusals.
 */
export function problemFromError(error: unknown, where: string, session: Session | null): Problem {
  const problem = problemOfError(error, session);
  if (problem.status >= 500) logFault(where, error, session ? [session.token] : []);
  return problem;
}

function problemOfError(error: unknown, session: Session | null): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof LayerError || error instanceof StorageError) {
    const problem = error.toProblem();
    if (problem.code !== "token_refused" || !session) return problem;
    // The token was good when the session began, so it was revoked since: what is needed is a new sign-in.
    forgetAccess(session);
    return problemOf("signed_out", {
      detail: "Layer no longer accepts your token. Sign in again; nothing is lost.",
    });
  }
  if (error instanceof z.core.$ZodError) return invalidRequest(error);
  return problemOf("internal");
}

const stateChanging = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/**
 * Throws `origin_refused` for a state-changing request that does not come from our own pages. A browser always names the
 * origin of such a request, and another site cannot forge it.
 */
export function requireOwnOrigin(request: Request): void {
  if (stateChanging.has(request.method) && request.headers.get("origin") !== env().appOrigin)
    throw new ProblemError(problemOf("origin_refused"));
}

function readParams<R extends Readers>(
  readers: R,
  given: Record<string, string | string[] | undefined>,
): Params<R> {
  const params: Partial<Params<R>> = {};
  for (const name of Object.keys(readers) as Array<keyof R & string>) {
    const text = given[name];
    if (typeof text !== "string") throw new ProblemError(problemOf("not_found"));
    params[name] = readers[name]?.(text) as Params<R>[typeof name];
  }
  return params as Params<R>;
}

/**
 * Wraps every signed-in route: origin, session and path are checked before `run`, and whatever it throws becomes a
 * problem in words. `run` answers with `json`, `noContent` or a response of its own.
 */
export function handle<R extends Readers>(
  readers: R,
  run: (call: RouteCall<R>) => Promise<Response>,
): (request: Request, context: RouteContext) => Promise<Response> {
  return async (request, context) => {
    let session: Session | null = null;
    try {
      requireOwnOrigin(request);
      session = await sessionOf(request);
      if (!session) throw new ProblemError(problemOf("signed_out"));
      const params = readParams(readers, await context.params);
      const queryStart = request.url.indexOf("?");
      const query = new URLSearchParams(queryStart < 0 ? "" : request.url.slice(queryStart + 1));
      return await run({ request, session, params, query });
    } catch (error) {
      // Nobody reads an answer to a request that was given up.
      if (request.signal.aborted) return new Response(null, { status: 499, headers: answerHeaders });
      const path = request.url.split("?")[0] ?? "";
      return problemResponse(problemFromError(error, `${request.method} ${path}`, session));
    }
  };
}

const maxJsonBytes = 2_000_000;

/** The request's JSON body, checked. Throws `invalid_request`, naming the field. */
export async function readJson<Value>(
  request: Request,
  schema: z.core.$ZodType<Value>,
  { maxBytes = maxJsonBytes } = {},
): Promise<Value> {
  const text = await readBounded(request, maxBytes);
  if (text === null)
    throw new ProblemError(problemOf("invalid_request", { detail: "The request is too large." }));
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(text));
  } catch {
    throw new ProblemError(problemOf("invalid_request", { detail: "The request is not JSON." }));
  }
  return z.core.parse(schema, value);
}

/** The whole body, or null when it is longer than `maxBytes`: it is measured as it arrives, not by what it claims. */
export async function readBounded(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  if (!request.body) return new Uint8Array(0);
  // What is announced is only a guess at how much room it needs; each part is put where it belongs and let go at once.
  const announced = Number(request.headers.get("content-length") ?? 0);
  let whole = new Uint8Array(announced > 0 && announced <= maxBytes ? announced : 0);
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return whole.subarray(0, length);
    const end = length + value.byteLength;
    if (end > maxBytes) {
      void readAway(reader);
      return null;
    }
    if (end > whole.byteLength) {
      const larger = new Uint8Array(Math.min(maxBytes, Math.max(end, 2 * whole.byteLength)));
      larger.set(whole.subarray(0, length));
      whole = larger;
    }
    whole.set(value, length);
    length = end;
  }
}

/**
 * Lets the rest of a refused body pass by, kept nowhere. Were it left unread, the next request on the same connection
 * would wait behind it until the connection is cut (measured: 6 s, then a reset); Node ends one that never ends.
 */
export async function readAway(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The sender went away, and its connection with it.
  }
}

const pageQuery = z.object({
  cursor: z.string().min(1).max(4_000).nullable(),
  limit: z.coerce.number().int().min(1).max(100),
});

/** `cursor` and `limit` of a list request; the limit is Layer's, 1 to 100, 20 where none is given. */
export function pageOf(query: URLSearchParams): { cursor: string | null; limit: number } {
  return pageQuery.parse({ cursor: query.get("cursor") || null, limit: query.get("limit") ?? 20 });
}
