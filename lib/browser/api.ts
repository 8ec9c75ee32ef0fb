import { type Problem, ProblemError, problemCodes, problemOf } from "../domain/problem";

interface ApiCall {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  signal?: AbortSignal;
  /** Goes on when the page is left; the body must be small. */
  isKeptAlive?: boolean;
}

/** Whether an answer is a refusal of our own. */
export function isProblem(body: unknown): body is Problem {
  return (
    typeof body === "object" &&
    body !== null &&
    "code" in body &&
    (problemCodes as readonly unknown[]).includes(body.code) &&
    "detail" in body &&
    typeof body.detail === "string"
  );
}

/** Why a request to our own server got no answer at all. Only a browser that knows that it has no network says `offline`. */
export function noAnswer(): Problem {
  return problemOf(navigator.onLine ? "easel_unreachable" : "offline");
}

/** The caller goes on in a task of its own. Not by a timer: those of a page in the background are held back. */
function ownTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/**
 * The one way the browser calls our own API. Throws ProblemError for every refusal, with `offline` or
 * `easel_unreachable` when no answer came, and lets an abort through as the DOMException it is.
 */
export async function api<Answer>(
  path: string,
  { method = "GET", body, signal, isKeptAlive = false }: ApiCall = {},
): Promise<Answer> {
  // Nobody waits for a read to the millisecond, and the reads that one draw of a page begins would be one long task.
  if (method === "GET") await ownTask();
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      method,
      signal: signal ?? null,
      keepalive: isKeptAlive,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProblemError(noAnswer(), { cause: error });
  }
  if (response.status === 204) return undefined as Answer;
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const answer: unknown = isJson ? await response.json().catch(() => null) : null;
  if (response.ok && answer !== null) return answer as Answer;
  if (isProblem(answer)) throw new ProblemError(answer);
  // Something between us and our own server answered, such as a proxy that is restarting it.
  throw new ProblemError(
    problemOf("internal", { detail: `Easel's server answered ${response.status}. Try again in a moment.` }),
  );
}

/** The problem in an error of any kind, so that every screen can put it in words. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return problemOf("internal");
}

/** `/workspaces/{id}` followed by the parts, each escaped. */
export function workspacePath(workspaceId: string, ...parts: string[]): string {
  return ["/workspaces", workspaceId, ...parts]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join("/");
}
