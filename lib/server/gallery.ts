import "server-only";
import * as z from "zod";
import type { BoardChange, BoardItemsChange } from "@/lib/domain/board-tree";
import type {
  AssetComment,
  Board,
  Family,
  GalleryDay,
  GalleryFacets,
  GalleryPage,
  SavedSearch,
} from "@/lib/domain/gallery";
import {
  type GalleryFilter,
  galleryFilterFrom,
  galleryFilterParameters,
  type Hue,
} from "@/lib/domain/gallery-filter";
import { uuid } from "@/lib/domain/identifier";
import type { Decision, MarkedAsset } from "@/lib/domain/marks";
import { timeZoneFrom } from "@/lib/domain/preferences";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import type { NewComment } from "@/lib/journal/asset-notes";
import { requireWorkspace } from "./access";
import { env } from "./env";
import { journal } from "./journal";
import { generationParts, refreshWorkspace } from "./refresh";
import type { Session } from "./session";
import { shownGeneration } from "./shown-assets";

/** Of each list to choose from; a person searches for what is rarer. */
const maxFacets = 200;

const viewerOf = (session: Session, workspaceId: string) => ({ workspaceId, personId: session.personId });

async function enter(session: Session, workspaceId: string) {
  await requireWorkspace(session, workspaceId);
  return { history: journal(), viewer: viewerOf(session, workspaceId) };
}

const galleryQuery = z.object({
  direction: z.enum(["older", "newer"]),
  /** A moment to begin before, where there is no cursor. */
  before: z.iso.datetime().regex(/^[12]/, "must be in these two millennia").nullable(),
  /** Only these generations, where any are named. */
  among: z.array(uuid).max(200),
});

export interface GalleryRequest {
  filter: GalleryFilter;
  cursor: string | null;
  limit: number;
  direction: "older" | "newer";
  before: string | null;
  among: readonly string[];
  timeZone: string;
}

/** Reads the query of a request for a stretch of the gallery; `page` has been read already. */
export function galleryRequestFrom(
  query: URLSearchParams,
  page: { cursor: string | null; limit: number },
): GalleryRequest {
  return {
    ...page,
    ...galleryQuery.parse({
      direction: query.get("direction") ?? "older",
      before: query.get("before") || null,
      among: query.getAll("among"),
    }),
    filter: galleryFilterFrom(query),
    timeZone: timeZoneFrom(query.get("timeZone") ?? undefined),
  };
}

/** One stretch of the gallery. Due runs are looked at behind the answer: a list must not wait for Layer. */
export async function listGallery(
  session: Session,
  workspaceId: string,
  { before, ...request }: GalleryRequest,
): Promise<GalleryPage> {
  const { history, viewer } = await enter(session, workspaceId);
  await refreshWorkspace(session, workspaceId, generationParts(), 0);
  const page = await (before === null || request.cursor !== null
    ? history.listGallery(viewer, request)
    : history.galleryBefore(viewer, request, new Date(before)));
  const items = page.items.map((item) => ({ ...item, generation: shownGeneration(item.generation, env()) }));
  return { ...page, items };
}

