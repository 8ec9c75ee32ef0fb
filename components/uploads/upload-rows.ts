import type { Upload } from "@/lib/browser/upload-engine";
import type { UploadInput } from "@/lib/browser/upload-input";

export type UploadListRow = { id: string; input: UploadInput } | { id: string; upload: Upload };

/** So many that ended well stay in the list to be looked back at; the others are found among the workspace's files. */
const keptEnded = 12;

/** What waits for a person or was told to one; nothing of it moves by itself. */
const told = new Set<UploadInput["state"]["phase"]>(["offered", "refused"]);

/** The uploads that stand in the list: all but those that ended well some files ago. */
export function listedUploads(uploads: readonly Upload[]): readonly Upload[] {
  const done = uploads.filter(({ state }) => state.phase === "done");
  if (done.length <= keptEnded) return uploads;
  const old = new Set(done.slice(0, -keptEnded));
  return uploads.filter((upload) => !old.has(upload));
}

/**
 * The list from its top: what asks for a word, then what is on its way in the order it came, then what has not been looked
 * at yet. So what moves is in sight, however much waits behind it.
 */
export function rowsOf(uploads: readonly Upload[], inputs: readonly UploadInput[]): UploadListRow[] {
  const rowOf = (input: UploadInput): UploadListRow => ({ id: input.id, input });
  const known = inputs.filter(({ state }) => state.phase === "known");
  return [
    ...inputs.filter(({ state }) => told.has(state.phase)).map(rowOf),
    ...known.slice(-keptEnded).map(rowOf),
    ...listedUploads(uploads).map((upload) => ({ id: upload.id, upload })),
    ...inputs.filter(({ state }) => !told.has(state.phase) && state.phase !== "known").map(rowOf),
  ];
}
