"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { whenIdle } from "./idle";
import { uploadsQuery } from "./queries";
import { uploadDesk } from "./upload-desk";
import type { Upload } from "./upload-engine";
import type { UploadInput } from "./upload-input";
import { browserUploadStore } from "./upload-store";
import { waitingTab } from "./waiting-tab";

const none: readonly never[] = [];
const restored = new Set<string>();

/** Whether an earlier page of this browser may have left something: an unfinished upload, or a file without a word. */
async function isAnythingLeft(workspaceId: string): Promise<boolean> {
  if (waitingTab() !== null) return true;
  const records = await browserUploadStore().all();
  return records.some((record) => record.workspaceId === workspaceId && record.doneFileId === null);
}

/** Takes up what was left, once; where nothing was, what would do it is not even fetched. */
async function restore(workspaceId: string): Promise<void> {
  if (restored.has(workspaceId)) return;
  restored.add(workspaceId);
  try {
    if (uploadDesk.opened() === null && !(await isAnythingLeft(workspaceId))) return;
    const { uploads, inputs } = await uploadDesk.open();
    await Promise.all([uploads.restore(workspaceId), inputs.restore(workspaceId)]);
  } catch {
    // What could not be taken up now is there for the next page.
    restored.delete(workspaceId);
  }
}

/** The uploads of this tab into one workspace, in the order they were added. */
export function useUploads(workspaceId: string): readonly Upload[] {
  const all = useSyncExternalStore(uploadDesk.subscribe, uploadDesk.uploads, () => none);
  // An effect, because what an earlier page left unfinished lies in the browser's own storage.
  useEffect(() => whenIdle(() => void restore(workspaceId)), [workspaceId]);
  return useMemo(() => all.filter((upload) => upload.workspaceId === workspaceId), [all, workspaceId]);
}

/** The picture of one upload, as soon as it is drawn. */
export function useThumbnail(id: string): string | null {
  return useSyncExternalStore(
    uploadDesk.subscribe,
    () => uploadDesk.opened()?.uploads.thumbnailOf(id) ?? null,
    () => null,
  );
}

/** The files of this tab and workspace that have not reached the engine, in the order they came. */
export function useUploadInputs(
  workspaceId: string,
  purpose?: UploadInput["purpose"],
): readonly UploadInput[] {
  const all = useSyncExternalStore(uploadDesk.subscribe, uploadDesk.inputs, () => none);
  // An effect, because what waited for a word when the page was left lies in the browser's own storage.
  useEffect(() => whenIdle(() => void restore(workspaceId)), [workspaceId]);
  return useMemo(
    () =>
      all.filter(
        (input) => input.workspaceId === workspaceId && (purpose === undefined || input.purpose === purpose),
      ),
    [all, workspaceId, purpose],
  );
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
