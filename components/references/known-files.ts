import type { QueryClient } from "@tanstack/react-query";
import type { KnownFile } from "@/lib/browser/drafts";
import { readKnownFile } from "@/lib/browser/drafts-store";
import { uploadsQuery } from "@/lib/browser/queries";
import type { Generation } from "@/lib/domain/generation";
import { referenceOf } from "./reference-of";

/**
 * What files look like and are called, as far as this browser can tell: results of the loaded generations, files it
 * uploaded itself, and the workspace's newest uploads. Layer itself has no way to ask.
 */
export async function findKnownFiles(
  client: QueryClient,
  workspaceId: string,
  fileIds: readonly string[],
  generations: readonly Generation[],
): Promise<Map<string, KnownFile>> {
  const found = new Map<string, KnownFile>();
  for (const generation of generations) {
    if (generation.status !== "complete") continue;
    for (const asset of generation.assets)
      if (asset.fileId && fileIds.includes(asset.fileId))
        found.set(asset.fileId, referenceOf(generation, asset));
  }
  for (const fileId of fileIds) {
    const known = found.has(fileId) ? null : await readKnownFile(fileId);
    if (known) found.set(fileId, known);
  }
  if (fileIds.every((fileId) => found.has(fileId))) return found;
  // Only a name and a type are at stake: without them the reference still works.
  const uploads = await client.fetchInfiniteQuery(uploadsQuery(workspaceId)).catch(() => null);
  for (const { fileId, name, contentType } of uploads?.pages.flatMap((page) => page.files) ?? [])
    if (fileIds.includes(fileId) && !found.has(fileId))
      found.set(fileId, { name, contentType, thumbnail: null });
  return found;
}
