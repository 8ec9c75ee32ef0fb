import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startEmbeddedPostgres } from "./embedded-postgres.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "easel-embedded-test-"));
  chmodSync(folder, 0o755);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function query<Row extends object>(databaseUrl: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl });
  // A server that ends tells so by an event beside the refusal, and an event that nobody hears ends the process.
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const isAnswering = (databaseUrl: string) =>
  query(databaseUrl, "select 1").then(
    () => true,
    () => false,
  );

/** Another process that starts the database on `folder` and stays. */
async function startElsewhere(): Promise<{ owner: ChildProcess; databaseUrl: string }> {
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL("embedded-postgres.mjs", import.meta.url).href)});
    console.log((await startEmbeddedPostgres({ dataDir: process.argv[1] })).databaseUrl);
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--input-type=module", "--eval", program, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [databaseUrl] = (await once(createInterface({ input: owner.stdout }), "line")) as [string];
  return { owner, databaseUrl };
}

test("data and password outlive a stop, and nobody else may read them", async () => {
  const first = await startEmbeddedPostgres({ dataDir: folder });
  await query(first.databaseUrl, "create table kept as select 7 as n");
  await first.stop();
  expect(await isAnswering(first.databaseUrl)).toBe(false);
  expect(statSync(join(folder, "password")).mode & 0o077).toBe(0);
  const second = await startEmbeddedPostgres({ dataDir: folder });
  expect(await query(second.databaseUrl, "select n from kept")).toEqual([{ n: 7 }]);
  await second.stop();
});

test("it answers only with the password and only on loopback", async () => {
  const { databaseUrl, stop } = await startEmbeddedPostgres({ dataDir: folder });
  const wrong = new URL(databaseUrl);
  wrong.password = "password";
  expect(await isAnswering(wrong.href)).toBe(false);
  expect(await query(databaseUrl, "select setting from pg_settings where name = 'listen_addresses'")).toEqual(
    [{ setting: "127.0.0.1" }],
  );
  await stop();
});

test("a killed process takes its server with it, and the data open again with all that was committed", async () => {
  const { owner, databaseUrl } = await startElsewhere();
  await query(databaseUrl, "create table kept as select 7 as n");
  owner.kill("SIGKILL");
  const again = await startEmbeddedPostgres({ dataDir: folder });
  await vi.waitFor(async () =>
    expect(await isAnswering(databaseUrl)).toBe(databaseUrl === again.databaseUrl),
  );
  expect(await query(again.databaseUrl, "select n from kept")).toEqual([{ n: 7 }]);
  await again.stop();
});

test("who starts on data that are in use joins the server, and leaves it running", async () => {
  const { owner, databaseUrl } = await startElsewhere();
  const joined = await startEmbeddedPostgres({ dataDir: folder });
  expect(joined.databaseUrl).toBe(databaseUrl);
  await joined.stop();
  expect(await isAnswering(databaseUrl)).toBe(true);
  owner.kill("SIGTERM");
  await vi.waitFor(async () => expect(await isAnswering(databaseUrl)).toBe(false), { timeout: 10_000 });
});

test("two temporary servers at once do not meet, and leave nothing behind", async () => {
  const servers = await Promise.all([startEmbeddedPostgres(), startEmbeddedPostgres()]);
  const homes = await Promise.all(
    servers.map(async ({ databaseUrl }) => {
      const [row] = await query<{ setting: string }>(
        databaseUrl,
        "select setting from pg_settings where name = 'data_directory'",
      );
      return row?.setting ?? "";
    }),
  );
  expect(new Set(homes).size).toBe(2);
  await Promise.all(servers.map(({ stop }) => stop()));
  for (const home of homes) expect(() => statSync(home)).toThrow(/ENOENT/);
});

test.runIf(process.getuid?.() === 0)(
  "as root it also starts in a folder that no other user may enter, and finds its data there again",
  async () => {
    chmodSync(folder, 0o700);
    const dataDir = join(folder, "data");
    const first = await startEmbeddedPostgres({ dataDir });
    await query(first.databaseUrl, "create table kept as select 7 as n");
    const [row] = await query<{ setting: string }>(
      first.databaseUrl,
      "select setting from pg_settings where name = 'data_directory'",
    );
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir });
    expect(await query(second.databaseUrl, "select n from kept")).toEqual([{ n: 7 }]);
    await second.stop();
    rmSync(join(row?.setting ?? folder, ".."), { recursive: true, force: true });
  },
);
