import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Budgets } from "@/lib/domain/budget";
import type { Generation } from "@/lib/domain/generation";
import type { Model, ModelPage } from "@/lib/domain/model";
import type { Problem } from "@/lib/domain/problem";
import type { UploadTicket } from "@/lib/domain/upload-rules";
import type { WorkflowPage } from "@/lib/domain/workflow";
import type { Workspace, WorkspacePage } from "@/lib/domain/workspace";
import { type Sandbox, startSandbox } from "@/sandbox/sandbox";
import { startEmbeddedPostgres } from "@/scripts/embedded-postgres.mjs";
import type { RouteContext } from "./handle";
import { journal } from "./journal";
import { personIdOf } from "./person";
import { type SealedUpload, sealUpload } from "./tickets";

const secret = "0123456789abcdef0123456789abcdef";
const appOrigin = "http://localhost:3000";
/** Whom EASEL_ADMINS names. */
const leadId = "f".repeat(32);

type Handler = (request: Request, context: RouteContext) => Promise<Response>;
type Routes = Record<string, Partial<Record<string, Handler>>>;

/** Every route of ours below /api, by its path; next-auth's is held by its own test. */
const routes: Routes = {};
let sandbox: Sandbox;
let database: { databaseUrl: string; stop: () => Promise<void> };
let spy: { server: Server; origin: string; requests: string[] };

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 50 });
  database = await startEmbeddedPostgres();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(200).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  spy = { server, requests, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  process.env.AUTH_SECRET = secret;
  process.env.DATABASE_URL = database.databaseUrl;
  process.env.LAYER_API_URL = sandbox.apiUrl;
  process.env.LAYER_STORAGE_ORIGINS = `${sandbox.storageOrigin},${spy.origin}`;
  process.env.LAYER_MEDIA_ORIGINS = sandbox.mediaOrigin;
  // The strictest deployment: no browser ever learns an address of the storage host.
  process.env.UPLOAD_TRANSPORT = "relay";
  process.env.EASEL_ADMINS = leadId;
  const found = import.meta.glob<Partial<Record<string, Handler>>>(
    "/app/api/{workspaces,health}/**/route.ts",
  );
  for (const [file, load] of Object.entries(found))
    routes[file.replace("/app", "").replace("/route.ts", "")] = await load();
});

afterAll(async () => {
  await journal().close();
  spy.server.close();
  await sandbox.close();
  await database.stop();
});

interface Studio {
  token: string;
  workspaceId: string;
  cookie: string;
}

async function cookieFor(token: string, personId = personIdOf(token)): Promise<string> {
  const sealed = await encode({
    secret,
    token: { layerToken: token, personId, personName: "Ada" },
  });
  return `next-auth.session-token=${sealed}`;
}

