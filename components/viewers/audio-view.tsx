"use client";

import { useQuery } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { assetWaveformQuery } from "@/lib/browser/asset-waveform";
import { BrokenMedia } from "./broken-media";
import { clockWords } from "./time-words";

interface AudioViewProps {
  src: string;
  name: string;
  durationSeconds: number | null;
}

const barCount = 160;

/** A sound with its true waveform; the bar is dragged or stepped with the arrows. */
export function AudioView({ src, name, durationSeconds }: AudioViewProps) {
  const audio = useRef<HTMLAudioElement>(null);
  // Without a waveform the sound still plays; the player says so itself when it cannot.
  const { data: peaks } = useQuery(assetWaveformQuery(src, barCount));
  const [isPlaying, setIsPlaying] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [knownLength, setKnownLength] = useState<number | null>(null);
  const [isBroken, setIsBroken] = useState(false);
  const length = knownLength ?? durationSeconds ?? 0;

  if (isBroken) return <BrokenMedia noun="sound" />;
  const share = length > 0 ? Math.min(seconds / length, 1) : 0;
  return (
    <div className="flex size-full items-center justify-center p-6">
      <div className="flex w-full max-w-3xl items-center gap-4">
        <IconButton
          label={isPlaying ? "Pause" : "Play"}
          variant="secondary"
          className="size-11! rounded-full!"
          icon={
            isPlaying ? (
              <Pause size={18} className="fill-current" />
            ) : (
              <Play size={18} className="translate-x-px fill-current" />
            )
          }
          onClick={() => {
            const element = audio.current;
            if (!element) return;
            // A source that cannot be played refuses here too; the error event has said so already.
            if (element.paused) element.play().catch(() => undefined);
            else element.pause();
          }}
        />
        <div className="flex min-w-0 grow flex-col gap-1">
          <div className="relative h-24 rounded-control has-focus-visible:outline-2 has-focus-visible:outline-accent-text">
            <svg
              viewBox={`0 0 ${barCount} 100`}
              preserveAspectRatio="none"
              aria-hidden="true"
              className="size-full"
            >
              {Array.from({ length: barCount }, (_, bar) => {
                const height = Math.max((peaks?.[bar] ?? 0) * 96, 2);
                return (
                  <rect
                    // The bars are places on a line and never move.
                    key={bar}
                    x={bar + 0.2}
                    y={50 - height / 2}
                    width={0.6}
                    height={height}
                    className={bar / barCount < share ? "fill-accent" : "fill-edge"}
                  />
                );
              })}
            </svg>
            <input
              type="range"
              aria-label={`Position in ${name}`}
              aria-valuetext={`${clockWords(seconds)} of ${clockWords(length)}`}
              min={0}
              max={length || 1}
              step={0.05}
              value={Math.min(seconds, length || 1)}
              onChange={(event) => {
                const next = event.currentTarget.valueAsNumber;
                setSeconds(next);
                if (audio.current) audio.current.currentTime = next;
              }}
              className="absolute inset-0 size-full cursor-pointer opacity-0"
            />
          </div>
          <div className="flex justify-between text-11 text-muted tabular">
            <span>{clockWords(seconds)}</span>
            <span>{clockWords(length)}</span>
          </div>
        </div>
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- Layer makes no captions for a sound. */}
        <audio
          ref={audio}
          src={src}
          preload="metadata"
          onPlay={() => setIsPlaying(true)}
          onPause={() => setIsPlaying(false)}
          onEnded={() => setIsPlaying(false)}
          onTimeUpdate={(event) => setSeconds(event.currentTarget.currentTime)}
          onLoadedMetadata={(event) => {
            const { duration } = event.currentTarget;
            if (Number.isFinite(duration)) setKnownLength(duration);
          }}
          onError={() => setIsBroken(true)}
        />
      </div>
    </div>
  );
}
