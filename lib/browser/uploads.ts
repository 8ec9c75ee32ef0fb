"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { writeKnownFile } from "./drafts-store";
import { uploadsQuery } from "./queries";
import {
  createUploadEngine,
  type DirectMemory,
  isUploading,
  type Upload,
  type UploadEngine,
} from "./upload-engine";
import { tabLocks } from "./upload-locks";
import { browserUploadStore } from "./upload-store";
import { pictureThumbnail } from "./uploads-thumbnail";
import { httpUploadTransport } from "./uploads-transport";

export interface TabUploads extends UploadEngine {
  /** A picture of an upload made on this machine, or null while there is none. */
  thumbnailOf: (id: string) => string | null;
}

let tab: TabUploads | null = null;

const directKey = "easel-direct-refused";
let isDirectRefused = false;

/** What this tab has learnt about the storage host's rules between origins, across reloads where the browser lets it. */
const directMemory: DirectMemory = {
  isRefused() {
    try {
      return isDirectRefused || sessionStorage.getItem(directKey) !== null;
    } catch {
      return isDirectRefused;
    }
  },
  refuse() {
    isDirectRefused = true;
    try {
      sessionStorage.setItem(directKey, "1");
    } catch {
      // Storage is blocked: the page remembers by itself for as long as it lives.
    }
  },
};

type OpenableItem = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> };

let droppedHandles: Array<Promise<FileSystemHandle | null>> = [];

/** A browser tells of a handle only while the drop is being dealt with, whoever deals with it. */
const noteDrop = ({ dataTransfer }: DragEvent) => {
  droppedHandles = [...(dataTransfer?.items ?? [])].flatMap((item: OpenableItem) =>
    item.kind === "file" && item.getAsFileSystemHandle
      ? [item.getAsFileSystemHandle().catch(() => null)]
      : [],
  );
};

/** How a file of the last drop can be opened again after a reload. */
async function handleOf(file: File): Promise<FileSystemFileHandle | null> {
  for (const handle of await Promise.all(droppedHandles)) {
    if (handle?.kind !== "file" || handle.name !== file.name) continue;
    const found = await (handle as FileSystemFileHandle).getFile();
    if (found.size === file.size && found.lastModified === file.lastModified)
      return handle as FileSystemFileHandle;
  }
  return null;
}

const isPicture = (upload: Upload) => upload.contentType?.startsWith("image/") ?? false;

