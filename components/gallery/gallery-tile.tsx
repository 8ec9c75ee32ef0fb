"use client";

import { Check, Heart, Layers, X } from "lucide-react";
import Link from "next/link";
import { type CSSProperties, memo } from "react";
import { classNames } from "@/components/ui/class-names";
import { AssetTile } from "@/components/viewers/asset-tile";
import { generationPath } from "@/components/viewers/generation-paths";
import { statusWords } from "@/components/viewers/outcome-words";
import { shortened } from "@/components/viewers/shortened";
import { BreathingTile, OutcomeTile, RunLife } from "@/components/viewers/tile-state";
import { useMarks } from "@/lib/browser/marks";
import { type Generation, generationTitle } from "@/lib/domain/generation";
import { type AssetMarks, marksWords, reviewLabels } from "@/lib/domain/marks";
import { creativeUnits } from "@/lib/domain/money";
import { type GalleryEntry, marksOfEntry } from "./gallery-layout";

/** A place on the wall, in figures that can be compared: most tiles stay where they are when others come. */
export interface TileBox {
  topPixels: number;
  leftPixels: number;
  widthPixels: number;
  heightPixels: number;
}

interface GalleryTileProps extends TileBox {
  entry: GalleryEntry;
  /** The one tile that Tab stops at. */
  isTabStop: boolean;
  isEager: boolean;
  /** Under the pointer or the focus: what can be done with it is drawn. */
  isInHand: boolean;
  isSelected: boolean;
  /** Some tile is selected, so that each shows whether it is. */
  isSelecting: boolean;
  /** The flex it takes in the first paint, before the wall's width is known; null once it has its place. */
  flow: string | null;
}

// Contained: what is in a tile cannot move or be seen outside it, so the browser looks no further when it changes.
const placeOf = ({ topPixels, leftPixels, widthPixels, heightPixels }: TileBox): CSSProperties => ({
  position: "absolute",
  top: topPixels,
  left: leftPixels,
  width: widthPixels,
  height: heightPixels,
  contain: "strict",
});

/** What a screen reader calls the tile: its prompt first, then what tells it from its neighbours. */
function entryName({ generation, ordinal, count, stackCount }: GalleryEntry, marks: AssetMarks): string {
  const title = generationTitle(generation);
  return [
    shortened(title, 160),
    ...(stackCount > 1 ? [`stack of ${stackCount}`] : count > 1 ? [`${ordinal} of ${count}`] : []),
    // A run without a prompt is called by its source already.
    ...(title === generation.source.name ? [] : [generation.source.name]),
    ...(generation.status === "complete" ? [] : [statusWords(generation)]),
    ...marksWords(marks),
  ].join(", ");
}

/** What a run cost, as far as it is known: the charge, or while it goes on the quote. */
function priceWords(generation: Generation, count: number): string | null {
  const charged = "chargeCreativeUnits" in generation ? generation.chargeCreativeUnits : null;
  const amount = charged ?? generation.estimateCreativeUnits;
  if (amount === null) return null;
  return count > 1 ? `${creativeUnits(amount)} for ${count}` : creativeUnits(amount);
}

