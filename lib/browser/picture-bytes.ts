import { queryOptions } from "@tanstack/react-query";
import type { PictureSize } from "../domain/picture-size";
import { ProblemError, problemOf } from "../domain/problem";
import { isProblem, noAnswer, workspacePath } from "./api";
import { keepPicture, keptPicture } from "./picture-store";
import type { Upload } from "./upload-engine";

/** A picture that can be drawn: its bytes, and its size the right way up. */
export interface PictureBytes {
  blob: Blob;
  size: PictureSize;
}

async function sizeOf(blob: Blob): Promise<PictureSize | null> {
  try {
    const bitmap = await createImageBitmap(blob);
    const size = { widthPixels: bitmap.width, heightPixels: bitmap.height };
    bitmap.close();
    return size;
  } catch {
    return null;
  }
}

async function measured(blob: Blob, known: PictureSize | null = null): Promise<PictureBytes | null> {
  const size = known ?? (await sizeOf(blob));
  return size && { blob, size };
}

/** Where the bytes of a file may be: with its upload in this tab, kept by this browser, or with the run that made it. */
async function findPicture(
  workspaceId: string,
  fileId: string | null,
  upload: Upload | null,
  copyKey: string | null,
): Promise<PictureBytes | null> {
  if (upload && upload.file.size > 0) {
    const picture = await measured(upload.file);
    // Kept from now on: Layer gives nobody an uploaded file back, and a reload ends what this tab holds.
    if (picture && fileId) await keepPicture(fileId, picture);
    return picture;
  }
  for (const key of [copyKey, fileId]) {
    const kept = key === null ? null : await keptPicture(key);
    if (kept) return await measured(kept.blob, kept.size);
  }
  if (fileId === null) return null;
  const bytes = await fetchedBytes(`/api${workspacePath(workspaceId, "files", fileId)}`);
  const picture = bytes && (await measured(bytes));
  if (picture) await keepPicture(fileId, picture);
  return picture;
}

/** What lies at a path of ours, or null where Easel has no way to it. Throws ProblemError where only this try came to nothing. */
async function fetchedBytes(path: string): Promise<Blob | null> {
  const lost = (cause: unknown) => {
    throw new ProblemError(noAnswer(), { cause });
  };
  const response = await fetch(path).catch(lost);
  if (response.status === 204) return null;
  if (response.ok) return await response.blob().catch(lost);
  const answer: unknown = await response.json().catch(() => null);
  throw new ProblemError(isProblem(answer) ? answer : problemOf("asset_unavailable"));
}

interface PicturePlace {
  workspaceId: string;
  fileId: string | null;
  /** The upload of this tab that the file comes from. */
  upload?: Upload | null;
  copyKey?: string | null;
}

/** The bytes of a picture of the workspace; null where neither this browser nor a run of Easel's has them. Throws ProblemError. */
export function pictureBytesQuery({ workspaceId, fileId, upload = null, copyKey = null }: PicturePlace) {
  return queryOptions({
    queryKey: ["picture", workspaceId, fileId, upload?.id ?? null, copyKey],
    queryFn: () => findPicture(workspaceId, fileId, upload, copyKey),
    // Bytes never change; that there are none may, once they are chosen again.
    staleTime: ({ state }) => (state.data ? Number.POSITIVE_INFINITY : 0),
    // The browser's own storage is asked first, and is there without a network.
    networkMode: "always",
    // A blob is a handle, but the browser may hold its bytes in memory for as long as anybody has it.
    gcTime: 60_000,
    retry: false,
  });
}
