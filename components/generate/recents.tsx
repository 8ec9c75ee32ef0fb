"use client";

import { CircleAlert, CircleHelp, PanelTop, Undo2 } from "lucide-react";
import Link from "next/link";
import { memo, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { ElapsedTime } from "@/components/ui/elapsed-time";
import { IconButton } from "@/components/ui/icon-button";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import { outcomeWords, statusWords } from "@/components/viewers/outcome-words";
import { Thumbnail } from "@/components/viewers/thumbnail";
import { BreathingTile } from "@/components/viewers/tile-state";
import { expectedTiles } from "@/components/viewers/tiles-of";
import { type Generation, generationTitle, isActive } from "@/lib/domain/generation";
import { creativeUnits } from "@/lib/domain/money";
import { dayLabel } from "./day-label";

interface RecentsProps {
  generations: readonly Generation[];
  selectedId: string | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  onLoadMore: () => void;
  onSelect: (generation: Generation) => void;
  onUseSettings: (generation: Generation) => void;
}

/** What runs and what was made here last, by day. */
export function Recents({
  generations,
  selectedId,
  hasMore,
  isLoadingMore,
  onLoadMore,
  onSelect,
  onUseSettings,
}: RecentsProps) {
  const isHydrated = useIsHydrated();
  const [now] = useState(() => Date.now());
  return (
    <section aria-labelledby="recents-title" className="flex flex-col">
      <h2
        id="recents-title"
        className="bg-panel px-3 pt-3 pb-2 text-12 font-medium text-soft max-lg:bg-canvas lg:sticky lg:top-0 lg:z-10"
      >
        Running and recent
      </h2>
      {generations.length === 0 ? (
        <p className="px-3 text-12 text-muted">What you and your team make shows up here.</p>
      ) : null}
      <ul
        aria-labelledby="recents-title"
        className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-3 gap-y-1 px-2 pb-3 lg:grid-cols-1"
      >
        {generations.map((generation, index) => {
          const before = generations[index - 1];
          const day = isHydrated ? dayLabel(generation.createdAt, now) : "\u00a0";
          const isNewDay = !before || (isHydrated && dayLabel(before.createdAt, now) !== day);
          return (
            <RecentItem
              key={generation.id}
              generation={generation}
              day={isNewDay ? day : null}
              isSelected={generation.id === selectedId}
              onSelect={onSelect}
              onUseSettings={onUseSettings}
            />
          );
        })}
      </ul>
      {hasMore ? (
        <div className="flex justify-center px-2 pb-3">
          <Button size="s" variant="ghost" disabled={isLoadingMore} onClick={onLoadMore}>
            {isLoadingMore ? "Loading…" : "Show older"}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

interface RecentItemProps {
  generation: Generation;
  /** The day's heading, on its first item. */
  day: string | null;
  isSelected: boolean;
  onSelect: (generation: Generation) => void;
  onUseSettings: (generation: Generation) => void;
}

// Four in a row tell a batch apart; the stage shows the rest.
const shownCount = 4;

const RecentItem = memo(function RecentItem({
  generation,
  day,
  isSelected,
  onSelect,
  onUseSettings,
}: RecentItemProps) {
  const title = generationTitle(generation);
  return (
    <li aria-label={`${title}, ${statusWords(generation)}`} className="group relative min-w-0">
      {day ? (
        <p aria-hidden="true" className="px-1 pt-2 pb-1 text-11 text-muted max-lg:sr-only">
          {day}
        </p>
      ) : null}
      <Link
        href={`/w/${generation.workspaceId}/gallery/${generation.id}`}
        prefetch={false}
        className={classNames(
          "flex w-full flex-col gap-1 rounded-tile p-1 transition-colors",
          isSelected ? "bg-press" : "hover:bg-hover",
        )}
      >
        <span className="order-2 w-full truncate px-0.5 text-12 text-soft">{title}</span>
        <RecentThumbnails generation={generation} />
        <span className="order-3">
          <RecentLine generation={generation} />
        </span>
      </Link>
      <div
        className={classNames(
          "absolute right-2 flex gap-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 touch:hidden",
          day ? "top-9 max-lg:top-2" : "top-2",
        )}
      >
        <IconButton
          label="Show on the stage"
          icon={<PanelTop size={13} />}
          size="s"
          variant="overlay"
          className="size-6"
          isPressed={isSelected}
          onClick={() => onSelect(generation)}
        />
        {generation.request.kind === "model" ? (
          <IconButton
            label="Use these settings"
            icon={<Undo2 size={13} />}
            size="s"
            variant="overlay"
            className="size-6"
            onClick={() => onUseSettings(generation)}
          />
        ) : null}
      </div>
    </li>
  );
});

function RecentLine({ generation }: { generation: Generation }) {
  if (isActive(generation))
    return (
      <span className="flex gap-1.5 px-0.5 text-11 text-muted">
        <span className="size-1.5 animate-breathe self-center rounded-full bg-accent" aria-hidden="true" />
        {statusWords(generation)}
        <ElapsedTime
          since={generation.status === "running" ? generation.startedAt : generation.createdAt}
          className="ml-auto"
        />
      </span>
    );
  const charge = "chargeCreativeUnits" in generation ? generation.chargeCreativeUnits : null;
  return (
    <span className="flex gap-1.5 px-0.5 text-11 text-muted">
      <span className="min-w-0 grow truncate">{generation.source.name}</span>
      {charge === null ? null : (
        <span className="shrink-0 whitespace-nowrap tabular">{creativeUnits(charge)}</span>
      )}
    </span>
  );
}

function RecentThumbnails({ generation }: { generation: Generation }) {
  const words = outcomeWords(generation);
  if (words)
    return (
      <span className="flex h-9 w-full items-center gap-1.5 rounded-control bg-raised px-2 text-11">
        {words.tone === "danger" ? (
          <CircleAlert size={13} aria-hidden="true" className="shrink-0 text-danger" />
        ) : (
          <CircleHelp
            size={13}
            aria-hidden="true"
            className={classNames("shrink-0", words.tone === "warning" ? "text-warning" : "text-muted")}
          />
        )}
        <span className="truncate text-soft">{words.title}</span>
      </span>
    );
  const assets = generation.status === "complete" ? generation.assets : [];
  const { count } = isActive(generation) ? expectedTiles(generation) : { count: assets.length };
  const shown = Math.min(count, shownCount);
  return (
    <span
      className="grid w-full gap-0.5 overflow-hidden rounded-control"
      style={{ gridTemplateColumns: `repeat(${Math.max(shown, 2)}, 1fr)` }}
    >
      {Array.from({ length: shown }, (_, index) => {
        const asset = assets[index];
        const isLast = index === shown - 1 && count > shown;
        return (
          <span
            // The place is the identity: a placeholder and the picture that comes into it are one.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            className={classNames(
              "relative overflow-hidden bg-raised",
              shown === 1 ? "col-span-2 aspect-[2/1]" : "aspect-square",
            )}
          >
            {asset ? (
              <Thumbnail generation={generation} asset={asset} />
            ) : (
              <BreathingTile delaySteps={index} />
            )}
            {isLast ? (
              <span className="absolute inset-0 flex items-center justify-center bg-black/55 text-12 font-medium text-white tabular">
                +{count - shown + 1}
              </span>
            ) : null}
          </span>
        );
      })}
    </span>
  );
}
