"use client";

import { AudioLines, Pause, Play } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { assetPath } from "@/lib/browser/queries";
import type { Asset } from "@/lib/domain/asset";
import type { AssetOwner } from "./asset-owner";
import { BrokenMedia } from "./broken-media";
import { KindMark } from "./kind-mark";
import { clockWords } from "./time-words";

interface AudioTileProps {
  generation: AssetOwner;
  asset: Asset;
  name: string;
  children?: ReactNode;
}

/** A sound that is heard from its tile. Nothing is fetched before it is asked for. */
export function AudioTile({ generation, asset, name, children }: AudioTileProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [isBroken, setIsBroken] = useState(false);
  const [seconds, setSeconds] = useState(0);

  function toggle() {
    const element = audio.current;
    if (!element) return;
    if (element.paused) {
      // A source that cannot be played refuses here too; the error event has said so already.
      element.play().catch(() => undefined);
    } else element.pause();
  }

  const length = asset.durationSeconds;
  return (
    <div className="relative size-full overflow-hidden bg-raised">
      {isBroken ? (
        <BrokenMedia noun="sound" src={assetPath(generation, asset.position)} />
      ) : (
        <div className="flex size-full items-center gap-3 p-3 pt-8">
          <button
            type="button"
            aria-label={isPlaying ? `Pause ${name}` : `Play ${name}`}
            onClick={toggle}
            className="relative z-10 flex size-10 shrink-0 items-center justify-center rounded-full bg-press text-text transition-colors hover:bg-edge touch:size-11"
          >
            {isPlaying ? (
              <Pause size={16} className="fill-current" aria-hidden="true" />
            ) : (
              <Play size={16} className="translate-x-px fill-current" aria-hidden="true" />
            )}
          </button>
          <div className="flex min-w-0 grow flex-col gap-2">
            <p className="line-clamp-2 text-12 text-soft">{name}</p>
            <span aria-hidden="true" className="h-0.5 w-full overflow-hidden rounded-full bg-press">
              <span
                className="block h-full origin-left bg-soft"
                style={{ transform: `scaleX(${length ? Math.min(seconds / length, 1) : 0})` }}
              />
            </span>
          </div>
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- Layer makes no captions for a sound. */}
      <audio
        ref={audio}
        src={assetPath(generation, asset.position)}
        preload="none"
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onEnded={() => setIsPlaying(false)}
        onTimeUpdate={(event) => setSeconds(event.currentTarget.currentTime)}
        onError={() => setIsBroken(true)}
      />
      <KindMark>
        <span className="inline-flex items-center gap-1">
          <AudioLines size={11} aria-hidden="true" />
          {length === null ? "Audio" : clockWords(length)}
        </span>
      </KindMark>
      {children}
    </div>
  );
}