async function control<Answer>(path: string, body?: unknown, method = "POST"): Promise<Answer> {
  const response = await fetch(`${sandbox.controlUrl}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return (text === "" ? null : JSON.parse(text)) as Answer;
}

/** A workspace and a person of a test's own, so that tests neither see nor count each other. */
async function openStudio(): Promise<Studio> {
  const { token, workspaceId } = await control<{ token: string; workspaceId: string }>("/workspaces", {
    name: "Test studio",
  });
  return { token, workspaceId, cookie: await cookieFor(token) };
}

interface Asked {
  path: string;
}

async function requestsOf(token: string): Promise<string[]> {
  const answer = await control<{ requests: Asked[] }>(
    `/requests?token=${encodeURIComponent(token)}`,
    undefined,
    "GET",
  );
  return answer.requests.map(({ path }) => path);
}

async function requestsAt(origin: "api" | "storage" | "media"): Promise<number> {
  return (await control<{ requests: Asked[] }>(`/requests?origin=${origin}`, undefined, "GET")).requests
    .length;
}

interface Call {
  cookie?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  bytes?: Uint8Array<ArrayBuffer>;
  origin?: string | null;
}

/** Calls the route behind a path with a real request, as Next would. */
async function call(path: string, { cookie, method = "GET", headers, body, bytes, origin }: Call = {}) {
  const { pathname } = new URL(path, appOrigin);
  const params: Record<string, string> = {};
  const pattern = Object.keys(routes)
    .toSorted((a, b) => a.split("[").length - b.split("[").length)
    .find((candidate) => {
      const names = candidate.split("/");
      const parts = pathname.split("/");
      return (
        names.length === parts.length && names.every((name, at) => name.startsWith("[") || name === parts[at])
      );
    });
  pattern?.split("/").forEach((name, at) => {
    params[name.replace(/[[\]]/g, "")] = pathname.split("/")[at] ?? "";
  });
  const handler = routes[pattern ?? ""]?.[method];
  if (!handler) throw new Error(`There is no route for ${method} ${path}`);
  const sent = new Headers(headers);
  if (cookie) sent.set("cookie", cookie);
  if (origin !== null) sent.set("origin", origin ?? appOrigin);
  if (bytes) sent.set("content-length", String(bytes.byteLength));
  const request = new Request(new URL(path, appOrigin), {
    method,
    headers: sent,
    body: bytes ?? (body === undefined ? null : JSON.stringify(body)),
  });
  return await handler(request, { params: Promise.resolve(params) });
}

async function problemOf(answer: Promise<Response> | Response): Promise<Problem> {
  const response = await answer;
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  return (await response.json()) as Problem;
}

async function answerOf<Answer>(answering: Promise<Response>): Promise<Answer> {
  const response = await answering;
  const text = await response.text();
  const cacheControl = response.headers.get("cache-control");
  if (response.status !== 200 || cacheControl !== "no-store")
    throw new Error(`Answered ${response.status}, ${cacheControl}: ${text}`);
  return JSON.parse(text) as Answer;
}

const inWorkspace = ({ workspaceId }: { workspaceId: string }, rest = "") =>
  `/api/workspaces/${workspaceId}${rest}`;

async function findModel({ workspaceId, cookie }: Studio, search: string): Promise<string> {
  const page = await answerOf<ModelPage>(
    call(inWorkspace({ workspaceId }, `/models?q=${encodeURIComponent(search)}`), { cookie }),
  );
  return page.models[0]?.id ?? "";
}

const modelRequest = (modelId: string, parameters: Record<string, unknown> = {}) => ({
  kind: "model",
  modelId,
  parameters: { prompt: "A lantern in fog", batchSize: 1, width: 512, height: 512, ...parameters },
  references: [],
  mask: null,
  sessionName: null,
});

/** Every route and method, with a path whose ids exist nowhere. */
function everyCall(): Array<[method: string, path: string]> {
  return Object.entries(routes)
    .filter(([path]) => path !== "/api/health")
    .flatMap(([path, handlers]) =>
      ["GET", "POST", "PUT", "PATCH", "DELETE"]
        .filter((method) => handlers[method])
        .map((method): [string, string] => [
          method,
          path.replace("[position]", "0").replace(/\[\w+\]/g, () => randomUUID()),
        ]),
    );
}

test("every route refuses who is signed out, and asks nobody", async () => {
  const before = [await requestsAt("api"), await requestsAt("storage"), await requestsAt("media")];
  const codes = await Promise.all(
    everyCall().map(async ([method, path]) => (await problemOf(call(path, { method }))).code),
  );
  expect(codes.length).toBeGreaterThanOrEqual(18);
  expect(new Set(codes)).toEqual(new Set(["signed_out"]));
  expect([await requestsAt("api"), await requestsAt("storage"), await requestsAt("media")]).toEqual(before);
});

test.each([
  ["another site", "https://evil.example"],
  ["no origin", null],
  ["an opaque origin", "null"],
])("every state-changing route refuses a request from %s, and asks nobody", async (_, origin) => {
  const { cookie, token } = await openStudio();
  const changing = everyCall().filter(([method]) => method !== "GET");
  const codes = await Promise.all(
    changing.map(async ([method, path]) => (await problemOf(call(path, { method, cookie, origin }))).code),
  );
  expect(codes.length).toBeGreaterThanOrEqual(6);
  expect(new Set(codes)).toEqual(new Set(["origin_refused"]));
  expect(await requestsOf(token)).toEqual([]);
});

test.each(["..", "%2e%2e", "1", "a/../b", "00000000-0000-0000-0000-00000000000g"])(
  "an id of %j is not found without anybody being asked",
  async (id) => {
    const { cookie, token, workspaceId } = await openStudio();
    const handler = routes["/api/workspaces/[workspaceId]/models/[modelId]"]?.GET;
    const answer = handler?.(new Request(`${appOrigin}/api`, { headers: { cookie } }), {
      params: Promise.resolve({ workspaceId, modelId: id }),
    });
    expect((await problemOf(answer ?? Response.error())).code).toBe("not_found");
    expect(await requestsOf(token)).toEqual([]);
  },
);

test("the workspaces of a token are listed page by page", async () => {
  const cookie = await cookieFor(sandbox.tokens.artist);
  const first = await answerOf<WorkspacePage>(call("/api/workspaces?limit=1", { cookie }));
  const second = await answerOf<WorkspacePage>(
    call(`/api/workspaces?limit=1&cursor=${encodeURIComponent(first.nextCursor ?? "")}`, { cookie }),
  );
  expect(first.workspaces).toHaveLength(1);
  expect(second.workspaces[0]?.id).not.toBe(first.workspaces[0]?.id);
});

test("models are found by words, kind and capability", async () => {
  const studio = await openStudio();
  const page = await answerOf<ModelPage>(
    call(inWorkspace(studio, "/models?modality=image&can=inpainting&limit=5"), studio),
  );
  expect(page.models).toHaveLength(5);
  expect(new Set(page.models.map(({ modality }) => modality))).toEqual(new Set(["image"]));
  expect(await requestsOf(studio.token)).toEqual([
    expect.stringMatching(/\/models\?(?=.*modality=image)(?=.*inpainting=true)(?=.*limit=5)/),
  ]);
});

test("one model comes with what it can do, and is asked for once a minute", async () => {
  const studio = await openStudio();
  const modelId = await findModel(studio, "Test card: instant");
  const before = (await requestsOf(studio.token)).length;
  const model = await answerOf<Model>(call(inWorkspace(studio, `/models/${modelId}`), studio));
  await answerOf<Model>(call(inWorkspace(studio, `/models/${modelId}`), studio));
  expect(model.capabilities.textPrompt).toBe(true);
  expect((await requestsOf(studio.token)).length).toBe(before + 1);
});

test("one workflow is found though Layer can only list them", async () => {
  const studio = await openStudio();
  const { workflows } = await answerOf<WorkflowPage>(
    call(inWorkspace(studio, "/workflows?limit=100"), studio),
  );
  const last = workflows.at(-1);
  const found = await answerOf(call(inWorkspace(studio, `/workflows/${last?.id}`), studio));
  expect(found).toEqual(last);
  expect((await problemOf(call(inWorkspace(studio, `/workflows/${randomUUID()}`), studio))).code).toBe(
    "not_found",
  );
});

test("an estimate is Layer's own number", async () => {
  const studio = await openStudio();
  const request = modelRequest(await findModel(studio, "Test card: instant"), { batchSize: 3 });
  const estimate = await answerOf(
    call(inWorkspace(studio, "/estimates"), { ...studio, method: "POST", body: request }),
  );
  expect(estimate).toMatchObject({
    priceCreativeUnits: 3,
    availableCreativeUnits: 1_000,
    isAffordable: true,
  });
});

test("a wrong field is named, and Layer is not asked", async () => {
  const studio = await openStudio();
  const body = modelRequest(randomUUID(), { batchSize: 99 });
  const problem = await problemOf(
    call(inWorkspace(studio, "/estimates"), { ...studio, method: "POST", body }),
  );
  expect(problem).toMatchObject({ status: 422, code: "invalid_request", field: "parameters.batchSize" });
  expect(await requestsOf(studio.token)).toEqual([]);
});

test.each([
  "/usage?from=0000-01-01",
  "/generations/changes?since=0000-01-01T00:00:00Z",
  "/generations/changes?since=yesterday",
  `/generations?cursor=${Buffer.from(`999999999999999 ${randomUUID()}`).toString("base64url")}`,
  `/uploads?cursor=${Buffer.from(`999999999999999 ${randomUUID()}`).toString("base64url")}`,
])("a moment that nothing happened at (%s) is refused in words", async (path) => {
  const studio = await openStudio();
  expect(await problemOf(call(inWorkspace(studio, path), studio))).toMatchObject({
    status: 422,
    code: "invalid_request",
  });
});

test("a token revoked after sign-in is a sign-out, at once and everywhere", async () => {
  const studio = await openStudio();
  await answerOf<Workspace>(call(inWorkspace(studio), studio));
  await control(`/tokens/${studio.token}`, undefined, "DELETE");
  expect((await problemOf(call(inWorkspace(studio, "/models"), studio))).code).toBe("signed_out");
  // Its access was cached a moment ago; what Layer said since counts.
  expect((await problemOf(call(inWorkspace(studio, "/uploads"), studio))).code).toBe("signed_out");
});

test.each([
  [{ status: 500 }, "layer_failed"],
  [{ status: 502, contentType: "text/html", body: "<html>bad gateway</html>" }, "layer_failed"],
  [{ malformed: true }, "layer_unreadable"],
  [{ reset: "before" }, "layer_unreachable"],
  [{ status: 403 }, "forbidden"],
  [{ status: 402 }, "not_enough_creative_units"],
])("a fault of Layer's like %j is the problem %s", async (fault, code) => {
  const studio = await openStudio();
  await control("/faults", { match: { token: studio.token }, times: 5, fault });
  expect((await problemOf(call(inWorkspace(studio, "/models"), studio))).code).toBe(code);
  await control(`/faults?token=${studio.token}`, undefined, "DELETE");
});

test("history is shown only to someone whose token reaches the workspace", async () => {
  const [mine, theirs] = [await openStudio(), await openStudio()];
  const paths = [
    "/uploads",
    "/generations",
    "/generations/changes",
    `/generations/${randomUUID()}/assets/0`,
    `/models/results?each=8&id=${randomUUID()}`,
  ];
  const codes = await Promise.all(
    paths.map(
      async (path) => (await problemOf(call(inWorkspace(theirs, path), { cookie: mine.cookie }))).code,
    ),
  );
  expect(codes).toEqual(paths.map(() => "not_found"));
});

test("a page of requests asks Layer once whether the person may", async () => {
  const studio = await openStudio();
  await Promise.all(
    Array.from({ length: 10 }, () => answerOf(call(inWorkspace(studio, "/uploads"), studio))),
  );
  await answerOf(call(inWorkspace(studio, "/uploads"), studio));
  expect(await requestsOf(studio.token)).toHaveLength(1);
});

const png = (sizeBytes: number) => {
  const bytes = new Uint8Array(sizeBytes).fill(7);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
};

async function startUpload(studio: Studio, file: Record<string, unknown>): Promise<UploadTicket> {
  const answer = await call(inWorkspace(studio, "/uploads"), { ...studio, method: "POST", body: file });
  expect(answer.status).toBe(201);
  return (await answer.json()) as UploadTicket;
}

const chunk = (studio: Studio, ticket: string, offset: number, bytes: Uint8Array<ArrayBuffer>) =>
  call(inWorkspace(studio, "/uploads/chunk"), {
    ...studio,
    method: "PUT",
    headers: { "upload-ticket": ticket, "upload-offset": String(offset) },
    bytes,
  });

const query = (studio: Studio, ticket: string) =>
  call(inWorkspace(studio, "/uploads/chunk"), {
    ...studio,
    method: "PUT",
    headers: { "upload-ticket": ticket, "upload-query": "1" },
  });

test("a file goes up in chunks, says how far it is, and stands in the list once, with who sent it", async () => {
  const studio = await openStudio();
  const file = png(4_194_304 + 1_000);
  const upload = await startUpload(studio, {
    name: "C:\\art\\hero.png",
    contentType: "image/png",
    sizeBytes: file.length,
  });
  expect(await answerOf(query(studio, upload.ticket))).toEqual({ offset: 0, isDone: false });
  const half = file.slice(0, upload.chunkBytes);
  expect(await answerOf(chunk(studio, upload.ticket, 0, half))).toEqual({ offset: 4_194_304, isDone: false });
  const rest = file.slice(upload.chunkBytes);
  const done = {
    offset: file.length,
    isDone: true,
    storedSizeBytes: file.length,
    crc32c: expect.stringMatching(/^.{6}==$/) as string,
  };
  expect(await answerOf(chunk(studio, upload.ticket, upload.chunkBytes, rest))).toEqual(done);
  expect(await answerOf(query(studio, upload.ticket))).toEqual(done);
  expect(await answerOf(call(inWorkspace(studio, "/uploads"), studio))).toEqual({
    files: [
      {
        fileId: upload.fileId,
        name: "hero.png",
        contentType: "image/png",
        sizeBytes: file.length,
        personName: "Ada",
        isMine: true,
        uploadedAt: expect.any(String),
        hasThumbnail: false,
        usedCount: 0,
        lastUsedIn: null,
      },
    ],
    nextCursor: null,
  });
});

test("a cancelled upload is gone at the storage host", async () => {
  const studio = await openStudio();
  const upload = await startUpload(studio, { name: "hero.png", contentType: "image/png", sizeBytes: 1_000 });
  const cancelled = await call(inWorkspace(studio, "/uploads/chunk"), {
    ...studio,
    method: "DELETE",
    headers: { "upload-ticket": upload.ticket },
  });
  expect(cancelled.status).toBe(204);
  expect((await query(studio, upload.ticket)).status).toBeGreaterThanOrEqual(400);
});

test("who no longer reaches the workspace sends nothing more into it, though the ticket lives on", async () => {
  const studio = await openStudio();
  const upload = await startUpload(studio, { name: "hero.png", contentType: "image/png", sizeBytes: 1_000 });
  await control("/faults", {
    match: { method: "GET", path: `/workspaces/${studio.workspaceId}$`, token: studio.token },
    times: 3,
    fault: { status: 404 },
  });
  const before = await requestsAt("storage");
  const answers = [
    await chunk(studio, upload.ticket, 0, png(1_000)),
    await query(studio, upload.ticket),
    await call(inWorkspace(studio, "/uploads/chunk"), {
      ...studio,
      method: "DELETE",
      headers: { "upload-ticket": upload.ticket },
    }),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
  expect(await requestsAt("storage")).toBe(before);
});

test.each([
  ["a type Layer does not take", { contentType: "image/gif" }, "upload_type"],
  ["a word that every object has", { contentType: "constructor" }, "upload_type"],
  ["nothing in it", { sizeBytes: 0 }, "upload_size"],
  ["64 MB and a byte", { sizeBytes: 64_000_001 }, "upload_size"],
  ["no name", { name: "  " }, "invalid_request"],
  ["half a byte", { sizeBytes: 1.5 }, "invalid_request"],
])("a file with %s is refused before Layer is asked", async (_, change, code) => {
  const studio = await openStudio();
  const body = { name: "hero.png", contentType: "image/png", sizeBytes: 1_000, ...change };
  expect(
    (await problemOf(call(inWorkspace(studio, "/uploads"), { ...studio, method: "POST", body }))).code,
  ).toBe(code);
  expect(await requestsOf(studio.token)).toEqual([]);
});

test("a file whose bytes are not of its type is stopped at its first chunk", async () => {
  const studio = await openStudio();
  const upload = await startUpload(studio, { name: "hero.png", contentType: "image/png", sizeBytes: 1_000 });
  const before = await requestsAt("storage");
  const html = new TextEncoder().encode("<html>".padEnd(1_000));
  expect((await problemOf(chunk(studio, upload.ticket, 0, html))).code).toBe("upload_type");
  expect(await requestsAt("storage")).toBe(before);
});

test.each([
  ["is empty", 0, 0],
  ["is longer than 4 MiB", 0, 4_194_305],
  ["ends beyond the file", 4_194_304, 1_000_000],
  ["is neither the last nor a multiple of 256 KiB", 0, 300_000],
])("a chunk that %s never reaches the storage host", async (_, offset, sizeBytes) => {
  const studio = await openStudio();
  const upload = await startUpload(studio, { name: "a.png", contentType: "image/png", sizeBytes: 5_000_000 });
  const before = await requestsAt("storage");
  const bytes = png(Math.max(sizeBytes, 8)).slice(0, sizeBytes);
  expect((await problemOf(chunk(studio, upload.ticket, offset, bytes))).code).toBe("invalid_request");
  expect(await requestsAt("storage")).toBe(before);
});

test("a chunk that was cut short on its way is refused, not stored", async () => {
  const studio = await openStudio();
  const upload = await startUpload(studio, { name: "a.png", contentType: "image/png", sizeBytes: 1_000 });
  const handler = routes["/api/workspaces/[workspaceId]/uploads/chunk"]?.PUT;
  const cut = new Request(`${appOrigin}${inWorkspace(studio, "/uploads/chunk")}`, {
    method: "PUT",
    headers: {
      cookie: studio.cookie,
      origin: appOrigin,
      "upload-ticket": upload.ticket,
      "upload-offset": "0",
      "content-length": "1000",
    },
    body: png(900),
  });
  const before = await requestsAt("storage");
  const answer = handler?.(cut, { params: Promise.resolve({ workspaceId: studio.workspaceId }) });
  expect((await problemOf(answer ?? Response.error())).code).toBe("invalid_request");
  expect(await requestsAt("storage")).toBe(before);
});

const quantum = 262_144;

test.each([
  ["ends too soon", quantum - 100],
  ["does not end where it should", quantum + 100],
])(
  "a later chunk that %s is refused, never stored as if it were whole, and goes up again",
  async (_, arriving) => {
    const studio = await openStudio();
    const file = png(3 * quantum);
    const upload = await startUpload(studio, {
      name: "a.png",
      contentType: "image/png",
      sizeBytes: file.length,
    });
    await answerOf(chunk(studio, upload.ticket, 0, file.slice(0, quantum)));
    const handler = routes["/api/workspaces/[workspaceId]/uploads/chunk"]?.PUT;
    const cut = new Request(`${appOrigin}${inWorkspace(studio, "/uploads/chunk")}`, {
      method: "PUT",
      headers: {
        cookie: studio.cookie,
        origin: appOrigin,
        "upload-ticket": upload.ticket,
        "upload-offset": String(quantum),
        "content-length": String(quantum),
      },
      body: file.slice(quantum, quantum + arriving),
    });
    const answer = handler?.(cut, { params: Promise.resolve({ workspaceId: studio.workspaceId }) });
    expect((await problemOf(answer ?? Response.error())).code).toBe("invalid_request");
    expect(await answerOf(query(studio, upload.ticket))).toEqual({ offset: quantum, isDone: false });
    const rest = answerOf(chunk(studio, upload.ticket, quantum, file.slice(quantum)));
    expect(await rest).toMatchObject({ isDone: true, storedSizeBytes: file.length });
  },
);

const flipped = (text: string, at: number) => {
  const bytes = Buffer.from(text, "base64url");
  bytes[at < 0 ? bytes.length + at : at] = (bytes.at(at) ?? 0) ^ 1;
  return bytes.toString("base64url");
};

test.each<[string, (good: SealedUpload, cookie: string) => string]>([
  ["absent", () => ""],
  ["nonsense", () => "nonsense"],
  ["somebody else's", (good) => sealUpload({ ...good, personId: "0".repeat(32) })],
  ["of another workspace", (good) => sealUpload({ ...good, workspaceId: randomUUID() })],
  ["lapsed", (good) => sealUpload({ ...good, expiresAt: new Date(Date.now() - 1_000).toISOString() })],
  ["of no time", (good) => sealUpload({ ...good, expiresAt: "never" })],
  ["altered in its nonce", (good) => flipped(sealUpload(good), 0)],
  ["altered in its middle", (good) => flipped(sealUpload(good), 60)],
  ["altered in its tag", (good) => flipped(sealUpload(good), -1)],
  ["cut", (good) => sealUpload(good).slice(0, -24)],
  ["a session's cookie", (_, cookie) => cookie.split("=")[1] ?? ""],
])("a ticket that is %s moves nothing: not one request leaves", async (_, forge) => {
  const studio = await openStudio();
  const good: SealedUpload = {
    sessionUrl: `${spy.origin}/bucket/file?upload_id=1`,
    fileId: randomUUID(),
    workspaceId: studio.workspaceId,
    personId: personIdOf(studio.token),
    name: "a.png",
    contentType: "image/png",
    sizeBytes: 8,
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  };
  const ticket = forge(good, studio.cookie);
  const [before, spied] = [await requestsAt("storage"), spy.requests.length];
  const answers = [
    chunk(studio, ticket, 0, png(8)),
    query(studio, ticket),
    call(inWorkspace(studio, "/uploads/chunk"), {
      ...studio,
      method: "DELETE",
      headers: { "upload-ticket": ticket },
    }),
  ];
  const codes = await Promise.all(answers.map(async (answer) => (await problemOf(answer)).code));
  expect(codes).toEqual(["upload_ticket", "upload_ticket", "upload_ticket"]);
  expect([await requestsAt("storage"), spy.requests.length]).toEqual([before, spied]);
  // The same ticket unforged does go out, so what is counted above could have been.
  await chunk(studio, sealUpload(good), 0, png(8));
  expect(spy.requests.length).toBe(spied + 1);
});

test("a session's address outside the storage origins is never called, even when it is sealed", async () => {
  const studio = await openStudio();
  const ticket = sealUpload({
    sessionUrl: `${spy.origin.replace("127.0.0.1", "localhost")}/bucket/file?upload_id=1`,
    fileId: randomUUID(),
    workspaceId: studio.workspaceId,
    personId: personIdOf(studio.token),
    name: "a.png",
    contentType: "image/png",
    sizeBytes: 8,
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  });
  const spied = spy.requests.length;
  expect((await chunk(studio, ticket, 0, png(8))).status).toBeGreaterThanOrEqual(400);
  expect(spy.requests.length).toBe(spied);
});

async function generate(studio: Studio): Promise<Extract<Generation, { status: "complete" }>> {
  const request = modelRequest(await findModel(studio, "Test card: instant"));
  const started = await answerOf<Generation>(
    call(inWorkspace(studio, "/generations"), {
      ...studio,
      method: "POST",
      body: { requestId: randomUUID(), request },
    }),
  );
  return await vi.waitFor(
    async () => {
      await control("/clock", { advanceMs: 1_000 });
      const now = await answerOf<Generation>(call(inWorkspace(studio, `/generations/${started.id}`), studio));
      if (now.status !== "complete") throw new Error(`It is ${JSON.stringify(now)}`);
      return now;
    },
    { timeout: 20_000, interval: 250 },
  );
}

test("an asset of the history streams from the media host: whole, in part, and as a named download", async () => {
  const studio = await openStudio();
  const generation = await generate(studio);
  const path = inWorkspace(studio, `/generations/${generation.id}/assets/0`);
  const whole = await call(path, studio);
  const bytes = new Uint8Array(await whole.arrayBuffer());
  expect([whole.status, whole.headers.get("content-type")]).toEqual([200, expect.stringMatching(/^image\//)]);
  const part = await call(path, { ...studio, headers: { range: "bytes=2-9" } });
  expect([part.status, new Uint8Array(await part.arrayBuffer())]).toEqual([206, bytes.slice(2, 10)]);
  const download = await call(`${path}?download=1`, studio);
  await download.body?.cancel();
  expect(download.headers.get("content-disposition")).toMatch(
    /^attachment; filename="A lantern in fog 1\.\w+"/,
  );
  const { previewUrl } = generation.assets[0] ?? {};
  const preview = await call(`${path}?preview=1`, studio);
  const direct = await fetch(previewUrl ?? "");
  expect([preview.status, preview.headers.get("content-type")]).toEqual([
    200,
    direct.headers.get("content-type"),
  ]);
  expect(await preview.bytes()).toEqual(await direct.bytes());
  expect((await problemOf(call(`${path.slice(0, -1)}7`, studio))).code).toBe("not_found");
  const stranger = await openStudio();
  expect((await problemOf(call(path, { cookie: stranger.cookie }))).code).toBe("not_found");
});

test("a small picture of an asset is made for who reaches its workspace, in one of a few widths", async () => {
  const studio = await openStudio();
  const { id } = await generate(studio);
  const path = (position: number, width: number) =>
    inWorkspace(studio, `/generations/${id}/assets/${position}/preview?width=${width}`);
  const answer = await call(path(0, 320), studio);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect([answer.status, answer.headers.get("content-type"), bytes.subarray(8, 12).toString()]).toEqual([
    200,
    "image/webp",
    "WEBP",
  ]);
  const again = await call(path(0, 320), {
    ...studio,
    headers: { "if-none-match": answer.headers.get("etag") ?? "" },
  });
  expect(again.status).toBe(304);
  expect(await problemOf(call(path(0, 10_000), studio))).toMatchObject({
    code: "invalid_request",
    field: "width",
  });
  expect((await problemOf(call(path(7, 320), studio))).code).toBe("not_found");
  const stranger = await openStudio();
  expect((await problemOf(call(path(0, 320), { cookie: stranger.cookie }))).code).toBe("not_found");
});

test("a file that a run made is had by its id, one that was uploaded is not, and a stranger learns nothing", async () => {
  const studio = await openStudio();
  const { id } = await generate(studio);
  const whole = await call(inWorkspace(studio, `/generations/${id}/assets/0`), studio);
  const generation = await answerOf<Generation>(call(inWorkspace(studio, `/generations/${id}`), studio));
  const fileId = generation.status === "complete" ? generation.assets[0]?.fileId : null;
  const path = inWorkspace(studio, `/files/${fileId}`);
  const again = await call(path, studio);
  expect([again.status, await again.bytes()]).toEqual([200, await whole.bytes()]);
  expect((await call(inWorkspace(studio, `/files/${randomUUID()}`), studio)).status).toBe(204);
  const stranger = await openStudio();
  expect((await problemOf(call(path, { cookie: stranger.cookie }))).code).toBe("not_found");
  expect((await call(inWorkspace(stranger, `/files/${fileId}`), stranger)).status).toBe(204);
});

test("health says whether the history answers, to anyone", async () => {
  expect(await answerOf(call("/api/health"))).toEqual({ status: "ok", database: "ok" });
});

/** The lines that `work` leaves on standard error. */
async function linesOf(work: () => Promise<unknown>): Promise<Array<Record<string, unknown>>> {
  const lines: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    await work();
  } finally {
    write.mockRestore();
  }
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("a failure of Layer's leaves a line that says what it was, an ordinary refusal none", async () => {
  const studio = await openStudio();
  const models = inWorkspace(studio, "/models");
  await control("/faults", {
    match: { token: studio.token, path: "/models" },
    times: 3,
    fault: { status: 500 },
  });
  const [line, ...others] = await linesOf(() => call(models, studio));
  expect(line).toMatchObject({
    level: "error",
    where: `GET ${appOrigin}${models}`,
    code: "layer_failed",
    status: 500,
  });
  expect(others).toEqual([]);
  expect(await linesOf(() => call(inWorkspace(studio, `/models/${randomUUID()}`), studio))).toEqual([]);
});

test("the token is in no answer of any route, nor in a log line, nor in a row", async () => {
  const studio = await openStudio();
  const lines: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  const { id, source } = await generate(studio);
  const body = { requestId: randomUUID(), request: modelRequest(source.id) };
  const file = { name: "a.png", contentType: "image/png", sizeBytes: 8 };
  const upload = await startUpload(studio, file);
  const bodies: Record<string, unknown> = { estimates: body.request, generations: body, uploads: file };
  await control("/faults", {
    match: { token: studio.token, path: "/workflows" },
    times: 5,
    fault: { malformed: true },
  });
  const answers = await Promise.all(
    Object.entries(routes).flatMap(([pattern, handlers]) =>
      Object.keys(handlers)
        .filter((method) => ["GET", "POST", "PUT", "PATCH", "DELETE"].includes(method))
        .map(async (method) => {
          const path = pattern
            .replace("[workspaceId]", studio.workspaceId)
            .replace("[generationId]", id)
            .replace("[modelId]", source.id)
            .replace("[position]", "0")
            .replace(/\[\w+\]/, randomUUID());
          const answer = await call(path, {
            ...studio,
            method,
            headers: { "upload-ticket": upload.ticket, "upload-query": "1" },
            ...(method === "POST" ? { body: bodies[pattern.split("/").at(-1) ?? ""] } : {}),
          });
          return `${[...answer.headers].join()} ${await answer.text()}`;
        }),
    ),
  );
  write.mockRestore();
  expect(answers.length).toBeGreaterThanOrEqual(19);
  const rows = await journal().listGenerations(
    { workspaceId: studio.workspaceId, personId: "" },
    { cursor: null, limit: 10, statuses: [] },
  );
  const everything = [...answers, ...lines, JSON.stringify(rows)].join("\n");
  expect(everything).toContain("A lantern in fog");
  expect(everything).not.toContain(studio.token);
  expect(everything).not.toContain("upload_id");
});

const webp = (sizeBytes = 60) => {
  const bytes = Buffer.alloc(sizeBytes, 7);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(sizeBytes - 8, 4);
  bytes.write("WEBPVP8 ", 8, "latin1");
  return bytes;
};

/** A file in the workspace's history, whole at the storage host. */
async function uploadedFile(studio: Studio): Promise<string> {
  const { ticket, fileId } = await startUpload(studio, {
    name: "hero.png",
    contentType: "image/png",
    sizeBytes: 1_000,
  });
  await answerOf(chunk(studio, ticket, 0, png(1_000)));
  return fileId;
}

const describe = (studio: Studio, fileId: string, body: Record<string, unknown>) =>
  call(inWorkspace(studio, `/uploads/${fileId}`), { ...studio, method: "PUT", body });

test("bytes are known once who sent them has said their hash, and only within the workspace", async () => {
  const studio = await openStudio();
  const fileId = await uploadedFile(studio);
  const sha256 = "a1".repeat(32);
  const path = `/uploads/known?sha256=${sha256}&sizeBytes=1000`;
  expect(await answerOf(call(inWorkspace(studio, path), studio))).toEqual({ file: null });
  expect((await describe(studio, fileId, { sha256 })).status).toBe(204);
  expect(await answerOf(call(inWorkspace(studio, path), studio))).toMatchObject({ file: { fileId } });
  const other = await openStudio();
  expect(await answerOf(call(inWorkspace(other, path), other))).toEqual({ file: null });
  expect((await problemOf(call(inWorkspace(studio, path), other))).code).toBe("not_found");
});

test("a small picture is served as nothing but a picture, to who reaches the workspace", async () => {
  const studio = await openStudio();
  const fileId = await uploadedFile(studio);
  const path = inWorkspace(studio, `/uploads/${fileId}/thumbnail`);
  expect((await problemOf(call(path, studio))).code).toBe("not_found");
  await describe(studio, fileId, { thumbnail: webp().toString("base64") });
  const answer = await call(path, studio);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/webp",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cache-control": expect.stringContaining("private") as string,
  });
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(webp());
  expect((await problemOf(call(path, await openStudio()))).code).toBe("not_found");
});

test.each([
  ["a page that calls itself a picture", Buffer.from("<script>alert(1)</script>")],
  ["another kind of picture", Buffer.from(png(100))],
  ["a picture over 20 KB", webp(20_001)],
  ["a picture cut short", webp(60).subarray(0, 30)],
])("%s is not kept as a small picture", async (_, bytes) => {
  const studio = await openStudio();
  const fileId = await uploadedFile(studio);
  const answer = describe(studio, fileId, { thumbnail: bytes.toString("base64") });
  expect((await problemOf(answer)).field).toBe("thumbnail");
});

test("a file is taken off the list and put back, by its own workspace only", async () => {
  const studio = await openStudio();
  const fileId = await uploadedFile(studio);
  const names = async () =>
    (await answerOf<{ files: Array<{ name: string }> }>(call(inWorkspace(studio, "/uploads?q=HERO"), studio)))
      .files;
  const other = await openStudio();
  expect((await problemOf(describe(other, fileId, { isRemoved: true }))).code).toBe("not_found");
  expect(await names()).toHaveLength(1);
  await describe(studio, fileId, { isRemoved: true });
  expect(await names()).toEqual([]);
  await describe(studio, fileId, { isRemoved: false });
  expect(await names()).toHaveLength(1);
});

test("an address inside is refused by the route too, before Layer or anybody else is asked", async () => {
  const studio = await openStudio();
  await answerOf(call(inWorkspace(studio, "/uploads"), studio));
  const [before, seen] = [await requestsOf(studio.token), spy.requests.length];
  for (const url of [spy.origin, "https://127.0.0.1/", "https://[::1]/", sandbox.mediaOrigin]) {
    const answer = call(inWorkspace(studio, "/uploads/from-url"), {
      ...studio,
      method: "POST",
      body: { url },
    });
    expect(await problemOf(answer)).toMatchObject({ status: 422, field: "url" });
  }
  expect(await requestsOf(studio.token)).toEqual(before);
  expect(spy.requests).toHaveLength(seen);
});

const someAsset = () => ({ generationId: randomUUID(), position: 0 });
const somePreset = (changes: { name?: string; isShared?: boolean } = {}) => ({
  id: randomUUID(),
  name: "Lanterns",
  isShared: false,
  sourceName: "Test card: instant",
  request: {
    kind: "model",
    modelId: randomUUID(),
    parameters: { prompt: "a lantern", width: 512 },
    references: [{ fileId: randomUUID(), role: "init", weight: 0.25 }],
    mask: null,
    sessionName: "Chapter 2",
  },
  ...changes,
});

const someComment = { id: randomUUID(), text: "Warmer", point: { x: 0.5, y: 0.5 }, atSeconds: null };

test.each<[method: string, path: string, body?: unknown]>([
  ["GET", "/gallery"],
  ["GET", "/gallery/days"],
  ["GET", "/gallery/facets"],
  ["POST", "/gallery/marks", { decisions: [{ ...someAsset(), change: { rating: 5 } }] }],
  ["GET", "/boards"],
  ["POST", "/boards", { id: randomUUID(), name: "Mine", parentId: null }],
  ["PUT", `/boards/${randomUUID()}`, { name: "Mine" }],
  ["DELETE", `/boards/${randomUUID()}`],
  ["POST", `/boards/${randomUUID()}/items`, { action: "add", assets: [someAsset()] }],
  ["GET", "/searches"],
  ["POST", "/searches", { id: randomUUID(), name: "Mine", query: "q=fox" }],
  ["DELETE", `/searches/${randomUUID()}`],
  ["PUT", `/comments/${randomUUID()}`, { isResolved: true }],
  ["GET", "/presets"],
  ["POST", "/presets", somePreset()],
  ["GET", `/presets/${randomUUID()}`],
  ["PUT", `/presets/${randomUUID()}`, { name: "Mine" }],
  ["DELETE", `/presets/${randomUUID()}`],
  ["GET", "/prompts"],
  ["GET", "/snippets"],
  ["POST", "/snippets", { id: randomUUID(), name: "Light", text: "soft rim light" }],
  ["DELETE", `/snippets/${randomUUID()}`],
  ["GET", `/generations/${randomUUID()}/family`],
  ["GET", `/generations/${randomUUID()}/assets/0/comments`],
  ["POST", `/generations/${randomUUID()}/assets/0/comments`, someComment],
  ["GET", `/generations/${randomUUID()}/assets/0/boards`],
  ["PUT", `/generations/${randomUUID()}/assets/0/colours`, { hues: ["red"] }],
])(
  "%s %s of a workspace is closed to who does not reach it, and writes nothing",
  async (method, path, body) => {
    const studio = await openStudio();
    const stranger = await openStudio();
    const answer = call(inWorkspace(studio, path), { cookie: stranger.cookie, method, body });
    expect((await problemOf(answer)).code).toBe("not_found");
    const page = await answerOf<{ items: unknown[] }>(call(inWorkspace(studio, "/gallery"), studio));
    const { boards } = await answerOf<{ boards: unknown[] }>(call(inWorkspace(studio, "/boards"), studio));
    expect([page.items, boards]).toEqual([[], []]);
  },
);

test.each<[path: string, body: unknown]>([
  ["/gallery/marks", { decisions: [{ ...someAsset(), change: { rating: 6 } }] }],
  ["/gallery/marks", { decisions: [] }],
  ["/gallery/marks", { decisions: [{ generationId: "1", position: 0, change: {} }] }],
  ["/boards", { id: randomUUID(), name: "  ", parentId: null }],
  [`/boards/${randomUUID()}/items`, { action: "burn", assets: [someAsset()] }],
  ["/searches", { id: randomUUID(), name: "x".repeat(500), query: "" }],
  ["/presets", { ...somePreset(), name: "x".repeat(200) }],
  [
    "/presets",
    {
      ...somePreset(),
      request: { kind: "workflow", workflowId: "turnaround", inputs: {}, sessionName: null },
    },
  ],
  ["/snippets", { id: randomUUID(), name: " ", text: "soft rim light" }],
  [`/generations/${randomUUID()}/assets/0/comments`, { ...someComment, point: { x: 7, y: 0 } }],
])("rubbish sent to %s is refused in words", async (path, body) => {
  const studio = await openStudio();
  const answer = call(inWorkspace(studio, path), { ...studio, method: "POST", body });
  expect(await problemOf(answer)).toMatchObject({ status: 422, code: "invalid_request" });
});

test("a generation is found in the gallery, decided about, put on a board and talked about", async () => {
  const studio = await openStudio();
  const modelId = await findModel(studio, "Test card: instant");
  const { id } = await answerOf<Generation>(
    call(inWorkspace(studio, "/generations"), {
      ...studio,
      method: "POST",
      body: { requestId: randomUUID(), request: modelRequest(modelId) },
    }),
  );
  await vi.waitFor(async () => {
    const { status } = await answerOf<Generation>(call(inWorkspace(studio, `/generations/${id}`), studio));
    expect(status).toBe("complete");
  }, 20_000);
  const asset = { generationId: id, position: 0 };
  const post = <Answer>(path: string, body: unknown) =>
    answerOf<Answer>(call(inWorkspace(studio, path), { ...studio, method: "POST", body }));
  await post("/gallery/marks", { decisions: [{ ...asset, change: { rating: 4, verdict: "pick" } }] });
  const boardId = randomUUID();
  await post("/boards", { id: boardId, name: "Lanterns", parentId: null });
  await post(`/boards/${boardId}/items`, { action: "add", assets: [asset] });
  await post(`/generations/${id}/assets/0/comments`, someComment);
  for (const hues of [["blue", "white"], ["red"]])
    await call(inWorkspace(studio, `/generations/${id}/assets/0/colours`), {
      ...studio,
      method: "PUT",
      body: { hues },
    });
  for (const query of [
    "",
    "?q=lantern",
    "?rating=4&verdict=pick",
    `?board=${boardId}`,
    "?mine=1&state=complete",
    "?colour=blue",
  ])
    expect(await answerOf(call(inWorkspace(studio, `/gallery${query}`), studio))).toMatchObject({
      items: [{ generation: { id, assets: [{ marks: { rating: 4, verdict: "pick", personName: "Ada" } }] } }],
    });
  for (const query of [
    "?colour=red",
    "?q=dragon",
    "?rating=5",
    "?state=failed",
    "?trash=1",
    `?board=${randomUUID()}`,
  ])
    expect(await answerOf(call(inWorkspace(studio, `/gallery${query}`), studio))).toMatchObject({
      items: [],
    });
  expect(await answerOf(call(inWorkspace(studio, `/generations/${id}/family`), studio))).toEqual({
    inputs: [],
    children: [],
    isCut: false,
  });
});

test("a saved search keeps nothing but a filter, and is its person's own", async () => {
  const studio = await openStudio();
  const colleague = await control<{ token: string }>("/tokens", { workspaceIds: [studio.workspaceId] });
  const search = { id: randomUUID(), name: "Foxes", query: "q=fox&rating=4&next=https://evil.example" };
  const path = inWorkspace(studio, "/searches");
  const kept = await answerOf(call(path, { ...studio, method: "POST", body: search }));
  expect(kept).toEqual({ searches: [{ ...search, query: "q=fox&rating=4" }] });
  const theirs = { cookie: await cookieFor(colleague.token) };
  expect(await answerOf(call(path, theirs))).toEqual({ searches: [] });
  await answerOf(call(`${path}/${search.id}`, { ...theirs, method: "DELETE" }));
  expect(await answerOf(call(path, studio))).toEqual(kept);
});

test("a plan is made, read and changed by who approved it, and a stranger's workspace is not there", async () => {
  const studio = await openStudio();
  const batchId = randomUUID();
  const rowId = randomUUID();
  const request = modelRequest(await findModel(studio, "Test card: instant"));
  const rows = [{ rowId, label: "lantern", request, estimate: 1 }];
  const body = { batchId, name: "Icons", rows };
  const path = `/batches/${batchId}`;
  const other = await openStudio();
  expect(
    (await problemOf(call(inWorkspace(studio, "/batches"), { ...other, method: "POST", body }))).code,
  ).toBe("not_found");
  await answerOf(call(inWorkspace(studio, "/batches"), { ...studio, method: "POST", body }));
  expect((await problemOf(call(inWorkspace(studio, path), other))).code).toBe("not_found");
  expect((await problemOf(call(inWorkspace(other, path), other))).code).toBe("not_found");
  const change = { method: "PATCH", body: { change: "cancel", rowIds: null } };
  expect((await problemOf(call(inWorkspace(other, path), { ...other, ...change }))).code).toBe("not_found");
  const turn = { method: "POST", body: { driverId: randomUUID() } };
  expect((await problemOf(call(inWorkspace(studio, "/batches/turns"), { ...other, ...turn }))).code).toBe(
    "not_found",
  );
  expect(await answerOf(call(inWorkspace(studio, "/batches/turns"), { ...studio, ...turn }))).toMatchObject({
    turns: expect.arrayContaining([expect.objectContaining({ kind: "sent", rowId })]),
  });
  expect(await answerOf(call(inWorkspace(studio, path), studio))).toMatchObject({
    rows: [{ state: "sent" }],
  });
  const generation = (
    await answerOf<{ rows: Array<{ generation: { id: string } }> }>(call(inWorkspace(studio, path), studio))
  ).rows[0]?.generation.id;
  const settle = { method: "PUT", body: { as: "not_started" } };
  const outcome = `/generations/${generation}/outcome`;
  expect((await problemOf(call(inWorkspace(studio, outcome), { ...studio, ...settle }))).code).toBe(
    "invalid_request",
  );
  expect((await problemOf(call(inWorkspace(other, outcome), { ...other, ...settle }))).code).toBe(
    "not_found",
  );
});

test.each([
  ["/batches", "POST", { batchId: "1", name: "x", rows: [] }, "batchId"],
  ["/batches", "POST", { batchId: randomUUID(), name: "", rows: [] }, "name"],
  ["/batches", "POST", { batchId: randomUUID(), name: "x", rows: [] }, "rows"],
  ["/batches/turns", "POST", {}, "driverId"],
  [`/batches/${randomUUID()}`, "PATCH", { change: "spend" }, "change"],
  [`/generations/${randomUUID()}/outcome`, "PUT", { as: "charged" }, "as"],
])("rubbish for %s %s is refused by its field: %j", async (path, method, body, field) => {
  const studio = await openStudio();
  const problem = await problemOf(call(inWorkspace(studio, path), { ...studio, method, body }));
  expect(problem).toMatchObject({ code: "invalid_request", field });
});

const month = (limitCreativeUnits: number) => ({
  scope: "month",
  subject: "",
  subjectName: "",
  limitCreativeUnits,
  timeZone: "Europe/Paris",
});

test("a budget is set by those who are named, and stops a click before Layer is paid", async () => {
  const studio = await openStudio();
  const lead = { cookie: await cookieFor(studio.token, leadId) };
  const path = inWorkspace(studio, "/budgets");
  const refused = call(path, { ...studio, method: "PUT", body: month(0.5) });
  expect((await problemOf(refused)).code).toBe("forbidden");
  await answerOf(call(path, { ...lead, method: "PUT", body: month(100) }));
  const set = await answerOf<Budgets>(call(path, { ...lead, method: "PUT", body: month(0.5) }));
  expect(set).toMatchObject({
    isAdmin: true,
    standings: [{ limitCreativeUnits: 0.5, usedCreativeUnits: 0 }],
  });

  const body = {
    requestId: randomUUID(),
    request: modelRequest(await findModel(studio, "Test card: instant")),
  };
  const click = () => call(inWorkspace(studio, "/generations"), { ...studio, method: "POST", body });
  expect(await problemOf(click())).toMatchObject({
    code: "budget_reached",
    detail: "0 CU of 0.5 CU are used in the budget for everyone's month; this would add 1 CU.",
  });
  expect(await requestsOf(studio.token)).not.toContainEqual(expect.stringMatching(/\/inferences$/));

  const id = set.standings[0]?.id ?? "";
  const other = await openStudio();
  await call(inWorkspace(other, `/budgets/${id}`), {
    cookie: await cookieFor(other.token, leadId),
    method: "DELETE",
  });
  expect((await problemOf(click())).code).toBe("budget_reached");
  await answerOf(call(`${path}/${id}`, { ...lead, method: "DELETE" }));
  // The very click that was stopped, under its own id: nothing of it had been written down.
  expect(await answerOf<Generation>(click())).toMatchObject({ status: "running" });
});

test.each([
  ["GET", "/budgets"],
  ["GET", "/usage"],
  ["GET", "/usage/export"],
  ["DELETE", `/budgets/${randomUUID()}`],
])("%s %s of a workspace is closed to who does not reach it, a lead elsewhere too", async (method, path) => {
  const studio = await openStudio();
  const stranger = await openStudio();
  const cookie = await cookieFor(stranger.token, leadId);
  expect((await problemOf(call(inWorkspace(studio, path), { cookie, method }))).code).toBe("not_found");
});

test.each([
  { ...month(1), limitCreativeUnits: -1 },
  { ...month(1), timeZone: "Mars/Olympus" },
  { ...month(1), scope: "session" },
  { ...month(1), subject: "somebody" },
  "rubbish",
])("a budget that makes no sense (%j) is refused in words", async (body) => {
  const studio = await openStudio();
  const cookie = await cookieFor(studio.token, leadId);
  const answer = call(inWorkspace(studio, "/budgets"), { cookie, method: "PUT", body });
  expect((await problemOf(answer)).code).toBe("invalid_request");
});

test("usage is exported as a table whose prompts no spreadsheet runs", async () => {
  const studio = await openStudio();
  const request = modelRequest(await findModel(studio, "Test card: instant"), {
    prompt: "=cmd|' /C calc'!A0",
  });
  await answerOf(
    call(inWorkspace(studio, "/generations"), {
      ...studio,
      method: "POST",
      body: { requestId: randomUUID(), request },
    }),
  );
  const exported = await call(inWorkspace(studio, "/usage/export?timeZone=Asia/Kathmandu"), studio);
  expect(exported.headers.get("content-disposition")).toMatch(/^attachment; filename="easel-usage-.*\.csv"$/);
  const lines = (await exported.text()).trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(",'=cmd|' /C calc'!A0,");
});

test("a preset is its owner's until it is lent, opens by its link, and changes by its owner's hand only", async () => {
  const studio = await openStudio();
  const colleague = await control<{ token: string }>("/tokens", { workspaceIds: [studio.workspaceId] });
  const theirs = { cookie: await cookieFor(colleague.token) };
  const preset = somePreset();
  const path = inWorkspace(studio, "/presets");
  const one = `${path}/${preset.id}`;
  const names = async (who: { cookie: string }) =>
    (await answerOf<{ presets: Array<{ name: string }> }>(call(path, who))).presets.map(({ name }) => name);
  await answerOf(call(path, { ...studio, method: "POST", body: preset }));
  await answerOf(call(path, { ...studio, method: "POST", body: preset }));
  await answerOf(call(path, { ...studio, method: "POST", body: somePreset({ name: "" }) }));
  expect([await names(studio), await names(theirs)]).toEqual([["Lanterns"], []]);
  expect(await answerOf(call(one, theirs))).toMatchObject({ request: preset.request, isMine: false });
  const refused = call(one, { ...theirs, method: "PUT", body: { isShared: true } });
  expect((await problemOf(refused)).code).toBe("not_found");
  await answerOf(call(one, { ...theirs, method: "DELETE" }));
  await answerOf(call(one, { ...studio, method: "PUT", body: { isShared: true, name: "Our lanterns" } }));
  expect([await names(studio), await names(theirs)]).toEqual([["Our lanterns"], ["Our lanterns"]]);
  await answerOf(call(one, { ...studio, method: "DELETE" }));
  expect(await names(studio)).toEqual([]);
});

test("a workflow's preset keeps every input, whatever Layer called it", async () => {
  const studio = await openStudio();
  const request = JSON.parse(
    `{"kind":"workflow","workflowId":"${randomUUID()}","inputs":{"__proto__":{"a":[1]},"idea":"a key"},"sessionName":null}`,
  ) as object;
  const preset = { id: randomUUID(), name: "Keys", isShared: false, sourceName: "Quest card", request };
  await answerOf(call(inWorkspace(studio, "/presets"), { ...studio, method: "POST", body: preset }));
  const kept = await answerOf<{ request: object }>(
    call(inWorkspace(studio, `/presets/${preset.id}`), studio),
  );
  expect(JSON.stringify(kept.request)).toContain('"__proto__":{"a":[1]}');
});

test("a person's prompts are remembered once each, newest first, and found by what they hold", async () => {
  const studio = await openStudio();
  const modelId = await findModel(studio, "Test card: instant");
  const run = (prompt: string) =>
    answerOf(
      call(inWorkspace(studio, "/generations"), {
        ...studio,
        method: "POST",
        body: {
          requestId: randomUUID(),
          request: { ...modelRequest(modelId), parameters: { prompt, batchSize: 1 } },
        },
      }),
    );
  for (const prompt of ["a fox", "100% brass", "a fox"]) await run(prompt);
  const prompts = async (query: string) =>
    (
      await answerOf<{ prompts: Array<{ prompt: string }> }>(
        call(inWorkspace(studio, `/prompts${query}`), studio),
      )
    ).prompts.map(({ prompt }) => prompt);
  expect(await prompts("")).toEqual(["a fox", "100% brass"]);
  expect(await prompts("?q=0%25")).toEqual(["100% brass"]);
  const colleague = await control<{ token: string }>("/tokens", { workspaceIds: [studio.workspaceId] });
  const theirs = { cookie: await cookieFor(colleague.token) };
  expect(await answerOf(call(inWorkspace(studio, "/prompts"), theirs))).toEqual({ prompts: [] });
});

test("snippets are a person's own, by name", async () => {
  const studio = await openStudio();
  const path = inWorkspace(studio, "/snippets");
  const snippet = (name: string) => ({ id: randomUUID(), name, text: `${name} text` });
  const [light, brush] = [snippet("light"), snippet("brush")];
  await answerOf(call(path, { ...studio, method: "POST", body: light }));
  await answerOf(call(path, { ...studio, method: "POST", body: brush }));
  expect(await answerOf(call(path, studio))).toEqual({ snippets: [brush, light] });
  await answerOf(call(`${path}/${brush.id}`, { ...studio, method: "DELETE" }));
  expect(await answerOf(call(path, studio))).toEqual({ snippets: [light] });
});
