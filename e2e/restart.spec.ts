import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { expect, ground, test } from "./fixtures";
import type { Sandbox, StudioAccess } from "./sandbox-control";
import { Caller, HeldQuestion, SecondEasel } from "./second-easel";

interface Generation {
  id: string;
  status: string;
}

async function modelId(caller: Caller, access: StudioAccess, name: string) {
  const { models } = await caller.get<{ models: Array<{ id: string; name: string }> }>(
    `/workspaces/${access.workspaceId}/models?q=${encodeURIComponent(name)}`,
  );
  return models.find((model) => model.name === name)?.id;
}

async function startRun(caller: Caller, access: StudioAccess, model: string) {
  return caller.post<Generation>(`/workspaces/${access.workspaceId}/generations`, {
    requestId: randomUUID(),
    request: {
      kind: "model",
      modelId: await modelId(caller, access, model),
      parameters: { prompt: "Survives", batchSize: 1, width: 512, height: 512 },
      references: [],
      mask: null,
      sessionName: null,
    },
  });
}

const readsOfRuns = async (sandbox: Sandbox, access: StudioAccess) =>
  (await sandbox.requests({ token: access.token })).filter(
    ({ method, path }) => method === "GET" && /\/inferences\/[^/]+$/.test(path),
  );

test("a run whose server is killed goes on in another, and is started once", async ({ sandbox, access }) => {
  const second = await SecondEasel.start();
  const there = await Caller.signIn(second.url, access.token);
  const started = await startRun(there, access, "Flux 2 Dev");
  expect(started.status).toBe("running");
  await second.kill();
  const here = await Caller.signIn(ground().environment.APP_URL ?? "", access.token);
  const path = `/workspaces/${access.workspaceId}/generations/${started.id}`;
  await expect
    .poll(async () => (await here.get<Generation>(path)).status, { timeout: 45_000 })
    .toBe("complete");
  expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
});

test("two servers and three tabs together read a run once an interval", async ({ sandbox, access }) => {
  const second = await SecondEasel.start();
  const callers = [
    await Caller.signIn(ground().environment.APP_URL ?? "", access.token),
    await Caller.signIn(second.url, access.token),
    await Caller.signIn(second.url, access.token),
  ];
  const [first] = callers;
  expect(first).toBeDefined();
  const started = await startRun(first as Caller, access, "Test card: slow");
  expect(started.status).toBe("running");
  const begun = Date.now();
  const spanMs = 20_000;
  const ask = async (caller: Caller) => {
    while (Date.now() - begun < spanMs)
      await caller.get(`/workspaces/${access.workspaceId}/generations/changes`);
  };
  await Promise.all(callers.map(ask));
  await second.kill();
  const reads = await readsOfRuns(sandbox, access);
  const gapsSeconds = reads.slice(1).map((read, index) => (read.at - (reads[index]?.at ?? 0)) / 1_000);
  const intervalSeconds = 2;
  expect(reads.length, "the run was read at all").toBeGreaterThan(1);
  expect(reads.length / (spanMs / 1_000 / intervalSeconds)).toBeLessThanOrEqual(1.05);
  expect(Math.min(...gapsSeconds)).toBeGreaterThan(intervalSeconds * 0.9);
});

test("a server told to end answers what it was asked, and is not kept by browsers that go on asking", async () => {
  const second = await SecondEasel.start();
  const talkative = await HeldQuestion.ask(second.url);
  const silent = await HeldQuestion.ask(second.url);
  // As browsers open them in advance, without a word.
  const unused = connect(Number(new URL(second.url).port), "localhost");
  await once(unused, "connect");
  // However it is closed.
  unused.on("error", () => undefined);
  const stopped = second.stop();
  const newcomer = () => fetch(second.url).then(String, (error: Error) => error.cause);
  await expect.poll(newcomer).toMatchObject({ code: "ECONNREFUSED" });
  expect((await talkative.finish()).statusCode).toBe(302);
  const last = await talkative.askOn();
  expect(last.statusCode).toBe(200);
  expect(last.headers.connection).toBe("close");
  expect((await silent.finish()).statusCode).toBe(302);
  await stopped;
});
