"use client";

import type { ModelViewerElement } from "@google/model-viewer";
import { useQuery } from "@tanstack/react-query";
import { Box, Grid3x3, Rotate3d, RotateCcw, RotateCw } from "lucide-react";
import { type ComponentProps, type Ref, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { meshFactsQuery } from "@/lib/browser/asset-mesh";
import { heardElsewhere, useShortcuts } from "@/lib/browser/shortcuts";
import { groupedDigits } from "@/lib/domain/grouped-digits";
import { BrokenMedia } from "./broken-media";
import { agreeToMeshes, useMeshConsent } from "./mesh-consent";
import { environmentOf, type MeshLight, meshLights } from "./mesh-light";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "model-viewer": Omit<ComponentProps<"div">, "ref"> & {
        ref: Ref<ModelViewerElement>;
        src: string;
        alt: string;
        poster: string | undefined;
        "camera-controls": "";
        "auto-rotate": "" | undefined;
        "auto-rotate-delay": string;
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
  /** One of several side by side: they share a camera, and the tools are not repeated on each. */
  camera?: { orbit: string | null; onOrbit: (orbit: string) => void };
}

interface Material {
  wireframe?: boolean;
}

interface SceneNode {
  traverse: (visit: (node: { material?: Material | Material[] }) => void) => void;
}

/**
 * Draws a mesh's edges only, or its surfaces again. The viewer has no word for it; its scene lies under a symbol, and
 * where a later version moves it nothing happens.
 */
function setWireframe(viewer: ModelViewerElement, isOn: boolean): void {
  const symbol = Object.getOwnPropertySymbols(viewer).find(({ description }) => description === "scene");
  const scene: unknown = symbol ? Reflect.get(viewer, symbol) : null;
  if (typeof scene !== "object" || scene === null || !("traverse" in scene)) return;
  (scene as SceneNode).traverse(({ material }) => {
    for (const each of Array.isArray(material) ? material : material ? [material] : [])
      if ("wireframe" in each) each.wireframe = isOn;
  });
  if ("queueRender" in scene && typeof scene.queueRender === "function") scene.queueRender();
}

/** A mesh to turn, zoom and light with the pointer or the arrow keys. The viewer's script comes with the first one. */
export function MeshView({ src, posterSrc, alt, camera }: MeshViewProps) {
  const [isReady, setIsReady] = useState(false);
  const [isLoaded, setIsLoaded] = useState(false);
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  const [isPosterBroken, setIsPosterBroken] = useState(false);
  const [isTurning, setIsTurning] = useState(false);
  const [isWire, setIsWire] = useState(false);
  const [light, setLight] = useState<MeshLight>("studio");
  const isWanted = useMeshConsent();
  const viewer = useRef<ModelViewerElement>(null);
  const { data: facts } = useQuery({ ...meshFactsQuery(src), enabled: isLoaded && !camera });
  // An effect, because the element is defined by a script that only a browser can run.
  useEffect(() => {
    if (!isWanted) return undefined;
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
  }, [src, isWanted]);
  const onOrbit = camera?.onOrbit;
  // An effect, because the custom element tells what happens to it by DOM events that React does not know.
  useEffect(() => {
    const element = viewer.current;
    if (!element) return undefined;
    const onError = () => setBrokenSrc(src);
    const onLoad = () => setIsLoaded(true);
    const onCamera = (event: Event) => {
      const isByHand =
        event instanceof CustomEvent &&
        typeof event.detail === "object" &&
        event.detail !== null &&
        "source" in event.detail &&
        event.detail.source === "user-interaction";
      if (isByHand) onOrbit?.(element.getCameraOrbit().toString());
    };
    element.addEventListener("error", onError);
    element.addEventListener("load", onLoad);
    element.addEventListener("camera-change", onCamera);
    return () => {
      element.removeEventListener("error", onError);
      element.removeEventListener("load", onLoad);
      element.removeEventListener("camera-change", onCamera);
    };
  });
  const orbit = camera?.orbit ?? null;
  // An effect, because the camera is the element's own; whoever is turned by hand is there already.
  useEffect(() => {
    const element = viewer.current;
    if (!element || orbit === null || !isLoaded || element.getCameraOrbit().toString() === orbit) return;
    element.cameraOrbit = orbit;
    element.jumpCameraToGoal();
  }, [orbit, isLoaded]);
  // An effect, because the scene is drawn outside React.
  useEffect(() => {
    if (viewer.current && isLoaded) setWireframe(viewer.current, isWire);
  }, [isWire, isLoaded]);

  const isBroken = brokenSrc === src;
  const resetCamera = () => {
    const element = viewer.current;
    if (!element) return;
    element.cameraOrbit = "0deg 75deg 105%";
    element.resetTurntableRotation(0);
  };
  useShortcuts(
    "3D model",
    isBroken || camera || !isWanted
      ? []
      : [
          { keys: "space", label: "Turn by itself, or stand still", run: () => setIsTurning(!isTurning) },
          { keys: "w", label: "Edges or surfaces", run: () => setIsWire(!isWire) },
          { keys: "z", label: "Look from the front again", run: resetCamera },
          ...heardElsewhere("With the focus: turn it", "arrowleft", "arrowright", "arrowup", "arrowdown"),
          ...heardElsewhere("With the focus: closer, farther", "pageup", "pagedown"),
        ],
  );
  if (isBroken)
    return <BrokenMedia noun="3D model" src={src} advice="Download it to open it in a 3D program." />;
  const poster = posterSrc && !isPosterBroken ? posterSrc : null;
  if (!isReady)
    return (
      <div className="relative flex size-full items-center justify-center">
        {poster ? (
          <img
            src={poster}
            alt={alt}
            onError={() => setIsPosterBroken(true)}
            className={classNames("max-h-full max-w-full object-contain", isWanted && "opacity-60")}
          />
        ) : isWanted ? (
          <p className="text-12 text-muted">Opening the 3D model</p>
        ) : (
          <Box size={48} strokeWidth={1} aria-hidden="true" className="text-muted" />
        )}
        {isWanted ? null : (
          <div className="absolute inset-x-2 bottom-3 flex flex-wrap items-center justify-center gap-2 text-12">
            <p className="rounded-control bg-black/70 px-2 py-1 text-white">
              This browser draws without a graphics card: opening takes some seconds.
            </p>
            <Button size="s" icon={<Rotate3d size={14} aria-hidden="true" />} onClick={agreeToMeshes}>
              Turn in 3D
            </Button>
          </div>
        )}
      </div>
    );
  const sizes =
    facts?.textures.map((size) => (size ? `${size.widthPixels} × ${size.heightPixels}` : "?")) ?? [];
  return (
    <div className="flex size-full flex-col">
      <model-viewer
        ref={viewer}
        src={src}
        alt={alt}
        poster={poster ?? undefined}
        camera-controls=""
        auto-rotate={isTurning ? "" : undefined}
        auto-rotate-delay="0"
        touch-action="pan-y"
        interaction-prompt="none"
        shadow-intensity="0.6"
        environment-image={environmentOf(light)}
        tone-mapping="neutral"
        style={{ display: "block", width: "100%", minHeight: 0, flexGrow: 1, backgroundColor: "transparent" }}
      />
      {camera ? null : (
        <div className="flex shrink-0 flex-wrap items-center gap-1 bg-panel px-2 py-1.5">
          <IconButton
            label="Turntable"
            shortcut="space"
            icon={<RotateCw size={16} className={isTurning ? "text-accent-text" : undefined} />}
            isPressed={isTurning}
            onClick={() => setIsTurning(!isTurning)}
          />
          <IconButton
            label="Wireframe"
            shortcut="w"
            icon={<Grid3x3 size={16} className={isWire ? "text-accent-text" : undefined} />}
            isPressed={isWire}
            onClick={() => setIsWire(!isWire)}
          />
          <IconButton label="Front view" shortcut="z" icon={<RotateCcw size={16} />} onClick={resetCamera} />
          <Select
            label="Light"
            isLabelHidden
            className="w-28"
            value={light}
            onChange={setLight}
            choices={Object.entries(meshLights).map(([value, label]) => ({
              value: value as MeshLight,
              label,
            }))}
          />
          <p className="ml-auto flex flex-wrap gap-x-3 text-12 text-muted tabular" aria-live="polite">
            {facts ? (
              <>
                <span>{groupedDigits(facts.triangles)} triangles</span>
                <span>{groupedDigits(facts.vertices)} points</span>
                <span>
                  {facts.materials} {facts.materials === 1 ? "material" : "materials"}
                </span>
                <span title={sizes.join(", ")}>
                  {facts.textures.length} {facts.textures.length === 1 ? "texture" : "textures"}
                  {sizes.length > 0 ? ` (${[...new Set(sizes)].join(", ")})` : ""}
                </span>
                {facts.animations > 0 ? <span>{facts.animations} animations</span> : null}
              </>
            ) : null}
          </p>
        </div>
      )}
    </div>
  );
}
