import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { problemFrom } from "@/lib/browser/api";
import { changeBoardItems } from "@/lib/browser/boards";
import { changeLists } from "@/lib/browser/change-lists";
import type { GalleryData } from "@/lib/browser/gallery-live";
import { reordered } from "@/lib/domain/board-tree";
import type { GalleryPage } from "@/lib/domain/gallery";
import { assetKeyOf } from "@/lib/domain/marks";
import { problemWords } from "@/lib/domain/problem";

const keyOfItem = ({ generation, positions }: GalleryPage["items"][number]) =>
  assetKeyOf({ generationId: generation.id, position: positions?.[0] ?? 0 });

export function placeOfKey(key: string) {
  const [generationId = "", position = "0"] = key.split(":");
  return { generationId, position: Number(position) };
}

/** The pages with their items in another order; each page keeps its length, so that its cursors stay true. */
function movedPages(pages: GalleryPage[], keys: readonly string[], before: string | null) {
  const items = pages.flatMap((page) => page.items);
  const byKey = new Map(items.map((item) => [keyOfItem(item), item]));
  // Where it was put is no longer among what is loaded.
  if (before !== null && !byKey.has(before)) return pages;
  const order = reordered([...byKey.keys()], keys, before).flatMap((key) => byKey.get(key) ?? []);
  let at = 0;
  return pages.map((page) => {
    const next = order.slice(at, at + page.items.length);
    at += page.items.length;
    return { ...page, items: next };
  });
}

/** Puts assets of a board in another place: seen at once, taken back where the server does not have it so. */
export function useMoveOnBoard(workspaceId: string, queryKey: QueryKey) {
  const client = useQueryClient();
  return (boardId: string) => (keys: readonly string[], before: string | null) => {
    changeLists<GalleryData>(client, queryKey, (data) => {
      const pages = movedPages(data.pages, keys, before);
      return pages === data.pages ? data : { ...data, pages };
    });
    const move = async () => {
      try {
        await changeBoardItems(client, workspaceId, boardId, {
          action: "move",
          assets: keys.map(placeOfKey),
          before: before === null ? null : placeOfKey(before),
        });
      } catch (error) {
        toast(`The order was not kept. ${problemWords[problemFrom(error).code].title}`);
        await client.invalidateQueries({ queryKey });
      }
    };
    void move();
  };
}
