import type { QueryClient } from "@tanstack/react-query";
import type { BoardChange, BoardItemsChange } from "../domain/board-tree";
import type { Board } from "../domain/gallery";
import { api, workspacePath } from "./api";
import { galleriesKey } from "./gallery-live";
import { boardsQuery } from "./gallery-queries";
import { putAnswer } from "./put-answer";

type Boards = { boards: Board[] };

/** Every change of boards is answered with all of them as they stand. */
async function change(
  client: QueryClient,
  workspaceId: string,
  method: "POST" | "PUT" | "DELETE",
  parts: readonly string[],
  body?: unknown,
): Promise<void> {
  const boards = await api<Boards>(workspacePath(workspaceId, "boards", ...parts), { method, body });
  await putAnswer(client, boardsQuery(workspaceId).queryKey, boards);
}

/** Makes a board and gives its id. */
export async function addBoard(
  client: QueryClient,
  workspaceId: string,
  board: { name: string; parentId: string | null },
): Promise<string> {
  const id = crypto.randomUUID();
  await change(client, workspaceId, "POST", [], { id, ...board });
  return id;
}

export async function changeBoard(
  client: QueryClient,
  workspaceId: string,
  boardId: string,
  wanted: BoardChange,
): Promise<void> {
  await change(client, workspaceId, "PUT", [boardId], wanted);
}

export async function removeBoard(client: QueryClient, workspaceId: string, boardId: string): Promise<void> {
  await change(client, workspaceId, "DELETE", [boardId]);
}

export async function changeBoardItems(
  client: QueryClient,
  workspaceId: string,
  boardId: string,
  wanted: BoardItemsChange,
): Promise<void> {
  await change(client, workspaceId, "POST", [boardId, "items"], wanted);
  void client.invalidateQueries({ queryKey: ["asset-boards", workspaceId] });
  // The order is the wall's own already; what came or went is read again where it is looked at next.
  if (wanted.action !== "move")
    void client.invalidateQueries({
      queryKey: galleriesKey(workspaceId),
      predicate: ({ queryKey }) => String(queryKey[2]).includes(`board=${boardId}`),
    });
}
