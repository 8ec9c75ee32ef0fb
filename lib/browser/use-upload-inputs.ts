"use client";
import { useMemo, useSyncExternalStore } from "react";
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
  return useMemo(
    () =>
      all.filter(
        (input) => input.workspaceId === workspaceId && (purpose === undefined || input.purpose === purpose),
      ),
    [all, workspaceId, purpose],
  );
}
