import { randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";

export type OriginName = "api" | "storage" | "media";

interface RequestEntry {
  at: number;
  origin: OriginName;
  method: string;
  path: string;
  /** Null while unanswered, and for good when the connection was cut. */
  status: number | null;
  /** The last four characters of the token that came along, if any: enough to tell people apart. */
  tokenTail: string | null;
  hasCookie: boolean;
  /** What a paid call asked for; null for every other, and for one whose body never came whole. */
  asked: unknown;
}

interface Fault {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  contentType?: string;
  /** Let the handler run, with its side effects, before the fault answers in its place. */
  executed?: boolean;
  reset?: "before" | "after";
  silenceMs?: number;
  redirect?: string;
  malformed?: boolean;
}

interface FaultOrder {
  match: { method?: string; path?: string; token?: string; origin?: OriginName };
  times: number;
  fault: Fault;
}

interface PlannedFault extends FaultOrder {
  id: string;
}

type Handler = (request: Request, env: HttpBindings) => Response | Promise<Response>;

// A benchmark sends hundreds of thousands of requests; older entries make room.
const longestLog = 50_000;

/** What stands before each origin: it writes down every request and lets planned faults happen. */
export class FrontDoor {
  private readonly log: Array<RequestEntry & { token: string | null }> = [];
  private faults: PlannedFault[] = [];
  private readonly silences = new Set<() => void>();

  planFault(order: FaultOrder): string {
    const id = randomUUID();
    this.faults.push({ ...order, id });
    return id;
  }

  plannedFaults(): ReadonlyArray<{ id: string; times: number }> {
    return this.faults.map(({ id, times }) => ({ id, times }));
  }

  /** Forgets every fault, or only those that wait for one person's token. */
  clearFaults(token: string | null): void {
    this.faults = token === null ? [] : this.faults.filter((planned) => planned.match.token !== token);
  }

  /** The requests seen so far, oldest first, without their tokens. */
  requests(filter: { token: string | null; path: RegExp | null; origin: string | null }): RequestEntry[] {
    return this.log
      .filter(
        (entry) =>
          (filter.token === null || entry.token === filter.token) &&
          (filter.origin === null || entry.origin === filter.origin) &&
          (filter.path === null || filter.path.test(entry.path)),
      )
      .map(({ token: _token, ...entry }) => entry);
  }

  /** Ends every silence at once, so that closing the sandbox does not wait for them. */
  close(): void {
    for (const end of this.silences) {
      end();
    }
  }

  guard(origin: OriginName, handler: Handler): Handler {
    return async (request, env) => {
      const url = new URL(request.url);
      const path = `${url.pathname}${url.search}`;
      if (origin === "api" && url.pathname.startsWith("/_control")) {
        return handler(request, env);
      }
      const token = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
      const entry = {
        at: Date.now(),
        origin,
        method: request.method,
        path,
        status: null as number | null,
        token,
        tokenTail: token === null ? null : token.slice(-4),
        hasCookie: request.headers.has("cookie"),
        asked: null as unknown,
      };
      this.log.push(entry);
      if (origin === "api" && request.method === "POST" && /\/(inferences|runs)$/.test(url.pathname)) {
        request
          .clone()
          .json()
          .then(
            (body: unknown) => {
              entry.asked = body;
            },
            () => undefined,
          );
      }
      if (this.log.length > longestLog) {
        this.log.splice(0, longestLog / 10);
      }
      const fault = this.takeFault(origin, request.method, path, token);
      const response =
        fault === undefined ? await handler(request, env) : await this.suffer(fault, request, env, handler);
      entry.status = response === RESPONSE_ALREADY_SENT ? null : response.status;
      return response;
    };
  }

  private takeFault(
    origin: OriginName,
    method: string,
    path: string,
    token: string | null,
  ): Fault | undefined {
    const planned = this.faults.find(
      ({ match }) =>
        (match.origin ?? "api") === origin &&
        (match.method === undefined || match.method.toUpperCase() === method) &&
        (match.token === undefined || match.token === token) &&
        (match.path === undefined || new RegExp(match.path).test(path)),
    );
    if (planned === undefined) {
      return undefined;
    }
    planned.times -= 1;
    if (planned.times <= 0) {
      this.faults = this.faults.filter((other) => other !== planned);
    }
    return planned.fault;
  }

  private async suffer(
    fault: Fault,
    request: Request,
    env: HttpBindings,
    handler: Handler,
  ): Promise<Response> {
    if (fault.reset === "before") {
      return hangUp(env);
    }
    if (fault.reset === "after") {
      await (await handler(request, env)).arrayBuffer();
      return hangUp(env);
    }
    if (fault.silenceMs !== undefined) {
      // The run has begun by now: silence is the case in which the caller cannot know.
      const response = await handler(request, env);
      await this.keepSilent(fault.silenceMs, env);
      return response;
    }
    if (fault.malformed === true) {
      const text = await (await handler(request, env)).text();
      return new Response(`${text.slice(0, Math.max(1, text.length - 7))},,`, {
        status: 200,
        headers: { "content-type": "application/json" },
      });
    }
    if (fault.executed === true) {
      await (await handler(request, env)).arrayBuffer();
    }
    if (fault.redirect !== undefined) {
      return new Response(null, {
        status: fault.status ?? 307,
        headers: { ...fault.headers, location: fault.redirect },
      });
    }
    return plannedAnswer(fault);
  }

  private keepSilent(ms: number, env: HttpBindings): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.silences.delete(end);
        env.outgoing.off("close", end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.silences.add(end);
      env.outgoing.on("close", end);
    });
  }
}

function hangUp(env: HttpBindings): Response {
  env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

const problemNames: Readonly<Record<number, string>> = {
  401: "UNAUTHENTICATED",
  402: "INSUFFICIENT_BALANCE",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  422: "INVALID_INPUTS",
  429: "RATE_LIMITED",
  500: "INTERNAL_ERROR",
};

/** Without a body of its own, a planned status speaks as Layer would; an undeclared one as a proxy in between. */
function plannedAnswer(fault: Fault): Response {
  const status = fault.status ?? 500;
  const name = problemNames[status];
  const [body, contentType] =
    fault.body !== undefined
      ? [typeof fault.body === "string" ? fault.body : JSON.stringify(fault.body), "application/json"]
      : name === undefined
        ? [`<html><body><h1>${status}</h1></body></html>`, "text/html"]
        : [
            JSON.stringify({
              type: `https://api.layer.ai/errors/${name}`,
              title: "Planned fault",
              status,
              detail: "The sandbox was told to answer so.",
            }),
            "application/problem+json",
          ];
  return new Response(status === 204 || status === 304 ? null : body, {
    status,
    headers: { "content-type": fault.contentType ?? contentType, ...fault.headers },
  });
}
