"use client";

import { Brackets, Pause, Play, Repeat, X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { clockWords } from "./time-words";
import type { Clip } from "./use-clip";

const rates = ["0.1", "0.25", "0.5", "1", "1.5", "2"] as const;

interface ClipBarProps {
  clip: Clip;
  /** Beside the clock: frame steps, "Use this frame". */
  children?: ReactNode;
}

/** What a clip is played with; the position itself is the caller's, who knows what it looks like. */
export function ClipBar({ clip, children }: ClipBarProps) {
  const fine = (seconds: number) =>
    `${clockWords(seconds)}.${String(Math.floor((seconds % 1) * 100)).padStart(2, "0")}`;
  return (
    <div className="flex flex-wrap items-center gap-1">
      <IconButton
        label={clip.isPlaying ? "Pause" : "Play"}
        shortcut="space"
        icon={
          clip.isPlaying ? (
            <Pause size={16} className="fill-current" />
          ) : (
            <Play size={16} className="translate-x-px fill-current" />
          )
        }
        onClick={clip.toggle}
      />
      {children}
      <span className="px-1 text-12 whitespace-nowrap text-soft tabular">
        {fine(clip.seconds)} <span className="text-muted">/ {fine(clip.length)}</span>
      </span>
      <span className="grow" />
      <IconButton
        label={clip.markedFrom === null ? "Loop from here" : "Loop to here"}
        shortcut="o"
        icon={<Brackets size={16} />}
        isPressed={clip.markedFrom !== null}
        onClick={clip.mark}
      />
      {clip.region ? (
        <button
          type="button"
          onClick={() => clip.setRegion(null)}
          className="inline-flex h-7 items-center gap-1 rounded-full bg-accent-soft px-2 text-12 text-text tabular touch:h-11"
        >
          {fine(clip.region.from)}–{fine(clip.region.to)}
          <X size={12} aria-hidden="true" />
          <span className="sr-only">Play the whole again</span>
        </button>
      ) : null}
      <IconButton
        label="Loop"
        shortcut="l"
        icon={<Repeat size={16} className={clip.isLooping ? "text-accent-text" : undefined} />}
        isPressed={clip.isLooping}
        onClick={() => clip.setLooping(!clip.isLooping)}
      />
      <Select
        label="Speed"
        isLabelHidden
        className="w-20"
        value={String(clip.rate)}
        onChange={(next) => clip.setRate(Number(next))}
        choices={rates.map((value) => ({ value: value as string, label: `${value}×` }))}
      />
    </div>
  );
}

/** The keys of every player. */
export const clipShortcuts = (clip: Clip) => [
  { keys: "space", label: "Play or pause", run: clip.toggle },
  { keys: "l", label: "Loop or not", run: () => clip.setLooping(!clip.isLooping) },
  { keys: "o", label: "Loop from here, then to here", run: clip.mark },
];
