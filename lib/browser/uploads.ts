"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { writeKnownFile } from "./drafts-store";
import { uploadsQuery } from "./queries";
import { createUploadEngine, isUploading, type Upload, type UploadEngine } from "./upload-engine";
import { pictureThumbnail } from "./uploads-thumbnail";
import { httpUploadTransport } from "./uploads-transport";

export interface TabUploads extends UploadEngine {
  /** A picture of an upload made on this machine, or null while there is none. */
  thumbnailOf: (id: string) => string | null;
}

let tab: TabUploads | null = null;

const isPicture = (upload: Upload) => upload.contentType?.startsWith("image/") ?? false;

/** The one engine of this tab: uploads go on while the person moves between pages. */
export function tabUploads(): TabUploads {
  if (tab) return tab;
  const engine = createUploadEngine({
    transport: httpUploadTransport(),
    isOnline: () => navigator.onLine,
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
  const draw = async (upload: Upload) => {
    drawing.add(upload.id);
    thumbnails.set(upload.id, (await pictureThumbnail(upload.file)) ?? "");
    notice();
    for (const listener of listeners) listener();
  };
  const notice = () => {
    const uploads = engine.snapshot();
    // The question before leaving is only asked while something would be lost by it.
    const mustGuard = isUploading(uploads);
    if (mustGuard !== isGuarded) {
      isGuarded = mustGuard;
      if (mustGuard) window.addEventListener("beforeunload", guard);
      else window.removeEventListener("beforeunload", guard);
    }
    for (const upload of uploads) {
      if (isPicture(upload) && !drawing.has(upload.id)) void draw(upload);
      remember(upload);
    }
  };
  engine.subscribe(notice);
  window.addEventListener("online", engine.noteNetwork);
  document.addEventListener("visibilitychange", engine.noteNetwork);

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

const none: readonly Upload[] = [];
const subscribe = (listener: () => void) => tabUploads().subscribe(listener);

/** The uploads of this tab into one workspace, in the order they were added. */
export function useUploads(workspaceId: string): readonly Upload[] {
  const all = useSyncExternalStore(
    subscribe,
    () => tabUploads().snapshot(),
    () => none,
  );
  return useMemo(() => all.filter((upload) => upload.workspaceId === workspaceId), [all, workspaceId]);
}

/** Refreshes the list of uploaded files whenever another upload has ended well. */
export function useFreshUploads(workspaceId: string, uploads: readonly Upload[]): void {
  const client = useQueryClient();
  const doneCount = uploads.filter(({ state }) => state.phase === "done").length;
  // An effect, because the end of an upload is news from outside React.
  useEffect(() => {
    if (doneCount > 0) void client.invalidateQueries({ queryKey: uploadsQuery(workspaceId).queryKey });
  }, [client, workspaceId, doneCount]);
}
