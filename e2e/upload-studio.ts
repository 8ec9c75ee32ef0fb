import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { freePort, root, waitForAnswer } from "../scripts/processes.mjs";
import { test as base, expect, ground } from "./fixtures";
import { noiseFile } from "./noise-file.mjs";
import { Sandbox } from "./sandbox-control";
import { StudioPage } from "./studio-page";

interface StorageRequest {
  op: string;
  method: string;
  fileId: string;
  bytes: number;
  status: number | null;
  fault: string | null;
}

interface UploadedFile {
  fileId: string;
  name: string;
}

/** An Easel and a sandbox of one worker's own: a test may change the storage host's rules without disturbing another. */
class UploadStudio {
  private constructor(
    private readonly children: readonly ChildProcess[],
    readonly url: string,
    readonly controlUrl: string,
  ) {}

  static async start(transport: string): Promise<UploadStudio> {
    const [apiPort, storagePort, mediaPort, port] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const layer = spawn(process.execPath, ["--import", "tsx", join(root, "sandbox", "main.ts")], {
      cwd: root,
      stdio: "ignore",
      env: {
        PATH: process.env.PATH ?? "",
        NODE_ENV: "test",
        SANDBOX_API_PORT: String(apiPort),
        SANDBOX_STORAGE_PORT: String(storagePort),
        SANDBOX_MEDIA_PORT: String(mediaPort),
      },
    });
    const url = `http://localhost:${port}`;
    const easel = spawn(process.execPath, [join(root, ".next", "standalone", "server.js")], {
      stdio: "ignore",
      env: {
        ...ground().environment,
        NODE_ENV: "production",
        LAYER_API_URL: `http://localhost:${apiPort}/v1`,
        LAYER_STORAGE_ORIGINS: `http://localhost:${storagePort}`,
        LAYER_MEDIA_ORIGINS: `http://127.0.0.1:${mediaPort}`,
        UPLOAD_TRANSPORT: transport,
        PORT: String(port),
        APP_URL: url,
      },
    });
    await waitForAnswer(`http://localhost:${apiPort}/v1/workspaces`);
    await waitForAnswer(`${url}/api/health`);
    return new UploadStudio([layer, easel], url, `http://localhost:${apiPort}/_control`);
  }

  async stop() {
    await Promise.all(
      this.children.map(async (child) => {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
      }),
    );
  }

  private async control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.controlUrl}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    return (text === "" ? null : JSON.parse(text)) as Answer;
  }

  /** As after a start: the page may do everything, nothing goes wrong, nothing has been asked. */
  async reset() {
    await this.control("DELETE", "/storage/faults");
    await this.control("DELETE", "/storage/requests");
    await this.allowOrigins([this.url]);
  }

  allowOrigins(origins: string[] | null) {
    return this.control("PUT", "/storage/cors", { origins });
  }

  plan(fault: Record<string, unknown>, more: { op?: string; times?: number | null } = {}) {
    const { op, ...times } = more;
    return this.control("POST", "/storage/faults", { fault, match: op ? { op } : {}, ...times });
  }

  clearFaults() {
    return this.control("DELETE", "/storage/faults");
  }

  async requests(op: string): Promise<StorageRequest[]> {
    const all = await this.control<StorageRequest[]>("GET", "/storage/requests");
    return all.filter((request) => request.op === op);
  }

  /** The faults that requests have met so far, each kind once. */
  async metFaults(): Promise<string[]> {
    const all = await this.control<StorageRequest[]>("GET", "/storage/requests");
    return [...new Set(all.flatMap(({ fault }) => fault ?? []))].toSorted();
  }

  async sha256Of(fileId: string): Promise<string | undefined> {
    return (await this.control<{ sha256?: string }>("GET", `/storage/objects/${fileId}/sha256`)).sha256;
  }
}

/** A file of the kind its name ends with, on the disk of the machine the browser runs on. */
export function fileOnDisk(folder: string, name: string, sizeBytes: number) {
  const bytes = noiseFile(name, sizeBytes);
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { name, path, sha256: createHash("sha256").update(bytes).digest("hex") };
}

type DiskFile = ReturnType<typeof fileOnDisk>;

export class UploadsPage {
  constructor(
    readonly page: Page,
    private readonly studio: UploadStudio,
    private readonly workspaceId: string,
  ) {}

  async open() {
    await this.page.goto(`${this.studio.url}/w/${this.workspaceId}/uploads`);
    await expect(this.page.getByRole("button", { name: "Choose files" })).toBeVisible();
    // The button is the server's; what hears it comes with the page's keys.
    await expect(this.page.locator("html")).toHaveAttribute("data-keys", /Everywhere/);
  }

