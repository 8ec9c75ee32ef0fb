import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { ApiProblem } from "./api-problem";
import { createControlApi } from "./control-api";
import { FrontDoor, type OriginName } from "./front-door";
import { createLayerApi } from "./layer-api";
import { createMediaHost } from "./media/media-host";
import { createMemoryFileStore } from "./memory-file-store";
import { createMovableClock } from "./movable-clock";
import { RunDesk } from "./run-desk";
import { createStorageHost } from "./storage/storage-host";
import { StudioWorld, sandboxTokens } from "./studio-world";

export interface Sandbox {
  /** Layer's base with `/v1`, for LAYER_API_URL. */
  apiUrl: string;
  controlUrl: string;
  storageOrigin: string;
  mediaOrigin: string;
  tokens: typeof sandboxTokens;
  close(): Promise<void>;
}

interface SandboxOptions {
  /** Port 0, the default, takes any free one. */
  apiPort?: number;
  storagePort?: number;
  mediaPort?: number;
  /** Runs take their model's usual time divided by this; 4 when absent. */
  speed?: number;
}

/** Starts the local Layer: three origins on loopback, one memory, gone when closed. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = createMovableClock();
  const files = createMemoryFileStore();
  const door = new FrontDoor();
  const gates = await Promise.all([
    openGate("api", options.apiPort ?? 0, door),
    openGate("storage", options.storagePort ?? 0, door),
    openGate("media", options.mediaPort ?? 0, door),
  ]);
  const [apiGate, storageGate, mediaGate] = gates;

  const storage = createStorageHost({ origin: storageGate.origin, clock, files });
  const media = createMediaHost({ origin: mediaGate.origin, clock, files });
  const world = new StudioWorld(clock);
  const desk = new RunDesk(clock, media);

  const api = new Hono<{ Bindings: HttpBindings }>();
  const layer = createLayerApi({ world, desk, storage, files, clock, speed: options.speed ?? 4 });
  const layerMethods = layer.routes.map(({ path, method }) => ({ path: pathPattern(`/v1${path}`), method }));
  api.route("/v1", layer);
  api.route("/_control", createControlApi({ world, desk, door, clock, storage: storage.control }));
  api.notFound((context) => {
    const allowed = layerMethods
      .filter(({ path }) => path.test(context.req.path))
      .map(({ method }) => method);
    const problem =
      allowed.length === 0
        ? new ApiProblem("NOT_FOUND", `There is nothing at ${context.req.path}.`)
        : new ApiProblem("METHOD_NOT_ALLOWED", `${context.req.method} is not allowed here.`, {
            allow: [...new Set(allowed)].join(", "),
          });
    return problem.toResponse();
  });
  api.onError((error) =>
    (error instanceof ApiProblem ? error : new ApiProblem("INTERNAL_ERROR", error.message)).toResponse(),
  );

  apiGate.serve((request, env) => api.fetch(request, env));
  storageGate.serve((request, env) => storage.app.fetch(request, env));
  mediaGate.serve((request, env) => media.app.fetch(request, env));

  return {
    apiUrl: `${apiGate.origin}/v1`,
    controlUrl: `${apiGate.origin}/_control`,
    storageOrigin: storageGate.origin,
    mediaOrigin: mediaGate.origin,
    tokens: sandboxTokens,
    async close() {
      door.close();
      await Promise.all(gates.map((gate) => gate.close()));
    },
  };
}

function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`);
}

const notYetOpen = (): Response => new Response("starting", { status: 503 });

type Handler = (request: Request, env: HttpBindings) => Response | Promise<Response>;

interface Gate {
  origin: string;
  serve(handler: Handler): void;
  close(): Promise<void>;
}

/** An origin that listens before its host exists, because the hosts need each other's addresses. */
async function openGate(name: OriginName, port: number, door: FrontDoor): Promise<Gate> {
  let handler: Handler = notYetOpen;
  const guarded = door.guard(name, (request, env) => handler(request, env));
  const listener = getRequestListener((request, env) => guarded(request, env as HttpBindings), {
    // The tests run in this process too, and their fetch must stay Node's own.
    overrideGlobalObjects: false,
  });
  const servers = await listenOnLoopback(port, () =>
    createServer((request, response) => void listener(request, response)),
  );
  // A pooled connection that Node closes after its usual five seconds would look like a fault nobody planned.
  for (const server of servers) {
    server.keepAliveTimeout = 60_000;
  }
  const { port: actualPort } = servers[0].address() as AddressInfo;
  return {
    // Files lie on another host than any page, as they do at Layer: cookies know hosts, not ports.
    origin: `http://${name === "media" ? "127.0.0.1" : "localhost"}:${actualPort}`,
    serve(next) {
      handler = next;
    },
    async close() {
      await Promise.all(
        servers.map(
          (server) =>
            new Promise<void>((resolve) => {
              server.close(() => resolve());
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
}

/**
 * Both loopback addresses on one port, because "localhost" is either of them depending on who resolves it.
 * A machine without IPv6 gets the first alone. Throws when a fixed port is taken.
 */
async function listenOnLoopback(port: number, make: () => Server): Promise<[Server, ...Server[]]> {
  const four = await listen(make(), port, "127.0.0.1");
  const taken = (four.address() as AddressInfo).port;
  try {
    return [four, await listen(make(), taken, "::1")];
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") {
      return [four];
    }
    await new Promise((resolve) => four.close(resolve));
    // With any port allowed, a stranger on its IPv6 twin is no reason to fail: another port will do.
    if (code === "EADDRINUSE" && port === 0) {
      return listenOnLoopback(0, make);
    }
    throw error;
  }
}

function listen(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}
