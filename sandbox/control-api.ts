import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { z } from "zod";
import { ApiProblem } from "./api-problem";
import type { FrontDoor } from "./front-door";
import type { Clock } from "./parts";
import { readBody } from "./request-bodies";
import type { RunDesk } from "./run-desk";
import { isUuid } from "./stable-id";
import { type StudioWorld, sandboxTokens } from "./studio-world";

interface ControlOptions {
  world: StudioWorld;
  desk: RunDesk;
  door: FrontDoor;
  clock: Clock;
  storage: Hono | undefined;
}

const rights = z.enum(["full", "read"]);

const workspaceOrder = z.object({
  name: z.string().min(1).default("Proving Ground"),
  balance: z.number().default(1_000),
  tokenRights: rights.default("full"),
  concurrentRuns: z.int().positive().default(5),
  extraModels: z.int().min(0).max(20_000).default(0),
});

const tokenOrder = z.object({
  workspaceIds: z.array(z.string().refine(isUuid)).min(1),
  rights: rights.default("full"),
});

const faultOrder = z.object({
  match: z
    .object({
      method: z.string(),
      path: z.string(),
      token: z.string(),
      origin: z.enum(["api", "storage", "media"]),
    })
    .partial()
    .default({}),
  times: z.int().positive().default(1),
  fault: z
    .strictObject({
      status: z.int().min(200).max(599),
      headers: z.record(z.string(), z.string()),
      body: z.unknown(),
      contentType: z.string(),
      executed: z.boolean(),
      reset: z.enum(["before", "after"]),
      silenceMs: z.int().positive(),
      redirect: z.string(),
      malformed: z.boolean(),
    })
    .partial(),
});

const endOrder = z.object({
  workspaceId: z.string().refine(isUuid),
  end: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("fails"),
      inStep: z.int().min(0),
      error: z.string().default("The step failed."),
      errorCode: z.string().default("STEP_FAILED"),
    }),
    z.object({ kind: z.literal("cancelled"), inStep: z.int().min(0) }),
  ]),
});

const clockOrder = z.object({ advanceMs: z.number().min(0) });

/** The strings by which tests and people move the sandbox; no part of Layer, so they live outside `/v1`. */
export function createControlApi({
  world,
  desk,
  door,
  clock,
  storage,
}: ControlOptions): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.use(async (context, next) => {
    const address = context.env.incoming.socket.remoteAddress ?? "";
    if (address !== "::1" && !/^(::ffff:)?127\./.test(address)) {
      throw new ApiProblem("FORBIDDEN", "The control endpoints answer this machine only.");
    }
    await next();
  });

  app.get("/", (context) =>
    context.json({ tokens: sandboxTokens, now: new Date(clock.now()).toISOString() }),
  );

  app.post("/workspaces", async (context) => {
    const order = await readBody(context.req.raw, workspaceOrder);
    const workspace = world.createWorkspace(order);
    const token = world.createToken({
      name: `Tester of ${order.name}`,
      rights: order.tokenRights,
      workspaces: [workspace],
    });
    return context.json({ workspaceId: workspace.workspaceId, token }, 201);
  });

  app.post("/tokens", async (context) => {
    const order = await readBody(context.req.raw, tokenOrder);
    const workspaces = order.workspaceIds.map((workspaceId) => {
      const workspace = world.findWorkspace(workspaceId);
      if (workspace === undefined) {
        throw new ApiProblem("WORKSPACE_NOT_FOUND", `Workspace ${workspaceId} was not found.`);
      }
      return workspace;
    });
    return context.json(
      { token: world.createToken({ name: "Tester", rights: order.rights, workspaces }) },
      201,
    );
  });

  app.delete("/tokens/:token", (context) => {
    if (!world.revokeToken(context.req.param("token"))) {
      throw new ApiProblem("NOT_FOUND", "There is no such token.");
    }
    return context.body(null, 204);
  });

  app.post("/faults", async (context) => {
    const order = await readBody(context.req.raw, faultOrder);
    try {
      RegExp(order.match.path ?? "");
    } catch (error) {
      throw new ApiProblem("INVALID_INPUTS", `match.path: ${String(error)}`);
    }
    return context.json({ id: door.planFault(order) }, 201);
  });

  app.get("/faults", (context) => context.json({ faults: door.plannedFaults() }));

  app.delete("/faults", (context) => {
    door.clearFaults(context.req.query("token") ?? null);
    return context.body(null, 204);
  });

  app.post("/ends", async (context) => {
    const { workspaceId, end } = await readBody(context.req.raw, endOrder);
    desk.planEnd({ workspaceId: workspaceId.toLowerCase(), fate: end });
    return context.body(null, 204);
  });

  app.post("/clock", async (context) => {
    const { advanceMs } = await readBody(context.req.raw, clockOrder);
    clock.advance(advanceMs);
    desk.settleAll();
    return context.json({ now: new Date(clock.now()).toISOString() });
  });

  app.get("/requests", (context) => {
    const path = context.req.query("path");
    const requests = door.requests({
      token: context.req.query("token") ?? null,
      origin: context.req.query("origin") ?? null,
      path: path === undefined ? null : new RegExp(path),
    });
    const counts = { api: 0, storage: 0, media: 0 };
    for (const entry of requests) {
      counts[entry.origin] += 1;
    }
    return context.json({ counts, requests });
  });

  if (storage !== undefined) {
    app.route("/storage", storage);
  }
  return app;
}
