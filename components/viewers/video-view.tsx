"use client";

import { ImagePlus, StepBack, StepForward, Volume2, VolumeX } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { BrokenMedia } from "./broken-media";
import { ClipBar, clipShortcuts } from "./clip-bar";
import { fpsOf, steppedSeconds } from "./clip-time";
import { useClip } from "./use-clip";

interface VideoViewProps {
  src: string;
  posterSrc: string | null;
  alt: string;
  durationSeconds: number | null;
  /** As Layer said that it ran, or as it was asked for; null where neither did. */
  fps: number | null;
  /** Takes the picture that stands still now; absent where it cannot be used. */
  onUseFrame?: (frame: Blob, seconds: number) => Promise<void>;
}

// Where nobody says and nothing has been played yet: what most models make.
const usualFps = 24;

/** A clip to be judged frame by frame. */
export function VideoView({ src, posterSrc, alt, durationSeconds, fps, onUseFrame }: VideoViewProps) {
  const [isMuted, setIsMuted] = useState(false);
  const [hasFrame, setHasFrame] = useState(false);
  const [isTaking, setIsTaking] = useState(false);
  const [seenFps, setSeenFps] = useState<number | null>(null);
  const [video, clip] = useClip<HTMLVideoElement>(durationSeconds);
  const frameRate = fps ?? seenFps ?? usualFps;

  // An effect, because a clip that arrived before React was there has fired its event already.
  useEffect(() => {
    if (video.current && video.current.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) setHasFrame(true);
  }, [video]);
  // An effect, because only the player knows when it draws a frame.
  useEffect(() => {
    const element = video.current;
    if (fps !== null || !element || !("requestVideoFrameCallback" in element)) return undefined;
    const moments: number[] = [];
    let handle = 0;
    const onFrame: VideoFrameRequestCallback = (_, { mediaTime }) => {
      moments.push(mediaTime);
      if (moments.length > 12) setSeenFps(fpsOf(moments));
      else handle = element.requestVideoFrameCallback(onFrame);
    };
    handle = element.requestVideoFrameCallback(onFrame);
    return () => element.cancelVideoFrameCallback(handle);
  }, [fps, video]);

  const step = (frames: number) => {
    video.current?.pause();
    clip.seek(steppedSeconds(clip.seconds, frames, frameRate, clip.length));
  };
  const takeFrame = async () => {
    const element = video.current;
    if (!element || !onUseFrame || element.videoWidth === 0) return;
    element.pause();
    setIsTaking(true);
    try {
      // Until a step has arrived the player still holds the frame before it.
      if (element.seeking)
        await new Promise((done) => {
          for (const end of ["seeked", "error", "emptied"])
            element.addEventListener(end, done, { once: true });
        });
      if (element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA)
        return toast("This frame could not be taken. Try again once it is shown.");
      const canvas = document.createElement("canvas");
      canvas.width = element.videoWidth;
      canvas.height = element.videoHeight;
      canvas.getContext("2d")?.drawImage(element, 0, 0);
      const frame = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
      if (frame) await onUseFrame(frame, element.currentTime);
    } finally {
      setIsTaking(false);
    }
  };
  useShortcuts(
    "Video",
    clip.isBroken
      ? []
      : [
          ...clipShortcuts(clip),
          { keys: ",", label: "A frame back", repeats: true, run: () => step(-1) },
          { keys: ".", label: "A frame on", repeats: true, run: () => step(1) },
          { keys: "m", label: "Sound on or off", run: () => setIsMuted(!isMuted) },
        ],
  );
  if (clip.isBroken)
    return <BrokenMedia noun="video" src={src} advice="Download it to open it in another player." />;
  const share = (seconds: number) => (clip.length > 0 ? `${(seconds / clip.length) * 100}%` : "0%");
  return (
    <div className="flex size-full flex-col">
      <div className="relative min-h-0 grow">
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- Layer makes no captions for a clip. */}
        <video
          ref={video}
          src={src}
          poster={posterSrc ?? undefined}
          aria-label={alt}
          loop
          muted={isMuted}
          playsInline
          preload="auto"
          onLoadedData={() => setHasFrame(true)}
          onClick={clip.toggle}
          className="absolute inset-0 size-full object-contain"
        />
      </div>
      <div className="flex shrink-0 flex-col gap-1 bg-panel px-2 pt-1 pb-1.5">
        <div className="relative flex items-center">
          {clip.region ? (
            <span
              aria-hidden="true"
              className="pointer-events-none absolute h-2 rounded-full bg-accent-soft"
              style={{ left: share(clip.region.from), width: share(clip.region.to - clip.region.from) }}
            />
          ) : null}
          <input
            type="range"
            aria-label={`Position in ${alt}`}
            aria-valuetext={`${clip.seconds.toFixed(2)} of ${clip.length.toFixed(2)} seconds, frame ${Math.floor(clip.seconds * frameRate + 1e-6)}`}
            min={0}
            max={clip.length || 1}
            step={1 / frameRate}
            value={Math.min(clip.seconds, clip.length || 1)}
            onChange={(event) => clip.seek(event.currentTarget.valueAsNumber)}
            className="h-5 w-full accent-(--accent) touch:h-11"
          />
        </div>
        <ClipBar clip={clip}>
          <IconButton
            label="A frame back"
            shortcut=","
            icon={<StepBack size={16} />}
            onClick={() => step(-1)}
          />
          <IconButton
            label="A frame on"
            shortcut="."
            icon={<StepForward size={16} />}
            onClick={() => step(1)}
          />
          <IconButton
            label={isMuted ? "Sound on" : "Sound off"}
            shortcut="m"
            icon={isMuted ? <VolumeX size={16} /> : <Volume2 size={16} />}
            onClick={() => setIsMuted(!isMuted)}
          />
          {onUseFrame ? (
            <Button
              size="s"
              variant="ghost"
              icon={<ImagePlus size={14} aria-hidden="true" />}
              disabled={isTaking || !hasFrame}
              onClick={() => void takeFrame()}
            >
              {isTaking ? "Uploading the frame" : "Use this frame"}
            </Button>
          ) : null}
          <span className="text-12 whitespace-nowrap text-muted tabular">
            Frame {Math.floor(clip.seconds * frameRate + 1e-6)} · {frameRate} fps
          </span>
        </ClipBar>
      </div>
    </div>
  );
}
