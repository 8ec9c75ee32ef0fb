// The seams between the sandbox's three hosts. Each host is a Hono app of its own on an origin of its own.
import type { Hono } from "hono";

/** A clock the control endpoint can move, so that a week's expiry is testable in a millisecond. */
export interface Clock {
  now(): number;
  advance(ms: number): void;
}

/** What lies in storage under a file id once its last byte has arrived (or once a run has produced it). */
export interface StoredFile {
  fileId: string;
  workspaceId: string;
  contentType: string;
  fileName: string | null;
  bytes: Buffer;
  createdAt: number;
}

/** Every uploaded and generated file, shared by the three hosts. */
export interface FileStore {
  get(fileId: string): StoredFile | undefined;
  put(file: StoredFile): void;
}

/** The storage host: signed URLs and resumable sessions. */
export interface StorageHost {
  app: Hono;
  /** Mounted on the API origin at /_control/storage: the fault plan, session inspection. */
  control?: Hono;
  /** A V4-looking signed URL for a resumable start, living 15 minutes on the given clock. */
  signUploadUrl(upload: {
    fileId: string;
    workspaceId: string;
    contentType: string;
    fileName: string | null;
    sizeBytes: number;
  }): string;
}

/** One file a finished run hands out; the API host turns it into the contract's asset shape. */
export interface RenderedAsset {
  fileId: string;
  url: string;
  previewUrl: string | null;
  contentType: string;
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  sizeBytes: number;
}

/** What a run asks of the media host, after normalisation. */
export interface RenderJob {
  workspaceId: string;
  modality: "text" | "image" | "audio" | "video" | "three_d";
  /** The model's slug; it chooses the look, so that two models differ to the eye. */
  style: string;
  prompt: string;
  seed: number;
  count: number;
  width: number;
  height: number;
  durationSeconds: number;
  fps: number;
  parameters: Readonly<Record<string, unknown>>;
  guidance: ReadonlyArray<{ file: StoredFile; type: string; weight: number | null }>;
  mask: {
    file: StoredFile;
    forTransparency: boolean;
    forNontransparency: boolean;
    edgeRadius: number;
  } | null;
  /** For file names: YYYY-MM-DD-HHMMSS of the run's completion. */
  finishedAt: number;
}

/** The media host: renders results and serves them publicly, with Range. */
export interface MediaHost {
  app: Hono;
  render(job: RenderJob): Promise<RenderedAsset[]>;
}
