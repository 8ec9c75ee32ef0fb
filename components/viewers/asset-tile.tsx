"use client";

import { Box, File as FileIcon, FileText } from "lucide-react";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { patiently } from "@/lib/browser/patiently";
import { assetPath, previewPath, thumbnailOf } from "@/lib/browser/queries";
import { type Asset, assetKind } from "@/lib/domain/asset";
import { generationTitle } from "@/lib/domain/generation";
import { previewWidths } from "@/lib/domain/preview-widths";
import type { AssetOwner } from "./asset-owner";
import { fileTypeWords } from "./file-words";
import { KindMark } from "./kind-mark";
import { Picture } from "./picture";
import { shortened } from "./shortened";

// Most walls are pictures: what plays or is read is fetched where something does. The server draws it either way.
const AudioTile = dynamic(() => patiently(() => import("./audio-tile")).then((part) => part.AudioTile));
const TextTile = dynamic(() => patiently(() => import("./text-tile")).then((part) => part.TextTile));
const VideoTile = dynamic(() => patiently(() => import("./video-tile")).then((part) => part.VideoTile));

interface AssetTileProps {
  generation: AssetOwner;
  asset: Asset;
  isEager?: boolean;
  /** Lies over the asset: a link, a caption. Pointers over it still scrub a video. */
  children?: ReactNode;
}

/** One asset filling the room it is given; the parent reserves that room at the asset's aspect. */
export function AssetTile({ generation, asset, isEager = false, children }: AssetTileProps) {
  const alt = shortened(generationTitle(generation));
  switch (assetKind(asset)) {
    case "image":
      return (
        <Frame>
          <Picture
            src={thumbnailOf(generation, asset, 640)}
            srcSet={asset.previewUrl === null ? sizedSet(generation, asset) : undefined}
            fallbackSrc={previewPath(generation, asset.position, 640)}
            alt={alt}
            widthPixels={asset.widthPixels}
            heightPixels={asset.heightPixels}
            contentType={asset.contentType}
            isEager={isEager}
          />
          {children}
        </Frame>
      );
    case "video":
      return (
        <VideoTile generation={generation} asset={asset} alt={alt}>
          {children}
        </VideoTile>
      );
    case "audio":
      return (
        <AudioTile generation={generation} asset={asset} name={alt}>
          {children}
        </AudioTile>
      );
    case "mesh":
      return (
        <Frame>
          {asset.previewUrl ? (
            <Picture
              src={asset.previewUrl}
              // The mesh itself may be whole: its own page says so or not.
              instead={<Card icon={<Box size={28} strokeWidth={1.25} />} title={alt} />}
              alt={alt}
              widthPixels={asset.widthPixels}
              heightPixels={asset.heightPixels}
              contentType={asset.contentType}
              isEager={isEager}
            />
          ) : (
            <Card icon={<Box size={28} strokeWidth={1.25} />} title={alt} />
          )}
          <KindMark>{`3D · ${fileTypeWords(asset.contentType, asset.url)}`}</KindMark>
          {children}
        </Frame>
      );
    case "text":
      return (
        <Frame>
          <TextTile
            src={assetPath(generation, asset.position)}
            title={<Card icon={<FileText size={28} strokeWidth={1.25} />} title={alt} />}
          />
          <KindMark>Text</KindMark>
          {children}
        </Frame>
      );
    case "other":
      return (
        <Frame>
          <Card icon={<FileIcon size={28} strokeWidth={1.25} />} title={alt} />
          <KindMark>{fileTypeWords(asset.contentType, asset.url)}</KindMark>
          {children}
        </Frame>
      );
  }
}

/** The sizes of a picture that Layer gives no preview of, for the browser to choose from by its screen. */
const sizedSet = (generation: AssetOwner, { position }: Asset) =>
  previewWidths
    .filter((width) => width <= 1280)
    .map((width) => `${previewPath(generation, position, width)} ${width}w`)
    .join(", ");

function Frame({ children }: { children: ReactNode }) {
  return <div className="relative size-full overflow-hidden bg-raised">{children}</div>;
}

function Card({ icon, title }: { icon: ReactNode; title: string }) {
  return (
    <div className="flex size-full flex-col items-center justify-center gap-2 p-4 text-center text-muted">
      <span aria-hidden="true">{icon}</span>
      <p className="line-clamp-3 text-12 text-soft">{title}</p>
    </div>
  );
}