  async choose(...files: Array<Pick<DiskFile, "path">>) {
    const choosing = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: "Choose files" }).click();
    await (await choosing).setFiles(files.map(({ path }) => path));
  }

  row(name: string) {
    return this.page.getByRole("listitem", { name });
  }

  /** What the workspace's history says was uploaded; asked beside the page, whose network may be off. */
  async uploaded(): Promise<UploadedFile[]> {
    const response = await this.page.request.get(
      `${this.studio.url}/api/workspaces/${this.workspaceId}/uploads?limit=100`,
    );
    return ((await response.json()) as { files: UploadedFile[] }).files;
  }

  /** Holds that every one of the files is stored byte for byte, each once. */
  async expectStored(files: readonly DiskFile[], timeout = 30_000) {
    const wanted = files.map(({ name, sha256 }) => `${name} ${sha256}`).toSorted();
    await expect
      .poll(
        async () => {
          const found = await this.uploaded();
          const lines = found.map(
            async ({ name, fileId }) => `${name} ${await this.studio.sha256Of(fileId)}`,
          );
          return (await Promise.all(lines)).toSorted();
        },
        { timeout, intervals: [200] },
      )
      .toEqual(wanted);
  }
}

export const passTime = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * One of every fault that passes by itself, each for whichever request comes first that can meet it. Few are for what is not a
 * file's end: on a line that is known to be quick a file of this size is one request.
 */
const everyFault: ReadonlyArray<[Record<string, unknown>, { op: string }]> = [
  [{ kind: "cut", bytes: 0 }, { op: "chunk" }],
  [{ kind: "cut", bytes: 600_000 }, { op: "chunk" }],
  [{ kind: "no-range", lost: true }, { op: "chunk" }],
  [{ kind: "persist-then-destroy" }, { op: "chunk" }],
  [{ kind: "persist-then-destroy" }, { op: "final" }],
  [{ kind: "short-range", bytes: 300_000 }, { op: "final" }],
  [{ kind: "gap" }, { op: "final" }],
  [{ kind: "status", status: 503, retryAfter: 1 }, { op: "final" }],
  [{ kind: "status", status: 429 }, { op: "final" }],
  [{ kind: "stall", at: "after-body", ms: 1_500 }, { op: "final" }],
  [{ kind: "gone", status: 410 }, { op: "final" }],
  [{ kind: "flip-byte" }, { op: "final" }],
];

/**
 * Eight mixed files, one of every fault among them, and a network that comes and goes meanwhile. Holds that every file is
 * stored byte for byte, and that every fault was really met.
 */
export async function expectAllThroughEverything(uploads: UploadsPage, studio: UploadStudio, folder: string) {
  for (const [fault, match] of everyFault) await studio.plan(fault, match);
  // Slow enough that the network goes away in the middle of what is sent.
  await studio.plan({ kind: "slow", bytesPerSecond: 3 * 1_048_576 }, { times: null });
  const kinds = ["png", "jpg", "webp", "mp4", "mp3", "wav"];
  const files = Array.from({ length: 8 }, (_, at) =>
    fileOnDisk(folder, `part-${at}.${kinds[at % kinds.length]}`, 1_200_000 + at * 110_011),
  );
  await uploads.choose(...files);
  await expect.poll(async () => (await studio.requests("chunk")).length).toBeGreaterThan(0);
  for (const awayMs of [250, 700, 400]) {
    await uploads.page.context().setOffline(true);
    // The time a network is away cannot be told from outside by any event of the page's.
    await passTime(awayMs);
    await uploads.page.context().setOffline(false);
    await passTime(500);
  }
  await uploads.expectStored(files, 60_000);
  const wanted = new Set([...everyFault.map(([{ kind }]) => kind as string), "slow"]);
  expect(await studio.metFaults()).toEqual([...wanted].toSorted());
}

interface Fixtures {
  uploads: UploadsPage;
}

interface WorkerFixtures {
  /** What `UPLOAD_TRANSPORT` says in this worker's Easel. */
  uploadTransport: string;
  uploadStudio: UploadStudio;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  uploadTransport: ["auto", { option: true, scope: "worker" }],
  uploadStudio: [
    async ({ uploadTransport }, use) => {
      const studio = await UploadStudio.start(uploadTransport);
      await use(studio);
      await studio.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ uploadStudio }, use) => {
    await use(uploadStudio.url);
  },
  sandbox: async ({ uploadStudio }, use) => {
    await uploadStudio.reset();
    await use(new Sandbox(uploadStudio.controlUrl));
  },
  uploads: async ({ watchedPage, access, uploadStudio }, use) => {
    await new StudioPage(watchedPage, access).enter(access.token);
    const uploads = new UploadsPage(watchedPage, uploadStudio, access.workspaceId);
    await uploads.open();
    await use(uploads);
  },
});

export { expect };
