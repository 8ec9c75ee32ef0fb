import type { ChangeOf } from "@/lib/browser/choices";
import { shortDayLabel } from "@/lib/domain/calendar-days";
import type { Board, GalleryFacets } from "@/lib/domain/gallery";
import { type GalleryFilter, type GalleryShape, type GalleryState } from "@/lib/domain/gallery-filter";
import { reviewLabels } from "@/lib/domain/marks";
import { modalityLabel } from "@/lib/domain/modality";

export const stateLabels: Record<GalleryState, string> = {
  running: "Running",
  complete: "Complete",
  failed: "Failed",
  unknown: "Outcome unknown",
  cancelled: "Cancelled or deleted",
};

export const shapeLabels: Record<GalleryShape, string> = {
  landscape: "Landscape",
  portrait: "Portrait",
  square: "Square",
};

export const verdictLabels = { pick: "Picked", reject: "Rejected", none: "Undecided" } as const;
export const reviewFilterLabels = { ...reviewLabels, none: "Not proposed" } as const;

export const hueLabel = (hue: string) => `${hue.charAt(0).toUpperCase()}${hue.slice(1)}`;

/** One thing that is asked for, in words, and what to change to no longer ask for it. */
export interface FilterToken {
  key: string;
  label: string;
  without: (now: GalleryFilter) => Partial<GalleryFilter>;
}

interface Names {
  facets?: Pick<GalleryFacets, "sources"> | undefined;
  boards?: readonly Board[] | undefined;
}

const without = <Value>(values: readonly Value[], value: Value) => values.filter((other) => other !== value);

/** Everything that is asked for but the words of the search, which stand in their own field. */
export function filterTokens(filter: GalleryFilter, { facets, boards }: Names): FilterToken[] {
  const tokens: FilterToken[] = [];
  const add = (key: string, label: string, change: ChangeOf<GalleryFilter>) =>
    tokens.push({ key, label, without: typeof change === "function" ? change : () => change });
  if (filter.isTrash) add("trash", "In the trash", { isTrash: false });
  if (filter.boardId !== null) {
    const name = boards?.find(({ id }) => id === filter.boardId)?.name;
    add("board", name ? `Board: ${name}` : "On a board", { boardId: null });
  }
  for (const modality of filter.modalities)
    add(`modality ${modality}`, modalityLabel(modality), (now) => ({
      modalities: without(now.modalities, modality),
    }));
  for (const id of filter.sources) {
    const source = facets?.sources.find((candidate) => candidate.id === id);
    add(`source ${id}`, source?.name ?? "One model", (now) => ({ sources: without(now.sources, id) }));
  }
  if (filter.kind) add("kind", filter.kind === "workflow" ? "Workflow runs" : "Model runs", { kind: null });
  if (filter.isMine) add("mine", "Mine", { isMine: false });
  for (const person of filter.people)
    add(`person ${person}`, `By ${person}`, (now) => ({ people: without(now.people, person) }));
  for (const session of filter.sessions)
    add(`session ${session}`, `Session: ${session}`, (now) => ({ sessions: without(now.sessions, session) }));
  for (const state of filter.states)
    add(`state ${state}`, stateLabels[state], (now) => ({ states: without(now.states, state) }));
  if (filter.rating !== null)
    add(
      "rating",
      filter.rating === 0 ? "Unrated" : filter.rating === 5 ? "5★" : `${filter.rating}★ and more`,
      {
        rating: null,
      },
    );
  for (const verdict of filter.verdicts)
    add(`verdict ${verdict}`, verdictLabels[verdict], (now) => ({
      verdicts: without(now.verdicts, verdict),
    }));
  for (const review of filter.reviews)
    add(`review ${review}`, reviewFilterLabels[review], (now) => ({ reviews: without(now.reviews, review) }));
  if (filter.isFavourite) add("favourite", "Favourites", { isFavourite: false });
  for (const tag of filter.tags) add(`tag ${tag}`, `#${tag}`, (now) => ({ tags: without(now.tags, tag) }));
  if (filter.shape) add("shape", shapeLabels[filter.shape], { shape: null });
  if (filter.minLongSidePixels !== null)
    add("size", `${filter.minLongSidePixels} px and more`, { minLongSidePixels: null });
  const { fromDay, toDay } = filter;
  if (fromDay || toDay)
    add(
      "days",
      fromDay && toDay
        ? fromDay === toDay
          ? shortDayLabel(fromDay)
          : `${shortDayLabel(fromDay)} to ${shortDayLabel(toDay)}`
        : fromDay
          ? `From ${shortDayLabel(fromDay)}`
          : `Until ${shortDayLabel(toDay ?? "")}`,
      { fromDay: null, toDay: null },
    );
  const { minCreditUnits: min, maxCreditUnits: max } = filter;
  if (min !== null || max !== null)
    add(
      "cost",
      min !== null && max !== null
        ? `${min} to ${max} CU`
        : min === null
          ? `At most ${max} CU`
          : `At least ${min} CU`,
      { minCreditUnits: null, maxCreditUnits: null },
    );
  if (filter.usedFileId !== null) add("used", "Made with one file", { usedFileId: null });
  for (const hue of filter.hues)
    add(`hue ${hue}`, hueLabel(hue), (now) => ({ hues: without(now.hues, hue) }));
  return tokens;
}

/** Whether anything at all is asked for. */
export function isFiltered(filter: GalleryFilter): boolean {
  return filter.text !== "" || filterTokens(filter, {}).length > 0;
}

/** A name for a search that somebody keeps. */
export function suggestedName(filter: GalleryFilter, names: Names): string {
  return [filter.text, ...filterTokens(filter, names).map(({ label }) => label)]
    .filter((part) => part !== "")
    .join(", ")
    .slice(0, 120);
}
