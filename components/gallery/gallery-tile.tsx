"use client";

import Link from "next/link";
import { type CSSProperties, memo } from "react";
import { AssetTile } from "@/components/viewers/asset-tile";
import { generationPath } from "@/components/viewers/generation-paths";
import { statusWords } from "@/components/viewers/outcome-words";
import { shortened } from "@/components/viewers/shortened";
import { BreathingTile, OutcomeTile, RunLife } from "@/components/viewers/tile-state";
import { type Generation, generationTitle } from "@/lib/domain/generation";
import { creativeUnits } from "@/lib/domain/money";
import type { GalleryEntry } from "./gallery-layout";

interface GalleryTileProps {
  entry: GalleryEntry;
  /** The one tile that Tab stops at. */
  isTabStop: boolean;
  isEager: boolean;
  style: CSSProperties;
}

/** What a screen reader calls the tile: its prompt first, then what tells it from its neighbours. */
function entryName({ generation, ordinal, count }: GalleryEntry): string {
  const title = generationTitle(generation);
  return [
    shortened(title, 160),
    ...(count > 1 ? [`${ordinal} of ${count}`] : []),
    // A run without a prompt is called by its source already.
    ...(title === generation.source.name ? [] : [generation.source.name]),
    ...(generation.status === "complete" ? [] : [statusWords(generation)]),
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
export const GalleryTile = memo(function GalleryTile({ entry, isTabStop, isEager, style }: GalleryTileProps) {
  const { generation, tile, count } = entry;
  const name = entryName(entry);
  const price = priceWords(generation, count);
  const link = (
    <Link
      href={generationPath(generation, tile.kind === "asset" ? tile.asset.position : 0)}
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
      className="group relative min-w-0 overflow-hidden rounded-control bg-raised has-focus-visible:z-1 has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent-text"
      style={style}
    >
      {tile.kind === "asset" ? (
        <AssetTile generation={generation} asset={tile.asset} isEager={isEager}>
          {link}
          <div
            aria-hidden="true"
            className="pointer-events-none absolute inset-x-0 bottom-0 z-1 flex flex-col gap-0.5 bg-linear-to-t from-black/85 via-black/55 to-transparent px-2.5 pt-8 pb-2 text-white opacity-0 transition-opacity group-hover:opacity-100 group-has-focus-visible:opacity-100 touch:hidden"
          >
            <p className="line-clamp-2 text-12">{shortened(generationTitle(generation), 200)}</p>
            <p className="truncate text-11 text-white/75 tabular">
              {generation.source.name}
              {price ? ` · ${price}` : ""}
            </p>
          </div>
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
            className="pointer-events-none absolute inset-x-0 bottom-0 truncate px-3 pb-2.5 text-11 text-muted"
          >
            {shortened(generationTitle(generation), 120)}
          </p>
        </>
      )}
    </li>
  );
});
