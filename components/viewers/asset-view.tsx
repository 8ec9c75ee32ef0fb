"use client";

import { Download, File as FileIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { buttonClasses } from "@/components/ui/button";
import { download } from "@/lib/browser/download";
import { patiently } from "@/lib/browser/patiently";
import { assetPath, previewPath, thumbnailOf } from "@/lib/browser/queries";
import { type Asset, assetKind, isHugeAsset, isVectorAsset } from "@/lib/domain/asset";
import { generationTitle } from "@/lib/domain/generation";
import type { AssetOwner } from "./asset-owner";
import { fileSizeWords, fileTypeWords } from "./file-words";
import { saving } from "./saving";
import { shortened } from "./shortened";
import { VideoView } from "./video-view";
import { ZoomablePicture } from "./zoomable-picture";

// Each is a script of its own, fetched by the first page that shows such a thing.
const MeshView = dynamic(() => patiently(() => import("./mesh-view")).then((part) => part.MeshView), {
  ssr: false,
});
const AudioView = dynamic(() => patiently(() => import("./audio-view")).then((part) => part.AudioView), {
  ssr: false,
});
const TextView = dynamic(() => patiently(() => import("./text-view")).then((part) => part.TextView), {
  ssr: false,
});

interface AssetViewProps {
  generation: AssetOwner;
  asset: Asset;
  /** Takes a clip's picture; absent where it cannot be used. */
  onUseFrame?: (frame: Blob, seconds: number) => Promise<void>;
}

/** Frames a second a clip was asked to have; null where it was left to the model. */
const askedFps = ({ request }: AssetOwner) =>
  request.kind === "model" ? (request.parameters.fps ?? null) : null;

// A format only desktop programs open; the viewer turns GLB and glTF.
const isTurnable = (asset: Asset) =>
  /gltf|glb/i.test(asset.contentType) || /\.(glb|gltf)(?:[?#]|$)/i.test(asset.url);

/** One asset, as large as the room it is given, with what its kind needs to be judged. */
export function AssetView({ generation, asset, onUseFrame }: AssetViewProps) {
  const src = assetPath(generation, asset.position);
  const alt = shortened(generationTitle(generation));
  switch (assetKind(asset)) {
    case "image":
      return (
        <ZoomablePicture
          // Zoom belongs to one picture.
          key={src}
          src={src}
          previewSrc={thumbnailOf(generation, asset, 640)}
          copySrc={isHugeAsset(asset) ? previewPath(generation, asset.position, 2560) : null}
          alt={alt}
          widthPixels={asset.widthPixels}
          heightPixels={asset.heightPixels}
          isVector={isVectorAsset(asset)}
        />
      );
    case "video":
      return (
        <VideoView
          key={src}
          src={src}
          posterSrc={asset.previewUrl}
          alt={alt}
          durationSeconds={asset.durationSeconds}
          fps={askedFps(generation)}
          {...(onUseFrame ? { onUseFrame } : {})}
        />
      );
    case "audio":
      return <AudioView key={src} src={src} name={alt} durationSeconds={asset.durationSeconds} />;
    case "mesh":
      return isTurnable(asset) ? (
        <MeshView key={src} src={src} posterSrc={asset.previewUrl} alt={alt} />
      ) : (
        <FileCard generation={generation} asset={asset} alt={alt} />
      );
    case "text":
      return <TextView src={src} />;
    case "other":
      return <FileCard generation={generation} asset={asset} alt={alt} />;
  }
}

function FileCard({ generation, asset, alt }: AssetViewProps & { alt: string }) {
  return (
    <div className="flex size-full flex-col items-center justify-center gap-4 p-6 text-center">
      {asset.previewUrl ? (
        <img src={asset.previewUrl} alt={alt} className="max-h-3/5 max-w-full object-contain" />
      ) : (
        <FileIcon size={48} strokeWidth={1} aria-hidden="true" className="text-muted" />
      )}
      <p className="text-13 text-soft">
        {fileTypeWords(asset.contentType, asset.url)} file
        {asset.sizeBytes === null ? "" : ` · ${fileSizeWords(asset.sizeBytes)}`}. A browser cannot show this
        one.
      </p>
      <a
        href={assetPath(generation, asset.position, true)}
        download
        onClick={(event) => {
          event.preventDefault();
          void saving(download(event.currentTarget.href));
        }}
        className={buttonClasses("secondary")}
      >
        <Download size={16} aria-hidden="true" />
        Download
      </a>
    </div>
  );
}
