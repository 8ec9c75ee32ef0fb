"use client";

import { type ComponentProps, type Ref, useEffect, useRef, useState } from "react";
import { BrokenMedia } from "./broken-media";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "model-viewer": Omit<ComponentProps<"div">, "ref"> & {
        ref: Ref<HTMLElement>;
        src: string;
        alt: string;
        poster: string | undefined;
        "camera-controls": "";
        "touch-action": string;
        "interaction-prompt": string;
        "shadow-intensity": string;
        "environment-image": string;
        "tone-mapping": string;
      };
    }
  }
}

interface MeshViewProps {
  src: string;
  posterSrc: string | null;
  alt: string;
}

/** A mesh to turn, zoom and light with the pointer or the arrow keys. The viewer's script comes with the first one. */
export function MeshView({ src, posterSrc, alt }: MeshViewProps) {
  const [isReady, setIsReady] = useState(false);
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  const viewer = useRef<HTMLElement>(null);
  // An effect, because the element is defined by a script that only a browser can run.
  useEffect(() => {
    let isGone = false;
    import("@google/model-viewer")
      .then(({ ModelViewerElement }) => {
        // Its own defaults point at other companies' hosts; a compressed mesh must not tell them who looks at what.
        ModelViewerElement.dracoDecoderLocation = "/mesh-decoders/";
        ModelViewerElement.ktx2TranscoderLocation = "/mesh-decoders/";
        ModelViewerElement.lottieLoaderLocation = "/mesh-decoders/lottie.js";
        if (!isGone) setIsReady(true);
      })
      .catch(() => {
        if (!isGone) setBrokenSrc(src);
      });
    return () => {
      isGone = true;
    };
  }, [src]);
  // An effect, because the custom element tells of its failures by a DOM event that React does not know.
  useEffect(() => {
    const element = viewer.current;
    if (!element) return;
    const onError = () => setBrokenSrc(src);
    element.addEventListener("error", onError);
    return () => element.removeEventListener("error", onError);
  });
  if (brokenSrc === src)
    return <BrokenMedia noun="3D model" reason="Download it to open it in a 3D program." />;
  if (!isReady)
    return (
      <div className="flex size-full items-center justify-center">
        {posterSrc ? (
          <img src={posterSrc} alt={alt} className="max-h-full max-w-full object-contain opacity-60" />
        ) : (
          <p className="text-12 text-muted">Opening the 3D model</p>
        )}
      </div>
    );
  return (
    <model-viewer
      ref={viewer}
      src={src}
      alt={alt}
      poster={posterSrc ?? undefined}
      camera-controls=""
      touch-action="pan-y"
      interaction-prompt="none"
      shadow-intensity="0.6"
      environment-image="neutral"
      tone-mapping="neutral"
      style={{ display: "block", width: "100%", height: "100%", backgroundColor: "transparent" }}
    />
  );
}
