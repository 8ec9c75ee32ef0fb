"use client";

import { useQuery } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { type SeamSound, seamSoundQuery } from "@/lib/browser/asset-seam";
import type { Asset } from "@/lib/domain/asset";
import { BrokenMedia } from "./broken-media";

/** Where a clip's end meets its beginning: what a player will see or hear every time round. */
export function LoopSeam({ src, asset }: { src: string; asset: Asset }) {
  return asset.contentType.startsWith("video/") ? <PictureSeam src={src} /> : <SoundSeam src={src} />;
}

// Long enough to see what moves there, short enough to see the seam often.
const aroundSeconds = 1;

function PictureSeam({ src }: { src: string }) {
  const player = useRef<HTMLVideoElement>(null);
  const [length, setLength] = useState<number | null>(null);
  const [isBroken, setIsBroken] = useState(false);
  // An effect, because only the player knows where it is; it is sent back to before the seam each time it is well past.
  useEffect(() => {
    const element = player.current;
    if (!element || length === null) return undefined;
    const around = Math.min(aroundSeconds, length / 2);
    const begin = () => {
      element.currentTime = Math.max(0, length - around);
    };
    const onTime = () => {
      if (element.currentTime > around && element.currentTime < length - around - 0.3) begin();
    };
    begin();
    element.addEventListener("timeupdate", onTime);
    return () => element.removeEventListener("timeupdate", onTime);
  }, [length]);
  if (isBroken) return <BrokenMedia noun="video" src={src} />;
  const still = (seconds: number, name: string, className = "") => (
    <video
      src={`${src}#t=${seconds.toFixed(3)}`}
      muted
      playsInline
      preload="auto"
      aria-label={name}
      className={`w-full ${className}`}
    />
  );
  return (
    <div className="grid gap-2 p-2 md:grid-cols-2">
      <figure className="flex flex-col gap-1">
        <video
          ref={player}
          src={src}
          muted
          loop
          autoPlay
          playsInline
          aria-label="The seam, over and over"
          className="w-full"
          onLoadedMetadata={(event) => setLength(event.currentTarget.duration)}
          onError={() => setIsBroken(true)}
        />
        <figcaption className="text-12 text-muted">The last second, then the first, over and over</figcaption>
      </figure>
      {length === null ? null : (
        <>
          <figure className="flex flex-col gap-1">
            <div className="relative isolate bg-black" style={{ filter: "brightness(3)" }}>
              {still(0, "First frame, under the last")}
              <div className="absolute inset-0 mix-blend-difference">
                {still(Math.max(0, length - 0.02), "Last frame, over the first")}
              </div>
            </div>
            <figcaption className="text-12 text-muted">
              Their difference, three times stronger: black is a seam nobody sees
            </figcaption>
          </figure>
          <figure className="flex flex-col gap-1">
            {still(Math.max(0, length - 0.02), "Last frame")}
            <figcaption className="text-12 text-muted">Last frame</figcaption>
          </figure>
          <figure className="flex flex-col gap-1">
            {still(0, "First frame")}
            <figcaption className="text-12 text-muted">First frame</figcaption>
          </figure>
        </>
      )}
    </div>
  );
}

function SoundSeam({ src }: { src: string }) {
  const { data: seam, isError } = useQuery(seamSoundQuery(src));
  if (isError) return <BrokenMedia noun="sound" src={src} />;
  if (!seam) return <p className="p-6 text-center text-12 text-muted">Reading the sound</p>;
  return <SoundSeamPlayer seam={seam} />;
}

function SoundSeamPlayer({ seam }: { seam: SeamSound }) {
  const [isPlaying, setIsPlaying] = useState(false);
  // An effect, because sound comes from the browser's own engine; only there do end and beginning meet without a gap.
  useEffect(() => {
    if (!isPlaying) return undefined;
    const engine = new AudioContext();
    const source = engine.createBufferSource();
    source.buffer = seam.sound;
    source.loop = true;
    source.connect(engine.destination);
    source.start();
    return () => void engine.close();
  }, [isPlaying, seam]);
  const points = seam.curve.map((sample, index) => `${index},${50 - sample * 48}`).join(" ");
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-3 p-6">
      <div className="relative h-48 rounded-control bg-panel">
        <svg
          viewBox={`0 0 ${seam.curve.length - 1} 100`}
          preserveAspectRatio="none"
          className="size-full"
          role="img"
        >
          <title>The wave across the seam</title>
          <polyline
            points={points}
            className="fill-none stroke-accent"
            strokeWidth={1.5}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <span aria-hidden="true" className="absolute inset-y-0 left-1/2 w-px bg-text" />
      </div>
      <p className="text-12 text-muted">
        20 thousandths of a second on either side of the seam, at true height. The wave jumps by{" "}
        <span className="text-text tabular">{Math.round(seam.jump * 100)} %</span>;{" "}
        {seam.jump > 0.1 ? "that is heard as a click." : "that is not heard as a click."}
      </p>
      <Button
        className="self-start"
        icon={isPlaying ? <Pause size={16} aria-hidden="true" /> : <Play size={16} aria-hidden="true" />}
        onClick={() => setIsPlaying(!isPlaying)}
      >
        {isPlaying ? "Stop" : "Hear the seam, over and over"}
      </Button>
    </div>
  );
}