/** The one engine of this tab: uploads go on while the person moves between pages. */
export function tabUploads(): TabUploads {
  if (tab) return tab;
  const engine = createUploadEngine({
    transport: httpUploadTransport(),
    isOnline: () => navigator.onLine,
    // Each telling draws the page anew, on the processor that also has to send.
    tellEveryMs: 100,
    store: browserUploadStore(),
    locks: tabLocks(),
    direct: directMemory,
    handleOf,
  });
  // An empty text where there was nothing to draw.
  const thumbnails = new Map<string, string>();
  const drawing = new Set<string>();
  const remembered = new Set<string>();
  const listeners = new Set<() => void>();
  const guard = (event: BeforeUnloadEvent) => event.preventDefault();
  let isGuarded = false;

  const remember = (upload: Upload) => {
    if (upload.state.phase !== "done" || !upload.fileId || remembered.has(upload.id)) return;
    if (isPicture(upload) && !thumbnails.has(upload.id)) return;
    remembered.add(upload.id);
    void writeKnownFile(upload.fileId, {
      name: upload.name,
      contentType: upload.contentType ?? "",
      thumbnail: thumbnails.get(upload.id) || null,
    });
  };
  // One after the other: each is unpacked whole for a moment, and a drop may bring hundreds.
  let drawn: Promise<void> = Promise.resolve();
  const draw = (upload: Upload) => {
    drawing.add(upload.id);
    drawn = drawn.then(async () => {
      if (!engine.snapshot().some(({ id }) => id === upload.id)) return;
      thumbnails.set(upload.id, (await pictureThumbnail(upload.file)) ?? "");
      notice();
      for (const listener of listeners) listener();
    });
  };
  let wakeLock: WakeLockSentinel | null = null;
  let isAskingForWakeLock = false;
  /** A machine that falls asleep ends every connection, so it is kept awake while bytes are on their way. */
  const keepAwake = async (isBusy: boolean) => {
    if (!isBusy) {
      void wakeLock?.release().catch(() => {});
      wakeLock = null;
      return;
    }
    if (isAskingForWakeLock || (wakeLock && !wakeLock.released) || document.visibilityState !== "visible")
      return;
    isAskingForWakeLock = true;
    try {
      wakeLock = (await (navigator.wakeLock as WakeLock | undefined)?.request("screen")) ?? null;
    } catch {
      // Low battery, or a browser without: the upload goes on after the sleep.
    } finally {
      isAskingForWakeLock = false;
    }
    if (!isUploading(engine.snapshot())) void keepAwake(false);
  };
  const notice = () => {
    const uploads = engine.snapshot();
    // The question before leaving is only asked while something would be lost by it.
    const mustGuard = isUploading(uploads);
    if (mustGuard !== isGuarded) {
      isGuarded = mustGuard;
      if (mustGuard) window.addEventListener("beforeunload", guard);
      else window.removeEventListener("beforeunload", guard);
      void keepAwake(mustGuard);
    }
    for (const upload of uploads) {
      // What an earlier page left unfinished may still wait for its file.
      const isThere = upload.file.size > 0 || upload.state.phase === "done";
      if (isPicture(upload) && isThere && !drawing.has(upload.id)) draw(upload);
      remember(upload);
    }
  };
  engine.subscribe(notice);
  window.addEventListener("drop", noteDrop, { capture: true });
  window.addEventListener("online", engine.noteNetwork);
  document.addEventListener("visibilitychange", () => {
    engine.noteNetwork();
    // The browser takes the lock away from a hidden page.
    if (isGuarded) void keepAwake(true);
  });

  tab = {
    ...engine,
    subscribe(listener) {
      listeners.add(listener);
      const end = engine.subscribe(listener);
      return () => {
        listeners.delete(listener);
        end();
      };
    },
    thumbnailOf: (id) => thumbnails.get(id) || null,
  };
  return tab;
}

/** The picture of one upload, as soon as it is drawn. */
export function useThumbnail(id: string): string | null {
  return useSyncExternalStore(
    subscribe,
    () => tabUploads().thumbnailOf(id),
    () => null,
  );
}

const none: readonly Upload[] = [];
const subscribe = (listener: () => void) => tabUploads().subscribe(listener);

const restored = new Set<string>();

/** The uploads of this tab into one workspace, in the order they were added. */
export function useUploads(workspaceId: string): readonly Upload[] {
  const all = useSyncExternalStore(
    subscribe,
    () => tabUploads().snapshot(),
    () => none,
  );
  // An effect, because what an earlier page left unfinished lies in the browser's own storage.
  useEffect(() => {
    if (restored.has(workspaceId)) return;
    restored.add(workspaceId);
    void tabUploads().restore(workspaceId);
  }, [workspaceId]);
  return useMemo(() => all.filter((upload) => upload.workspaceId === workspaceId), [all, workspaceId]);
}

// Of hundreds that end one after the other not each is worth reading the list again.
const refreshEveryMs = 2_000;

/** Refreshes the list of uploaded files when others have ended well. */
export function useFreshUploads(workspaceId: string, uploads: readonly Upload[]): void {
  const client = useQueryClient();
  const refreshedMs = useRef(Number.NEGATIVE_INFINITY);
  const doneCount = uploads.filter(({ state }) => state.phase === "done").length;
  // An effect, because the end of an upload is news from outside React.
  useEffect(() => {
    if (doneCount === 0) return undefined;
    const refresh = () => {
      refreshedMs.current = performance.now();
      void client.invalidateQueries({ queryKey: uploadsQuery(workspaceId).queryKey });
    };
    const timer = setTimeout(refresh, Math.max(0, refreshedMs.current + refreshEveryMs - performance.now()));
    return () => clearTimeout(timer);
  }, [client, workspaceId, doneCount]);
}