/** One place on the wall. It is the same element in the first paint and after, so that no picture is fetched twice. */
export const GalleryTile = memo(function GalleryTile({
  entry,
  isTabStop,
  isEager,
  isInHand,
  isSelected,
  isSelecting,
  flow,
  ...box
}: GalleryTileProps) {
  const { generation, tile, position, stackCount } = entry;
  const marks = useMarks(entry.key, marksOfEntry(entry));
  const name = entryName(entry, marks);
  const link = (
    <Link
      href={generationPath(generation, position)}
      prefetch={false}
      aria-label={name}
      tabIndex={isTabStop ? 0 : -1}
      data-entry-link=""
      draggable={false}
      className="peer absolute inset-0 z-1 outline-none"
    />
  );
  return (
    <li
      aria-label={name}
      data-entry={entry.key}
      // Out of the browser, onto a form, to another place on a board. A finger that rests on a tile drags nothing.
      draggable={isInHand && tile.kind === "asset"}
      className={classNames(
        "group relative min-w-0 overflow-hidden rounded-control bg-raised has-focus-visible:z-1 has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent-text",
        isSelected && "outline-3 -outline-offset-3 outline-accent",
        marks.verdict === "reject" && "[&_img,&_video]:opacity-35",
      )}
      style={flow === null ? placeOf(box) : { flex: flow, aspectRatio: tile.aspect }}
    >
      {tile.kind === "asset" ? (
        <AssetTile generation={generation} asset={tile.asset} isEager={isEager}>
          {link}
        </AssetTile>
      ) : tile.kind === "placeholder" ? (
        <>
          <BreathingTile delaySteps={tile.index} />
          {link}
          {tile.index === 0 ? <RunLife generation={generation} /> : null}
        </>
      ) : (
        <>
          <OutcomeTile generation={generation} isCompact />
          {link}
          <p
            aria-hidden="true"
            className="pointer-events-none absolute inset-x-0 bottom-0 truncate bg-raised px-3 pt-1 pb-2.5 text-11 text-muted"
          >
            {shortened(generationTitle(generation), 120)}
          </p>
        </>
      )}
      {isInHand && tile.kind === "asset" ? <Caption entry={entry} /> : null}
      <Marks marks={marks} />
      {tile.kind !== "placeholder" && (isInHand || isSelecting) ? (
        <button
          type="button"
          role="checkbox"
          aria-checked={isSelected}
          aria-label={`Select ${name}`}
          tabIndex={-1}
          data-entry-select=""
          className={classNames(
            "absolute top-1 left-1 z-2 grid size-7 place-items-center rounded-full touch:size-11",
            !isSelecting && "touch:hidden",
          )}
        >
          <span
            className={classNames(
              "grid size-5 place-items-center rounded-full shadow-[0_0_0_1.5px_#fff,0_1px_4px_#000]",
              isSelected ? "bg-accent text-accent-ink" : "bg-black/45 text-transparent hover:text-white",
            )}
          >
            <Check size={13} strokeWidth={3} aria-hidden="true" />
          </span>
        </button>
      ) : null}
      {stackCount > 1 || entry.isStackHead ? (
        <button
          type="button"
          tabIndex={-1}
          data-entry-stack=""
          aria-expanded={entry.isStackHead}
          aria-label={entry.isStackHead ? "Close the stack" : `Open the stack of ${stackCount}`}
          className="absolute top-1 right-1 z-2 inline-flex h-6 items-center gap-1 rounded-control bg-black/60 px-1.5 text-11 font-medium text-white tabular hover:bg-black/80 touch:h-11 touch:px-3"
        >
          <Layers size={12} aria-hidden="true" />
          {entry.isStackHead ? "Close" : stackCount}
        </button>
      ) : null}
    </li>
  );
});

function Caption({ entry: { generation, count } }: { entry: GalleryEntry }) {
  const price = priceWords(generation, count);
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-x-0 bottom-0 z-1 flex flex-col gap-0.5 bg-linear-to-t from-black/85 via-black/55 to-transparent px-2.5 pt-8 pb-2 text-white touch:hidden"
    >
      <p className="line-clamp-2 text-12">{shortened(generationTitle(generation), 200)}</p>
      <p className="truncate text-11 text-white/75 tabular">
        {generation.source.name}
        {price ? ` · ${price}` : ""}
      </p>
    </div>
  );
}

/** What was decided, small in a corner; nothing where nothing was. The link's name has it in words. */
function Marks({ marks }: { marks: AssetMarks }) {
  const { verdict, rating, isFavourite, review } = marks;
  if (!verdict && rating === null && !isFavourite && !review) return null;
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute right-1.5 bottom-1.5 z-2 inline-flex h-5 items-center gap-1 rounded-control bg-black/65 px-1.5 text-11 font-medium text-white tabular"
    >
      {verdict === "pick" ? <Check size={12} strokeWidth={3} className="text-success" /> : null}
      {verdict === "reject" ? <X size={12} strokeWidth={3} className="text-danger" /> : null}
      {rating === null ? null : <span>{rating}★</span>}
      {isFavourite ? <Heart size={11} className="fill-current" /> : null}
      {review ? <span>{review === "changes" ? "Changes" : reviewLabels[review]}</span> : null}
    </span>
  );
}
