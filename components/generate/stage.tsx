"use client";

import { ImagePlus, Maximize2, Pencil, Undo2 } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { referenceOf } from "@/components/references/reference-of";
import { dragFile } from "@/components/references/use-file-drop";
import { SpendButton } from "@/components/spend/spend-button";
import { Button, buttonClasses } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { GenerationTiles } from "@/components/viewers/generation-tiles";
import { shortened } from "@/components/viewers/shortened";
import type { Asset } from "@/lib/domain/asset";
import { type Generation, generationTitle } from "@/lib/domain/generation";
import { creativeUnits } from "@/lib/domain/money";
import { type StageRoom, stageLayout } from "./stage-rows";

interface StageProps {
  generations: readonly Generation[];
  modelId: string;
  room: StageRoom;
  onUseSettings: (generation: Generation) => void;
  onUseReference: (generation: Generation, asset: Asset) => void;
  onTryAgain: (generation: Generation) => void;
}

/** The newest run large, above whatever else is running. */
export function Stage({ generations, modelId, room, onUseSettings, onUseReference, onTryAgain }: StageProps) {
  return (
    <div className="flex flex-col gap-6 p-4">
      {generations.map((generation, index) => (
        <StagedGeneration
          key={generation.id}
          generation={generation}
          isOfThisModel={generation.source.id === modelId}
          isEager={index === 0}
          room={room}
          onUseSettings={onUseSettings}
          onUseReference={onUseReference}
          onTryAgain={onTryAgain}
        />
      ))}
    </div>
  );
}

interface StagedGenerationProps {
  generation: Generation;
  isOfThisModel: boolean;
  isEager: boolean;
  room: StageRoom;
  onUseSettings: (generation: Generation) => void;
  onUseReference: (generation: Generation, asset: Asset) => void;
  onTryAgain: (generation: Generation) => void;
}

const StagedGeneration = memo(function StagedGeneration({
  generation,
  isOfThisModel,
  isEager,
  room,
  onUseSettings,
  onUseReference,
  onTryAgain,
}: StagedGenerationProps) {
  const title = generationTitle(generation);
  const layout = stageLayout(generation, room);
  const href = `/w/${generation.workspaceId}/gallery/${generation.id}`;
  const isModelRun = generation.request.kind === "model";
  const paid = "chargeCreativeUnits" in generation ? generation.chargeCreativeUnits : null;
  const price =
    paid === null
      ? generation.estimateCreativeUnits === null
        ? null
        : `about ${creativeUnits(generation.estimateCreativeUnits)}`
      : creativeUnits(paid);
  return (
    <article aria-label={shortened(title, 80)} className="flex flex-col gap-2">
      <header className="flex items-start gap-3">
        <div className="min-w-0 grow">
          <p className="line-clamp-2 text-13 text-soft">{title}</p>
          <p className="text-12 text-muted tabular">
            {[generation.source.name, price].filter(Boolean).join(" · ")}
          </p>
        </div>
        <div className="flex shrink-0 gap-0.5">
          {isModelRun ? (
            <IconButton
              label="Use these settings"
              icon={<Undo2 size={15} />}
              onClick={() => onUseSettings(generation)}
            />
          ) : null}
          <Link
            href={href}
            prefetch={false}
            aria-label={`Open ${shortened(title, 60)}`}
            title="Open"
            className={`${buttonClasses("ghost")} w-8 px-0 text-muted touch:w-11 touch:px-0`}
          >
            <Maximize2 size={15} aria-hidden="true" />
          </Link>
        </div>
      </header>
      <div style={{ maxWidth: layout.maxWidthPixels }}>
        <GenerationTiles
          generation={generation}
          isEager={isEager}
          rowHeightPixels={layout.rowPixels}
          overlay={(asset) => (
            <div className="group absolute inset-0">
              <Link
                href={`${href}?asset=${asset.position}`}
                prefetch={false}
                aria-label={`Open result ${asset.position + 1} of ${shortened(title, 60)}`}
                className="absolute inset-0 outline-offset-[-3px]"
                onDragStart={(event) => {
                  if (asset.fileId)
                    dragFile(event.dataTransfer, { fileId: asset.fileId, ...referenceOf(generation, asset) });
                }}
              />
              {asset.fileId ? (
                <IconButton
                  label="Use as reference"
                  icon={<ImagePlus size={15} />}
                  variant="overlay"
                  className="absolute top-2 left-2 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 touch:opacity-100"
                  onClick={() => onUseReference(generation, asset)}
                />
              ) : null}
            </div>
          )}
          actions={
            isModelRun ? (
              <>
                {isOfThisModel && generation.status !== "deleted" ? (
                  <SpendButton size="s" variant="secondary" onClick={() => onTryAgain(generation)}>
                    Try again
                  </SpendButton>
                ) : null}
                <Button
                  size="s"
                  variant="ghost"
                  icon={<Pencil size={13} aria-hidden="true" />}
                  onClick={() => onUseSettings(generation)}
                >
                  Edit
                </Button>
              </>
            ) : null
          }
        />
      </div>
    </article>
  );
});
