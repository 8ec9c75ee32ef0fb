"use client";

import { useQuery } from "@tanstack/react-query";
import { type PointerEvent, useRef } from "react";
import { assetWaveformQuery } from "@/lib/browser/asset-waveform";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { BrokenMedia } from "./broken-media";
import { ClipBar, clipShortcuts } from "./clip-bar";
import { regionBetween } from "./clip-time";
import { clockWords } from "./time-words";
import { useClip } from "./use-clip";

interface AudioViewProps {
  src: string;
  name: string;
  durationSeconds: number | null;
}

const barCount = 320;
// A press that moves less than this is a click, which seeks.
const dragPixels = 6;

/** A sound with its true waveform: a click goes there, a drag across it is played over and over. */
export function AudioView({ src, name, durationSeconds }: AudioViewProps) {
  // Without a waveform the sound still plays; the player says so itself when it cannot.
  const { data: peaks } = useQuery(assetWaveformQuery(src, barCount));
  const [audio, clip] = useClip<HTMLAudioElement>(durationSeconds);
  const pressed = useRef<{ x: number; seconds: number } | null>(null);
  useShortcuts("Sound", clip.isBroken ? [] : clipShortcuts(clip));

  if (clip.isBroken)
    return <BrokenMedia noun="sound" src={src} advice="Download it to open it in another player." />;
  const { length, seconds, region } = clip;
  const share = length > 0 ? Math.min(seconds / length, 1) : 0;
  const secondsAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * length;
  };
  const isInRegion = (bar: number) => {
    const at = (bar / barCount) * length;
    return !region || (at >= region.from && at <= region.to);
  };
  return (
    <div className="flex size-full items-center justify-center p-6 touch:p-3">
      <div className="flex w-full max-w-4xl flex-col gap-2">
        <div
          className="relative h-40 rounded-control has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            pressed.current = { x: event.clientX, seconds: secondsAt(event) };
          }}
          onPointerMove={(event) => {
            const start = pressed.current;
            if (!start || Math.abs(event.clientX - start.x) < dragPixels) return;
            clip.setRegion(regionBetween(start.seconds, secondsAt(event)));
          }}
          onPointerUp={(event) => {
            const start = pressed.current;
            pressed.current = null;
            if (!start) return;
            if (Math.abs(event.clientX - start.x) < dragPixels) clip.seek(start.seconds);
            else {
              clip.setLooping(true);
              clip.seek(Math.min(start.seconds, secondsAt(event)));
            }
          }}
          onPointerCancel={() => {
            pressed.current = null;
          }}
        >
          {region && length > 0 ? (
            <span
              aria-hidden="true"
              className="absolute inset-y-0 rounded-control bg-accent-soft"
              style={{
                left: `${(region.from / length) * 100}%`,
                width: `${((region.to - region.from) / length) * 100}%`,
              }}
            />
          ) : null}
          <svg
            viewBox={`0 0 ${barCount} 100`}
            preserveAspectRatio="none"
            aria-hidden="true"
            className="absolute inset-0 size-full"
          >
            {Array.from({ length: barCount }, (_, bar) => {
              const height = Math.max((peaks?.[bar] ?? 0) * 96, 1.5);
              return (
                <rect
                  // The bars are places on a line and never move.
                  key={bar}
                  x={bar + 0.2}
                  y={50 - height / 2}
                  width={0.6}
                  height={height}
                  opacity={isInRegion(bar) ? 1 : 0.4}
                  className={bar / barCount < share ? "fill-accent" : "fill-muted"}
                />
              );
            })}
          </svg>
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 w-px bg-text"
            style={{ left: `${share * 100}%` }}
          />
          <input
            type="range"
            aria-label={`Position in ${name}`}
            aria-valuetext={`${clockWords(seconds)} of ${clockWords(length)}`}
            min={0}
            max={length || 1}
            step={0.05}
            value={Math.min(seconds, length || 1)}
            onChange={(event) => clip.seek(event.currentTarget.valueAsNumber)}
            // The pointer is the waveform's own, which can also be dragged across; this is for the keyboard.
            className="pointer-events-none absolute inset-0 size-full opacity-0"
          />
        </div>
        <ClipBar clip={clip} />
        <p className="text-12 text-muted">Drag across the sound to hear a part of it over and over.</p>
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- Layer makes no captions for a sound. */}
        <audio ref={audio} src={src} loop preload="metadata" />
      </div>
    </div>
  );
}
