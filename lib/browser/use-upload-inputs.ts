"use client";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { tabInputs, type UploadInput } from "./upload-input";

const none: readonly UploadInput[] = [];

/** The files of this tab and workspace that have not reached the engine, in the order they came. */
export function useUploadInputs(
  workspaceId: string,
  purpose?: UploadInput["purpose"],
): readonly UploadInput[] {
  const all = useSyncExternalStore(
    (listener) => tabInputs().subscribe(listener),
    () => tabInputs().snapshot(),
    () => none,
  );
  // An effect, because what waited for a word when the page was left lies in the browser's own storage.
  useEffect(() => void tabInputs().restore(workspaceId), [workspaceId]);
  return useMemo(
    () =>
      all.filter(
        (input) => input.workspaceId === workspaceId && (purpose === undefined || input.purpose === purpose),
      ),
    [all, workspaceId, purpose],
  );
}
