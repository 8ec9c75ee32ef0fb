"use client";

import Link from "next/link";
import { memo } from "react";
import { classNames } from "@/components/ui/class-names";
import { ModalityGlyph } from "@/components/ui/modality-glyph";
import { modalityLabel } from "@/lib/domain/modality";
import type { ModelSummary } from "@/lib/domain/model";
import type { ModelResult } from "@/lib/domain/model-result";
import { familyWords, plainWords, timingWords } from "@/lib/domain/model-words";
import { FavouriteButton } from "./favourite-button";
import { ModelPrice, PriceSkeleton } from "./model-price";
import { ResultStrip } from "./result-strip";

export type ModelView = "cards" | "table";

interface ModelItemProps {
  workspaceId: string;
  model: ModelSummary;
  view: ModelView;
  index: number;
  /** How many there are in all, for a screen reader; -1 while that is not known. */
  setSize: number;
  isFavourite: boolean;
  /** False while it may be drawn without being in sight: only what is seen is worth asking a price for. */
  isPriced: boolean;
  /** What was made with it here, newest first; none is undefined, so that a card is drawn anew only for news. */
  results: ModelResult[] | undefined;
}

export const ModelItem = memo(function ModelItem({
  workspaceId,
  model,
  view,
  index,
  setSize,
  isFavourite,
  isPriced,
  results,
}: ModelItemProps) {
  const words = model.baseModel ? familyWords(model.baseModel) : "";
  // Many a model is its own family, and its name said twice is noise.
  const family = words.toLowerCase() === model.name.toLowerCase() ? "" : words;
  const price = isPriced ? <ModelPrice workspaceId={workspaceId} modelId={model.id} /> : <PriceSkeleton />;
  const link = (
    <Link
      href={`/w/${workspaceId}/models/${model.id}`}
      prefetch={false}
      data-model-link={index}
      className="block truncate text-13 font-medium text-text outline-none after:absolute after:inset-0 after:rounded-tile focus-visible:after:outline-2 focus-visible:after:outline-offset-1 focus-visible:after:outline-accent-text"
    >
      {model.name}
    </Link>
  );
  const favourite = <FavouriteButton workspaceId={workspaceId} model={model} isFavourite={isFavourite} />;
  const common = { "data-model-id": model.id, "aria-posinset": index + 1, "aria-setsize": setSize };
  if (view === "table")
    return (
      <li
        {...common}
        className={classNames(
          modelColumns,
          "group relative border-b border-line px-2 transition-colors hover:bg-hover",
        )}
      >
        <ModalityGlyph modality={model.modality} isNamed className="text-muted" />
        <div className="min-w-0">{link}</div>
        <span className="truncate text-12 text-muted max-lg:hidden">{words}</span>
        <span className="truncate text-12 text-muted max-xl:hidden">
          {model.description && plainWords(model.description)}
        </span>
        <span className="text-right text-12 text-muted tabular max-sm:hidden">
          {timingWords(model.timing)}
        </span>
        <span className="flex justify-end">{price}</span>
        <span className="z-1">{favourite}</span>
      </li>
    );
  return (
    <li
      {...common}
      className="group relative flex flex-col rounded-tile bg-panel p-3 shadow-[inset_0_0_0_1px_var(--line)] transition-[background-color,box-shadow] hover:bg-raised hover:shadow-[inset_0_0_0_1px_var(--edge)] light:hover:bg-panel"
    >
      <div className="flex items-start gap-2.5">
        <span className="flex size-8 shrink-0 items-center justify-center rounded-control bg-hover text-soft">
          <ModalityGlyph modality={model.modality} size={17} />
        </span>
        <div className="min-w-0 grow">
          {link}
          <p className="truncate text-12 text-muted">
            {modalityLabel(model.modality)}
            {family ? ` · ${family}` : ""}
          </p>
        </div>
        <span
          className={classNames(
            "z-1 -mt-1 -mr-1 transition-opacity",
            !isFavourite &&
              "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 touch:opacity-100",
          )}
        >
          {favourite}
        </span>
      </div>
      {results ? (
        // What it made here says more than its maker's words, which are on its page.
        <div className="mt-2">
          <ResultStrip workspaceId={workspaceId} results={results} heightPixels={40} />
        </div>
      ) : (
        <p className="mt-2 line-clamp-2 text-12 text-muted">
          {model.description && plainWords(model.description)}
        </p>
      )}
      <div className="mt-auto flex h-4 items-center justify-between gap-2">
        <span className="truncate text-12 text-muted tabular">{timingWords(model.timing)}</span>
        {price}
      </div>
    </li>
  );
});

/** The table's columns, for its rows and its head alike. */
export const modelColumns =
  "grid items-center gap-3 grid-cols-[1.25rem_minmax(0,1fr)_7rem_2rem] sm:grid-cols-[1.25rem_minmax(0,1fr)_6rem_7rem_2rem] lg:grid-cols-[1.25rem_minmax(0,2fr)_minmax(0,1fr)_6rem_7rem_2rem] xl:grid-cols-[1.25rem_minmax(0,2fr)_minmax(0,1fr)_minmax(0,3fr)_6rem_7rem_2rem] touch:grid-cols-[1.25rem_minmax(0,1fr)_7rem_2.75rem]";
