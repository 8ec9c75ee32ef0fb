"use client";

import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import type { Asset } from "@/lib/domain/asset";
import type { Generation } from "@/lib/domain/generation";
import { AssetTile } from "./asset-tile";
import { BreathingTile, OutcomeTile, RunLife } from "./tile-state";
import { tilesOf } from "./tiles-of";

interface GenerationTilesProps {
  generation: Generation;
  /** Lies over each asset: a link to it, its actions, a caption. */
  overlay?: (asset: Asset) => ReactNode;
  /** What can be done about an outcome without pictures: "Try again", "Edit". */
  actions?: ReactNode;
  /** Height a row of tiles has before it is stretched to the full width. */
  rowHeightPixels?: number;
  /** Its pictures are fetched at once. */
  isEager?: boolean;
}

/**
 * One generation as its tiles, in whatever state: rows that fill the width at true aspect, sized by the browser alone.
 * Placeholders take the room that the results will, so that nothing moves when they come.
 */
export function GenerationTiles({
  generation,
  overlay,
  actions,
  rowHeightPixels = 240,
  isEager = false,
}: GenerationTilesProps) {
  const tiles = tilesOf(generation);
  const isAlone = tiles.length === 1;
  return (
    <div className="relative flex flex-wrap gap-1">
      {tiles.map((tile, index) => {
        if (tile.kind === "outcome")
          return (
            <div key={tile.key} className="min-h-36 w-full max-w-lg overflow-hidden rounded-tile">
              <OutcomeTile generation={generation} actions={actions} />
            </div>
          );
        return (
          <div
            key={tile.key}
            className={classNames("relative overflow-hidden rounded-tile", isAlone && "max-w-full")}
            style={{
              flex: `${tile.aspect} 1 ${tile.aspect * rowHeightPixels}px`,
              aspectRatio: tile.aspect,
              // A single result would otherwise be as wide as the stage, and taller than the window.
              maxWidth: isAlone ? `calc(${tile.aspect} * ${rowHeightPixels * 2}px)` : undefined,
            }}
          >
            {tile.kind === "asset" ? (
              <AssetTile generation={generation} asset={tile.asset} isEager={isEager}>
                {overlay?.(tile.asset)}
              </AssetTile>
            ) : (
              <>
                <BreathingTile delaySteps={index} />
                {index === 0 ? <RunLife generation={generation} /> : null}
              </>
            )}
          </div>
        );
      })}
      {/* Takes what is left of the last row, so that a lone tile in it keeps the height of the others. */}
      {isAlone ? null : <span aria-hidden="true" className="h-0 grow-[1000000]" />}
    </div>
  );
}
