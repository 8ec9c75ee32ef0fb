import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Clock, FileStore, StoredFile } from "../parts";
import type { PlannedFault, StorageFault } from "./fault-plan";
import { createStorageHost } from "./storage-host";

/** A storage host on a port of its own, with what a test needs to drive it over HTTP. */
export interface StorageBench {
  origin: string;
  clock: Clock;
  files: Map<string, StoredFile>;
  /** A fresh signed URL and the file id it is for. */
  sign(upload: { sizeBytes: number; contentType?: string }): { url: string; fileId: string };
  /** Opens a session as Layer's clients do and returns its address. */
  open(upload: {
    sizeBytes: number;
    contentType?: string;
    origin?: string;
  }): Promise<{ session: string; fileId: string }>;
  plan(fault: StorageFault, how?: Partial<Pick<PlannedFault, "times" | "match">>): Promise<Response>;
  control(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export const workspaceId = "7b0f6a52-6c0c-4b57-9d8e-2f1c6f6f1a11";

/** The three headers without which a start is refused. */
export function startHeaders(contentType: string, sizeBytes: number): Record<string, string> {
  return {
    "x-goog-resumable": "start",
    "content-type": contentType,
    "x-goog-content-length-range": `0,${sizeBytes}`,
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, "127.0.0.1", resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return port;
}

/** Starts a storage host; `corsOrigins` configures its bucket as the sandbox's main program would. */
export async function openStorageBench(corsOrigins?: readonly string[]): Promise<StorageBench> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const files = new Map<string, StoredFile>();
  const store: FileStore = {
    get: (fileId) => files.get(fileId),
    put: (file) => {
      files.set(file.fileId, file);
    },
  };
  let offsetMs = 0;
  const clock: Clock = {
    now: () => Date.now() + offsetMs,
    advance: (ms) => {
      offsetMs += ms;
    },
  };
  const host = createStorageHost({ origin, clock, files: store, corsOrigins });
  const root = new Hono();
  root.route("/_control/storage", host.control);
  root.mount("/", host.app.fetch);
  const server = createAdaptorServer({ fetch: root.fetch });
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });

  const control: StorageBench["control"] = (path, init) => fetch(`${origin}/_control/storage${path}`, init);
  const sign: StorageBench["sign"] = ({ sizeBytes, contentType = "image/png" }) => {
    const fileId = randomUUID();
    const url = host.signUploadUrl({ fileId, workspaceId, contentType, fileName: "source.png", sizeBytes });
    return { url, fileId };
  };
  return {
    origin,
    clock,
    files,
    sign,
    control,
    async open({ sizeBytes, contentType = "image/png", origin: from }) {
      const { url, fileId } = sign({ sizeBytes, contentType });
      const response = await fetch(url, {
        method: "POST",
        headers: { ...startHeaders(contentType, sizeBytes), ...(from ? { origin: from } : {}) },
      });
      const session = response.headers.get("location");
      if (response.status !== 201 || session === null)
        throw new Error(`The start was refused: ${response.status}`);
      return { session, fileId };
    },
    plan: (fault, how = {}) =>
      control("/faults", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ fault, ...how }),
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
