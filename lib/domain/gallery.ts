import type { Generation } from "./generation";
import type { AssetPlace } from "./marks";

/** One generation in the gallery, and which of its assets fit what was asked for. */
export interface GalleryItem {
  generation: Generation;
  /** Null where nothing was asked of single assets: all of them. */
  positions: number[] | null;
}

/** A stretch of the gallery, newest first; or of a board, as it was put by hand. */
export interface GalleryPage {
  items: GalleryItem[];
  /** Where what follows begins; null at the end. */
  olderCursor: string | null;
  /** Where what came after begins; null while there is nothing at all. */
  newerCursor: string | null;
  /** Whether there is anything newer now. */
  hasNewer: boolean;
}

interface NamedCount {
  name: string;
  count: number;
}

/** What there is to filter by in a workspace, the most used first. */
export interface GalleryFacets {
  sources: Array<{ id: string; kind: "model" | "workflow"; name: string; count: number }>;
  people: NamedCount[];
  sessions: NamedCount[];
  tags: NamedCount[];
}

/** How many generations fit on each day that has any, newest first: what the jump bar offers. */
export interface GalleryDay {
  day: string;
  count: number;
}

export interface Board {
  id: string;
  parentId: string | null;
  name: string;
  /** Assets on it, without those on boards within it. */
  count: number;
  personName: string;
}

export interface AssetComment {
  id: string;
  text: string;
  /** Shares of the width and height from the top left; null where it is about the whole. */
  point: { x: number; y: number } | null;
  atSeconds: number | null;
  personName: string;
  isMine: boolean;
  createdAt: string;
  isResolved: boolean;
}

export interface SavedSearch {
  id: string;
  name: string;
  /** The gallery's address without its path. */
  query: string;
}

/** An asset somewhere in a family, with what a small tile needs. */
export interface FamilyMember extends AssetPlace {
  generation: Generation;
}

/** A file that a generation was given. */
export interface FamilyInput {
  fileId: string;
  role: string;
  /** The asset it is, where it was made here. */
  parent: FamilyMember | null;
  /** Its name, where it was uploaded through Easel. */
  upload: { name: string; hasThumbnail: boolean } | null;
}

/** Where a generation came from and what was made from it. */
export interface Family {
  inputs: FamilyInput[];
  /** Newest first. */
  children: Generation[];
  /** There are more children than were read. */
  isCut: boolean;
}
