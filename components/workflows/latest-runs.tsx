"use client";

import { SlidersHorizontal } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { AssetTile } from "@/components/viewers/asset-tile";
import { statusWords } from "@/components/viewers/outcome-words";
import type { Generation } from "@/lib/domain/generation";
import { creativeUnits } from "@/lib/domain/money";
import { runWords } from "./run-words";

interface LatestRunsProps {
  runs: readonly Generation[];
  shownId: string | null;
  onShow: (generationId: string) => void;
  onUseSettings: (generation: Generation) => void;
}

// The gallery has the rest.
const shownAtMost = 12;

/** This workflow's newest runs: shown large by a press, or their settings put on the form. */
export function LatestRuns({ runs, shownId, onShow, onUseSettings }: LatestRunsProps) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-12 font-medium text-muted">Latest runs</h2>
      <ul aria-label="Latest runs" className="flex flex-col gap-px">
        {runs.slice(0, shownAtMost).map((generation) => {
          const words = runWords(generation);
          return (
            <li key={generation.id} className="flex items-center gap-1">
              <button
                type="button"
                aria-pressed={generation.id === shownId}
                onClick={() => onShow(generation.id)}
                className="flex min-w-0 grow items-center gap-3 rounded-control px-2 py-1 text-left text-13 transition-colors hover:bg-hover aria-pressed:bg-raised touch:min-h-11"
              >
                <FirstAsset generation={generation} />
                <span className="min-w-0 grow truncate">{words}</span>
                <span className="text-12 whitespace-nowrap text-muted">{statusWords(generation)}</span>
                <span className="w-14 text-right text-12 whitespace-nowrap text-muted tabular">
                  {"chargeCreativeUnits" in generation && generation.chargeCreativeUnits !== null
                    ? creativeUnits(generation.chargeCreativeUnits)
                    : ""}
                </span>
              </button>
              <IconButton
                label={`Use these settings: ${words}`}
                icon={<SlidersHorizontal size={14} />}
                size="s"
                onClick={() => onUseSettings(generation)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function FirstAsset({ generation }: { generation: Generation }) {
  const asset = generation.status === "complete" ? generation.assets[0] : undefined;
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none relative size-8 shrink-0 overflow-hidden rounded-control bg-raised"
    >
      {asset ? <AssetTile generation={generation} asset={asset} /> : null}
    </span>
  );
}
