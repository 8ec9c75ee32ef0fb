"use client";

import { useState } from "react";
import { BrokenMedia } from "./broken-media";

interface VideoViewProps {
  src: string;
  posterSrc: string | null;
  alt: string;
}

/** A clip with the browser's own controls, looped as game clips are judged. */
export function VideoView({ src, posterSrc, alt }: VideoViewProps) {
  const [isBroken, setIsBroken] = useState(false);
  if (isBroken) return <BrokenMedia noun="video" />;
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- Layer makes no captions for a clip.
    <video
      ref={(video) => {
        // A clip that failed before React was there has fired its event already.
        if (video?.error) setIsBroken(true);
      }}
      src={src}
      poster={posterSrc ?? undefined}
      aria-label={alt}
      controls
      loop
      playsInline
      preload="metadata"
      onError={() => setIsBroken(true)}
      className="size-full object-contain"
    />
  );
}
