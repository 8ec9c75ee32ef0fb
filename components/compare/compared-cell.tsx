"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { AssetView } from "@/components/viewers/asset-view";
import { BrokenMedia } from "@/components/viewers/broken-media";
import { generationPath } from "@/components/viewers/generation-paths";
import { MeshView } from "@/components/viewers/mesh-view";
import { PictureLayer } from "@/components/viewers/picture-layer";
import { shortened } from "@/components/viewers/shortened";
import type { Zoom } from "@/components/viewers/zoom";
import { ZoomFrame } from "@/components/viewers/zoom-frame";
import { assetPath, shownPath, thumbnailOf } from "@/lib/browser/queries";
import { assetKind, isHugeAsset, isVectorAsset } from "@/lib/domain/asset";
import { generationTitle } from "@/lib/domain/generation";
import type { Compared } from "./compared";

interface ComparedCellProps {
  item: Compared;
  index: number;
  zoom: Zoom;
  onZoom: (next: (last: Zoom) => Zoom) => void;
  /** The keys that zoom and move all of them are heard by one. */
  hasZoomKeys: boolean;
  orbit: string | null;
  onOrbit: (orbit: string) => void;
  holdClip: (index: number, element: HTMLVideoElement | null) => void;
  /** The table without this one; null where too few would be left. */
  withoutHref: string | null;
}

/** One result on the light table, moved, turned and played with the others. */
export function ComparedCell({
  item,
  index,
  zoom,
  onZoom,
  hasZoomKeys,
  orbit,
  onOrbit,
  holdClip,
  withoutHref,
}: ComparedCellProps) {
  const { generation, asset } = item;
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: asset.widthPixels ?? 1024, height: asset.heightPixels ?? 1024 });
  const [isBroken, setIsBroken] = useState(false);
  const src = assetPath(generation, asset.position);
  const name = `${index + 1}, ${shortened(generationTitle(generation), 80)}`;
  const kind = assetKind(asset);
  const isMesh = kind === "mesh" && /gltf|glb/i.test(`${asset.contentType} ${asset.url}`);
  return (
    <li
      aria-label={name}
      className="relative flex min-h-0 min-w-0 flex-col overflow-hidden rounded-control bg-well max-md:min-h-64"
    >
      <div data-ground="chequer" className="relative min-h-0 grow">
        {kind === "image" ? (
          <ZoomFrame
            frame={frame}
            widthPixels={size.width}
            heightPixels={size.height}
            zoom={zoom}
            onZoom={onZoom}
            hasKeys={hasZoomKeys}
          >
            <PictureLayer
              src={shownPath(generation, asset)}
              previewSrc={thumbnailOf(generation, asset, 640)}
              alt={name}
              widthPixels={size.width}
              heightPixels={size.height}
              zoom={zoom}
              isVector={isVectorAsset(asset)}
              onSize={(width, height) => {
                // A copy's own pixels are not the picture's.
                if (isHugeAsset(asset)) return;
                if (width !== size.width || height !== size.height) setSize({ width, height });
              }}
            />
          </ZoomFrame>
        ) : kind === "video" ? (
          isBroken ? (
            <BrokenMedia noun="video" src={src} />
          ) : (
            <video
              ref={(element) => holdClip(index, element)}
              src={src}
              poster={asset.previewUrl ?? undefined}
              aria-label={name}
              muted
              playsInline
              preload="auto"
              onError={() => setIsBroken(true)}
              className="absolute inset-0 size-full object-contain"
            />
          )
        ) : isMesh ? (
          <MeshView src={src} posterSrc={asset.previewUrl} alt={name} camera={{ orbit, onOrbit }} />
        ) : (
          <AssetView generation={generation} asset={asset} />
        )}
      </div>
      <div className="flex h-8 shrink-0 items-center gap-2 bg-panel px-2 text-12 touch:h-11">
        <span className="font-semibold text-text tabular">{index + 1}</span>
        <Link
          href={generationPath(generation, asset.position)}
          prefetch={false}
          className="min-w-0 grow truncate leading-8 text-soft hover:text-text touch:leading-[2.75rem]"
        >
          {generation.source.name}
        </Link>
        {asset.widthPixels && asset.heightPixels ? (
          <span className="whitespace-nowrap text-muted tabular">
            {asset.widthPixels} × {asset.heightPixels}
          </span>
        ) : null}
        {withoutHref ? (
          <Link
            href={withoutHref}
            replace
            prefetch={false}
            aria-label={`Take ${index + 1} off the table`}
            className="-mr-1 inline-flex size-6 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-text touch:size-11"
          >
            <X size={14} aria-hidden="true" />
          </Link>
        ) : null}
      </div>
    </li>
  );
}