export async function galleryDays(
  session: Session,
  workspaceId: string,
  filter: GalleryFilter,
  timeZone: string,
): Promise<{ days: GalleryDay[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { days: await history.galleryDays(viewer, filter, timeZone) };
}

export async function galleryFacets(session: Session, workspaceId: string): Promise<GalleryFacets> {
  const { history, viewer } = await enter(session, workspaceId);
  return await history.galleryFacets(viewer, maxFacets);
}

/** Takes decisions and tells how the assets stand; what is not in the workspace is left out. */
export async function decide(
  session: Session,
  workspaceId: string,
  decisions: readonly Decision[],
): Promise<{ assets: MarkedAsset[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { assets: await history.decide(viewer, session.personName, decisions) };
}

export async function listBoards(session: Session, workspaceId: string): Promise<{ boards: Board[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { boards: await history.listBoards(viewer) };
}

export async function addBoard(
  session: Session,
  workspaceId: string,
  board: { id: string; name: string; parentId: string | null },
): Promise<{ boards: Board[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { boards: await history.addBoard(viewer, { ...board, personName: session.personName }) };
}

export async function changeBoard(
  session: Session,
  workspaceId: string,
  boardId: string,
  change: BoardChange,
): Promise<{ boards: Board[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { boards: await history.changeBoard(viewer, boardId, change) };
}

export async function removeBoard(
  session: Session,
  workspaceId: string,
  boardId: string,
): Promise<{ boards: Board[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { boards: await history.removeBoard(viewer, boardId) };
}

export async function changeBoardItems(
  session: Session,
  workspaceId: string,
  boardId: string,
  change: BoardItemsChange,
): Promise<{ boards: Board[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { boards: await history.changeBoardItems(viewer, session.personName, boardId, change) };
}

interface Place {
  workspaceId: string;
  generationId: string;
  position: number;
}

export async function boardsOfAsset(
  session: Session,
  { workspaceId, generationId, position }: Place,
): Promise<{ boardIds: string[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { boardIds: await history.boardsOfAsset(viewer, generationId, position) };
}

/** Writes down which colours fill an asset, once. Throws `not_found` for what is not in the workspace. */
export async function noteColours(
  session: Session,
  { workspaceId, generationId, position }: Place,
  hues: readonly Hue[],
): Promise<void> {
  const { history, viewer } = await enter(session, workspaceId);
  const isKnown = await history.noteColours(viewer, generationId, position, hues);
  if (!isKnown) throw new ProblemError(problemOf("not_found"));
}

export const newCommentSchema = z.object({
  id: uuid,
  text: z.string().trim().min(1).max(4_000),
  point: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).nullable(),
  atSeconds: z.number().min(0).max(1e6).nullable(),
});

export const commentChangeSchema = z.union([
  z.object({ isResolved: z.boolean() }).strict(),
  z.object({ isRemoved: z.literal(true) }).strict(),
]);

export async function listComments(
  session: Session,
  { workspaceId, generationId, position }: Place,
): Promise<{ comments: AssetComment[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { comments: await history.listComments(viewer, generationId, position) };
}

export async function addComment(
  session: Session,
  { workspaceId, generationId, position }: Place,
  comment: NewComment,
): Promise<{ comments: AssetComment[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return {
    comments: await history.addComment(viewer, session.personName, generationId, position, comment),
  };
}

export async function changeComment(
  session: Session,
  workspaceId: string,
  commentId: string,
  change: z.infer<typeof commentChangeSchema>,
): Promise<{ comments: AssetComment[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { comments: await history.changeComment(viewer, commentId, change) };
}

export const savedSearchSchema = z.object({
  id: uuid,
  name: z.string().trim().min(1).max(120),
  query: z.string().max(4_000),
});

export async function listSearches(
  session: Session,
  workspaceId: string,
): Promise<{ searches: SavedSearch[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { searches: await history.listSearches(viewer) };
}

/** Keeps a search as the gallery itself would write it, so that nothing but a filter is ever kept. */
export async function addSearch(
  session: Session,
  workspaceId: string,
  search: SavedSearch,
): Promise<{ searches: SavedSearch[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  const query = galleryFilterParameters(galleryFilterFrom(new URLSearchParams(search.query))).toString();
  await history.addSearch(viewer, { ...search, query });
  return { searches: await history.listSearches(viewer) };
}

export async function removeSearch(
  session: Session,
  workspaceId: string,
  searchId: string,
): Promise<{ searches: SavedSearch[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  await history.removeSearch(viewer, searchId);
  return { searches: await history.listSearches(viewer) };
}

export async function familyOf(session: Session, workspaceId: string, generationId: string): Promise<Family> {
  const { history, viewer } = await enter(session, workspaceId);
  const family = await history.family(viewer, generationId);
  return {
    ...family,
    inputs: family.inputs.map((input) => ({
      ...input,
      parent: input.parent && {
        ...input.parent,
        generation: shownGeneration(input.parent.generation, env()),
      },
    })),
    children: family.children.map((child) => shownGeneration(child, env())),
  };
}
