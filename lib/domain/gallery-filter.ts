import { isUuid } from "./is-uuid";
import type { Review, Verdict } from "./marks";
import type { Modality } from "./modality";

/** What became of a generation, in the groups an artist looks for. */
export const galleryStates = ["running", "complete", "failed", "unknown", "cancelled"] as const;
export type GalleryState = (typeof galleryStates)[number];

const galleryShapes = ["landscape", "portrait", "square"] as const;
export type GalleryShape = (typeof galleryShapes)[number];

export const hues = [
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "purple",
  "pink",
  "brown",
  "black",
  "grey",
  "white",
] as const;
export type Hue = (typeof hues)[number];

/** What the gallery shows. Lists are "any of these"; what is empty, null or false asks for nothing. */
export interface GalleryFilter {
  text: string;
  modalities: readonly Modality[];
  /** Ids of models and workflows. */
  sources: readonly string[];
  /** Workflow runs only, or model runs only. */
  kind: "model" | "workflow" | null;
  people: readonly string[];
  isMine: boolean;
  sessions: readonly string[];
  states: readonly GalleryState[];
  /** At least so many stars; 0 is unrated. */
  rating: number | null;
  verdicts: readonly (Verdict | "none")[];
  reviews: readonly (Review | "none")[];
  isFavourite: boolean;
  tags: readonly string[];
  boardId: string | null;
  isTrash: boolean;
  minLongSidePixels: number | null;
  shape: GalleryShape | null;
  /** Calendar days in the viewer's time zone, both included. */
  fromDay: string | null;
  toDay: string | null;
  minCreditUnits: number | null;
  maxCreditUnits: number | null;
  /** A file that was a reference, a mask or an input. */
  usedFileId: string | null;
  hues: readonly Hue[];
}

export const noFilter: GalleryFilter = {
  text: "",
  modalities: [],
  sources: [],
  kind: null,
  people: [],
  isMine: false,
  sessions: [],
  states: [],
  rating: null,
  verdicts: [],
  reviews: [],
  isFavourite: false,
  tags: [],
  boardId: null,
  isTrash: false,
  minLongSidePixels: null,
  shape: null,
  fromDay: null,
  toDay: null,
  minCreditUnits: null,
  maxCreditUnits: null,
  usedFileId: null,
  hues: [],
};

/** A list longer than this was not chosen by anybody. */
const maxChosen = 50;
const maxSearchCharacters = 300;

const oneOf = <Value extends string>(text: string | null, known: readonly Value[]): Value | null =>
  known.find((value) => value === text) ?? null;

function numberIn(text: string | null, min: number, max: number): number | null {
  if (text === null || text.trim() === "") return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= min && value <= max ? value : null;
}

function dayIn(text: string | null): string | null {
  if (text === null || !/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return null;
  const moment = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== text ? null : text;
}

const uuidIn = (text: string | null): string | null =>
  text !== null && isUuid(text) ? text.toLowerCase() : null;

/** Reads an address. What it does not understand is left out, so that an old or mistyped link still opens the gallery. */
export function galleryFilterFrom(parameters: URLSearchParams): GalleryFilter {
  const all = (name: string) =>
    [...new Set(parameters.getAll(name).filter((text) => text !== "" && text.length <= 300))].slice(
      0,
      maxChosen,
    );
  const known = <Value extends string>(name: string, values: readonly Value[]): Value[] =>
    all(name).flatMap((text) => oneOf(text, values) ?? []);
  const rating = numberIn(parameters.get("rating"), 0, 5);
  const longSide = numberIn(parameters.get("size"), 1, 100_000);
  return {
    text: (parameters.get("q") ?? "").trim().slice(0, maxSearchCharacters),
    modalities: all("modality"),
    sources: all("source").flatMap((text) => uuidIn(text) ?? []),
    kind: oneOf(parameters.get("kind"), ["model", "workflow"]),
    people: all("person"),
    isMine: parameters.get("mine") === "1",
    sessions: all("session"),
    states: known("state", galleryStates),
    rating: rating !== null && Number.isInteger(rating) ? rating : null,
    verdicts: known("verdict", ["pick", "reject", "none"]),
    reviews: known("review", ["proposed", "changes", "approved", "none"]),
    isFavourite: parameters.get("favourite") === "1",
    tags: all("tag"),
    boardId: uuidIn(parameters.get("board")),
    isTrash: parameters.get("trash") === "1",
    minLongSidePixels: longSide,
    shape: oneOf(parameters.get("shape"), galleryShapes),
    fromDay: dayIn(parameters.get("since")),
    toDay: dayIn(parameters.get("until")),
    minCreditUnits: numberIn(parameters.get("min-cost"), 0, 1e9),
    maxCreditUnits: numberIn(parameters.get("max-cost"), 0, 1e9),
    usedFileId: uuidIn(parameters.get("used")),
    hues: known("colour", hues),
  };
}

/** The inverse of `galleryFilterFrom`, always in the same order; nothing asked gives empty parameters. */
export function galleryFilterParameters(filter: GalleryFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  const add = (name: string, values: readonly string[]) => {
    for (const value of values) parameters.append(name, value);
  };
  const set = (name: string, value: string | number | null) => {
    if (value !== null && value !== "") parameters.set(name, String(value));
  };
  const flag = (name: string, isOn: boolean) => {
    if (isOn) parameters.set(name, "1");
  };
  set("q", filter.text);
  add("modality", filter.modalities);
  add("source", filter.sources);
  set("kind", filter.kind);
  add("person", filter.people);
  flag("mine", filter.isMine);
  add("session", filter.sessions);
  add("state", filter.states);
  set("rating", filter.rating);
  add("verdict", filter.verdicts);
  add("review", filter.reviews);
  flag("favourite", filter.isFavourite);
  add("tag", filter.tags);
  set("board", filter.boardId);
  flag("trash", filter.isTrash);
  set("size", filter.minLongSidePixels);
  set("shape", filter.shape);
  set("since", filter.fromDay);
  set("until", filter.toDay);
  set("min-cost", filter.minCreditUnits);
  set("max-cost", filter.maxCreditUnits);
  set("used", filter.usedFileId);
  add("colour", filter.hues);
  return parameters;
}

/** Whether some of a generation's assets may fit while its others do not. */
export function isAboutAssets(filter: GalleryFilter): boolean {
  return (
    filter.rating !== null ||
    filter.verdicts.length > 0 ||
    filter.reviews.length > 0 ||
    filter.isFavourite ||
    filter.tags.length > 0 ||
    filter.boardId !== null ||
    filter.isTrash ||
    filter.minLongSidePixels !== null ||
    filter.shape !== null ||
    filter.hues.length > 0
  );
}

/**
 * The words of a search: what is in quotes stays together, a minus in front leaves out. A word finds those that begin
 * with it.
 */
export interface SearchWord {
  text: string;
  isLeftOut: boolean;
  isPhrase: boolean;
}

const maxSearchWords = 20;

export function searchWords(text: string): SearchWord[] {
  const words: SearchWord[] = [];
  for (const match of text.matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)) {
    const isPhrase = match[2] !== undefined;
    const word = (match[2] ?? match[3] ?? "").trim();
    // Without a letter or a digit there is nothing to look for.
    if (/[\p{L}\p{N}]/u.test(word)) words.push({ text: word, isLeftOut: match[1] === "-", isPhrase });
  }
  return words.slice(0, maxSearchWords);
}
