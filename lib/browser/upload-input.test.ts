// @vitest-environment happy-dom
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { tabUploads } from "./tab-uploads";
import type { Upload } from "./upload-engine";
import { tabInputs, type UploadInput } from "./upload-input";

declare const happyDOM: { setURL: (url: string) => void };

// From a drop to the engine, over real HTTP: which files are sent, which are not, and what is said of those.

const workspaceId = "22222222-2222-4222-8222-222222222222";
let server: Server;
let started: string[] = [];

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("latin1");
}

beforeAll(async () => {
  let size = 0;
  server = createServer((incoming, outgoing) => {
    const json = (value: unknown) =>
      outgoing.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    void bodyOf(incoming).then((body) => {
      if (incoming.url?.includes("/uploads/known")) return json({ file: null });
      if (incoming.url?.endsWith("/chunk")) return json({ offset: size, isDone: true });
      if (incoming.method !== "POST") return outgoing.writeHead(204).end();
      const file = JSON.parse(body) as { name: string; sizeBytes: number };
      started.push(file.name);
      size = file.sizeBytes;
      json({ ticket: file.name, fileId: crypto.randomUUID(), chunkBytes: 4_194_304, expiresAt: "" });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  happyDOM.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const wav = (name: string, modified = 1) => {
  const bytes = randomBytes(3_000);
  Buffer.from("RIFF....WAVEfmt ", "latin1").copy(bytes);
  return { bytes, file: new File([new Uint8Array(bytes)], name, { lastModified: modified }) };
};

const rowOf = (name: string): UploadInput | undefined =>
  tabInputs()
    .snapshot()
    .find((input) => input.name === name);
const uploadOf = (name: string): Upload | undefined =>
  tabUploads()
    .snapshot()
    .find((upload) => upload.name === name);
const arrived = (name: string) =>
  vi.waitFor(() => expect(uploadOf(name)?.state.phase).toBe("done"), { timeout: 10_000, interval: 5 });

test("a drop sends each file's bytes once, and says of the rest why not", async () => {
  started = [];
  const { bytes, file } = wav("theme.wav");
  const twin = new File([new Uint8Array(bytes)], "twin.wav", { lastModified: 2 });
  await tabInputs().take(workspaceId, [
    file,
    file,
    twin,
    new File([], "empty.png"),
    new File(["%PDF-1.7 and more"], "paper.pdf"),
  ]);
  await arrived("theme.wav");
  await vi.waitFor(() => expect(["refused", "known"]).toContain(rowOf("twin.wav")?.state.phase));
  expect(started).toEqual(["theme.wav"]);
  expect(rowOf("empty.png")?.state).toMatchObject({ phase: "refused", sentence: "empty.png is empty." });
  expect(rowOf("paper.pdf")?.state).toMatchObject({
    phase: "refused",
    sentence: expect.stringContaining("Layer takes JPEG, PNG, WebP, MP4, MP3 and WAV.") as string,
  });
});

test("a file with a wrong name waits for a word, and goes up under the right one", async () => {
  started = [];
  const { file } = wav("theme-two.mp3");
  await tabInputs().take(workspaceId, [file]);
  const row = rowOf("theme-two.mp3");
  expect(row?.state).toMatchObject({ phase: "offered", offer: { kind: "rename", name: "theme-two.wav" } });
  expect(started).toEqual([]);
  tabInputs().accept(row?.id ?? "");
  await arrived("theme-two.wav");
  expect(rowOf("theme-two.mp3")).toBeUndefined();
});

test("who asked for a file is told of it, and nobody else's list has it", async () => {
  const told: string[] = [];
  await tabInputs().take(workspaceId, [new File([], "nothing.png"), wav("asked.wav").file], {
    purpose: "workflow",
    askedBy: "field",
    onRefused: (sentence) => told.push(sentence),
    onUpload: ({ name }) => told.push(name),
  });
  await arrived("asked.wav");
  expect(told).toEqual(["nothing.png is empty.", "asked.wav"]);
  expect(rowOf("nothing.png")).toBeUndefined();
});
