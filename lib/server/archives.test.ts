import { execFileSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Asset } from "@/lib/domain/asset";
import { assetKeyOf } from "@/lib/domain/marks";
import { type Sandbox, startSandbox } from "@/sandbox/sandbox";
import { startEmbeddedPostgres } from "@/scripts/embedded-postgres.mjs";
import { foreseeArchive, openArchive } from "./archives";
import { openAsset } from "./assets";
import { journal } from "./journal";
import { personIdOf } from "./person";
import type { Session } from "./session";

let sandbox: Sandbox;
let database: { databaseUrl: string; stop: () => Promise<void> };
let media: { server: Server; origin: string };
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let session: Session;
let workspaceId: string;

// Different for every path, of many lengths, and known without being kept.
function bytesOf(path: string): Buffer {
  const seed = createHash("sha256").update(path).digest();
  return Buffer.alloc((Number.parseInt(/\d+/.exec(path)?.[0] ?? "1", 10) % 97) * 1_013 + 1, seed);
}

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1_000 });
  database = await startEmbeddedPostgres();
  const server = createServer((request, response) => answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  media = { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  process.env.AUTH_SECRET = "0123456789abcdef0123456789abcdef";
  process.env.DATABASE_URL = database.databaseUrl;
  process.env.LAYER_API_URL = sandbox.apiUrl;
  process.env.LAYER_MEDIA_ORIGINS = `${sandbox.mediaOrigin},${media.origin}`;
  const made = await fetch(`${sandbox.controlUrl}/workspaces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Proving Ground" }),
  });
  const studio = (await made.json()) as { token: string; workspaceId: string };
  ({ workspaceId } = studio);
  session = { token: studio.token, personId: personIdOf(studio.token), personName: "Ada" };
});

afterAll(async () => {
  await journal().close();
  media.server.close();
  media.server.closeAllConnections();
  await sandbox.close();
  await database.stop();
});

const asset = (position: number, url: string, over: Partial<Asset> = {}): Asset => ({
  position,
  fileId: randomUUID(),
  url,
  previewUrl: null,
  contentType: "image/png",
  widthPixels: 64,
  heightPixels: 64,
  durationSeconds: null,
  sizeBytes: null,
  ...over,
});

/** A finished run in the history with these files. */
async function finished(prompt: string, assets: Asset[], runId: string = randomUUID()): Promise<string> {
  const viewer = { workspaceId, personId: session.personId };
  const { generation } = await journal().submit(viewer, {
    requestId: randomUUID(),
    request: {
      kind: "model",
      modelId: randomUUID(),
      parameters: { prompt, seed: 7 },
      references: [],
      mask: null,
      sessionName: null,
    },
    source: { kind: "model", id: randomUUID(), name: "FLUX", modality: "image" },
    personName: "=Ada",
    estimateCreativeUnits: 4,
    availableBeforeCreativeUnits: 100,
    usualSeconds: null,
    answerWithinMs: 60_000,
  });
  await journal().markPaying(viewer, generation.id);
  await journal().markRunning(viewer, generation.id, {
    runId,
    estimateCreativeUnits: 4,
    pollIntervalSeconds: 3_600,
    startedAt: "2026-11-20T10:00:00.000Z",
    sessionId: null,
    normalized: {},
  });
  await journal().applyEnd(generation.id, {
    status: "complete",
    completedAt: "2026-11-20T10:01:00.000Z",
    assets,
    chargeCreativeUnits: 4,
    steps: [],
  });
  return generation.id;
}

const ask = (assets: Array<{ generationId: string; position: number }>, template = "{prompt} {n}") =>
  new Request("http://localhost:3000/api/archives", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ assets: assets.map(assetKeyOf).join(","), template }),
  });

interface Manifest {
  files: Array<{
    path: string | null;
    problem: string | null;
    sizeBytes: number | null;
    sha256: string | null;
  }>;
}

/** Unpacks with the system's own unzip, once it has found nothing wrong. */
async function unpacked(response: Response) {
  const folder = mkdtempSync(join(tmpdir(), "easel-archive-"));
  const file = join(folder, "a.zip");
  writeFileSync(file, Buffer.from(await response.arrayBuffer()));
  const said = execFileSync("unzip", ["-t", file], { encoding: "utf8" });
  execFileSync("unzip", ["-q", "-o", file, "-d", join(folder, "out")]);
  const read = (path: string) => readFileSync(join(folder, "out", path));
  const manifest = JSON.parse(read("manifest.json").toString()) as Manifest;
  return {
    said,
    read,
    manifest,
    csv: read("manifest.csv").toString(),
    end: () => rmSync(folder, { recursive: true }),
  };
}

const serve = (request: IncomingMessage, response: ServerResponse) =>
  response.writeHead(200, { "content-type": "image/png" }).end(bytesOf(request.url ?? ""));

test("500 mixed files come as one ZIP that unzip finds whole, every file byte for byte, two of one name apart", async () => {
  answer = serve;
  const kinds: Array<[string, string]> = [
    ["image/png", "png"],
    ["video/mp4", "mp4"],
    ["audio/mpeg", "mp3"],
    ["model/gltf-binary", "glb"],
    ["text/plain", "txt"],
  ];
  const places: Array<{ generationId: string; position: number }> = [];
  const paths: string[] = [];
  for (let run = 0; run < 50; run += 1) {
    const files = Array.from({ length: 10 }, (_, position) => {
      const [contentType, ending] = kinds[position % kinds.length] ?? ["image/png", "png"];
      paths.push(`/${run * 10 + position}.${ending}`);
      return asset(position, `${media.origin}${paths.at(-1)}`, { contentType });
    });
    // Every second run has the same hostile prompt.
    const prompt = run % 2 === 0 ? '../../CON: <"lamp">' : `Lamp ${run}`;
    const generationId = await finished(prompt, files);
    for (const { position } of files) places.push({ generationId, position });
  }
  const outlook = await foreseeArchive(session, workspaceId, ask(places));
  expect(outlook).toMatchObject({ fileCount: 500, missingCount: 0 });
  const response = await openArchive(session, workspaceId, ask(places, "{model}/{prompt}_{n}"));
  expect(response.headers.get("content-disposition")).toMatch(
    /filename="Proving Ground \d{4}-\d\d-\d\d\.zip"/,
  );
  const { said, read, manifest, csv, end } = await unpacked(response);
  expect(said).toContain("No errors detected");
  expect(manifest.files).toHaveLength(500);
  expect(new Set(manifest.files.map(({ path }) => path?.toLowerCase())).size).toBe(500);
  manifest.files.forEach(({ path, sha256, problem }, index) => {
    const bytes = read(path ?? "");
    expect(problem).toBeNull();
    expect(bytes.equals(bytesOf(paths[index] ?? ""))).toBe(true);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  });
  expect(csv.split("\r\n")).toHaveLength(502);
  expect(csv).toContain(`"'=Ada"`);
  end();
});

test("a file that is gone, a page in its place, an empty one and a broken line are told, and the rest is whole", async () => {
  const whole = bytesOf("/42.png");
  answer = (request, response) => {
    const path = request.url ?? "";
    if (path.startsWith("/gone")) response.writeHead(404).end();
    else if (path.startsWith("/page")) response.writeHead(200, { "content-type": "text/html" }).end("<html>");
    else if (path.startsWith("/empty")) response.writeHead(200, { "content-type": "image/png" }).end();
    else if (path.startsWith("/torn")) {
      const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      const headers = { "content-type": "image/png", etag: '"1"' };
      if (from > 0 && path.startsWith("/torn-once"))
        response
          .writeHead(206, {
            ...headers,
            "content-range": `bytes ${from}-${whole.length - 1}/${whole.length}`,
          })
          .end(whole.subarray(from));
      else if (from > 0) response.writeHead(503).end();
      else {
        response.writeHead(200, { ...headers, "content-length": String(whole.length) });
        response.write(whole.subarray(0, 5_000), () => setTimeout(() => response.destroy(), 20));
      }
    } else serve(request, response);
  };
  const names = ["/gone.png", "/page.png", "/empty.png", "/torn-once.png", "/torn-twice.png", "/42.png"];
  const generationId = await finished(
    "Lamp",
    names.map((name, position) => asset(position, `${media.origin}${name}`)),
  );
  const elsewhere = await finished("Elsewhere", [asset(0, "https://cdn.example/a.png")]);
  const { manifest, read, end } = await unpacked(
    await openArchive(
      session,
      workspaceId,
      ask([
        ...names.map((_, position) => ({ generationId, position })),
        { generationId: elsewhere, position: 0 },
        { generationId: randomUUID(), position: 0 },
      ]),
    ),
  );
  expect(manifest.files.map(({ problem }) => problem)).toEqual([
    "The file is no longer at Layer.",
    "Layer's media host sent a web page in place of the file.",
    "The file is empty.",
    null,
    "The connection to Layer's media host broke after 5000 bytes.",
    null,
    expect.stringMatching(/cdn\.example, which this Easel does not fetch from/),
    "This file is not in the workspace's history.",
  ]);
  expect(read(manifest.files[3]?.path ?? "").equals(whole)).toBe(true);
  expect(read(manifest.files[5]?.path ?? "").equals(whole)).toBe(true);
  end();
});

test("ten thousand selected are one archive, and one more is told, never left out", async () => {
  const generationId = await finished("Lamp", [asset(0, `${media.origin}/1.png`)]);
  const places = Array.from({ length: 9_999 }, () => ({ generationId: randomUUID(), position: 0 }));
  const outlook = foreseeArchive(session, workspaceId, ask([{ generationId, position: 0 }, ...places]));
  await expect(outlook).resolves.toMatchObject({ fileCount: 1, missingCount: 9_999 });
  const tooMany = [...places, ...places.slice(0, 2).map((place) => ({ ...place, position: 1 }))];
  const refused = await openArchive(session, workspaceId, ask(tooMany)).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    problem: { code: "invalid_request", detail: expect.stringContaining("10,000 files at most") as string },
  });
});

test("a reader who goes away ends what was asked of the media host", async () => {
  const closed = new Promise<void>((resolve) => {
    answer = (_, response) => {
      response.on("close", resolve);
      response.writeHead(200, { "content-type": "image/png" });
      response.write(Buffer.alloc(65_536));
    };
  });
  const generationId = await finished("Endless", [asset(0, `${media.origin}/1.png`)]);
  const response = await openArchive(session, workspaceId, ask([{ generationId, position: 0 }]));
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await expect(closed).resolves.toBeUndefined();
});

test("an address that has run out is asked of Layer once, and the newer one is kept", async () => {
  const { apiUrl } = sandbox;
  const call = async <Answer>(path: string, body?: unknown) =>
    (await (
      await fetch(`${apiUrl}/workspaces/${workspaceId}${path}`, {
        method: body ? "POST" : "GET",
        headers: { authorization: `Bearer ${session.token}`, "content-type": "application/json" },
        body: body ? JSON.stringify(body) : null,
      })
    ).json()) as Answer;
  const { models } = await call<{ models: Array<{ model_id: string }> }>(
    `/models?search=${encodeURIComponent("Test card: instant")}`,
  );
  const { inference_id: runId } = await call<{ inference_id: string }>("/inferences", {
    model_id: models[0]?.model_id,
    prompt: "A lantern",
    batch_size: 1,
    width: 64,
    height: 64,
  });
  const { outputs } = await expect
    .poll(
      () =>
        call<{ status: string; outputs: Array<{ file_id: string; url: string }> }>(`/inferences/${runId}`),
      {
        timeout: 10_000,
      },
    )
    .toMatchObject({ status: "complete" })
    .then(() => call<{ outputs: Array<{ file_id: string; url: string }> }>(`/inferences/${runId}`));
  const [output] = outputs;
  let refusals = 0;
  answer = (_, response) => {
    refusals += 1;
    response.writeHead(403).end();
  };
  const generationId = await finished(
    "Expired",
    [asset(0, `${media.origin}/expired.png`, { fileId: output?.file_id ?? "" })],
    runId,
  );
  const open = () =>
    openAsset(session, { workspaceId, generationId, position: 0 }, new Request("http://localhost:3000"), {
      isDownload: false,
      isPreview: false,
    });
  const first = await open();
  expect(first.status).toBe(200);
  await first.arrayBuffer();
  await (await open()).arrayBuffer();
  expect(refusals).toBe(1);
  const kept = await journal().findAsset(workspaceId, generationId, 0);
  expect(kept?.asset.url).toBe(output?.url);
});
