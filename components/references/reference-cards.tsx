"use client";

import { useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import type { DraftReference } from "@/lib/browser/drafts";
import type { Upload } from "@/lib/browser/upload-engine";
import type { Model } from "@/lib/domain/model";
import { ReferenceCard } from "./reference-card";
import { ReorderHandle } from "./reorder-handle";

interface ReferenceCardsProps {
  workspaceId: string;
  model: Pick<Model, "capabilities">;
  references: readonly DraftReference[];
  uploads: readonly Upload[];
  onMove: (key: string, to: number) => void;
  onChange: (key: string, change: Partial<Pick<DraftReference, "role" | "weight">>) => void;
  onReplace: (reference: DraftReference) => void;
  onRemove: (reference: DraftReference) => void;
  onCropped: (reference: DraftReference, file: File) => void;
}

/** The references of the form in their order. */
export function ReferenceCards({
  workspaceId,
  model,
  references,
  uploads,
  onMove,
  onChange,
  onReplace,
  onRemove,
  onCropped,
}: ReferenceCardsProps) {
  const list = useRef<HTMLUListElement>(null);
  return (
    <ul
      ref={list}
      aria-label="References"
      className={classNames(
        "flex flex-col gap-1",
        model.capabilities.referenceRoles.length === 0 && "opacity-60",
      )}
    >
      {references.map((reference, index) => (
        <ReferenceCard
          key={reference.key}
          workspaceId={workspaceId}
          reference={reference}
          upload={uploads.find(({ id }) => id === reference.uploadId) ?? null}
          model={model}
          onChange={(change) => onChange(reference.key, change)}
          handle={
            references.length > 1 ? (
              <ReorderHandle
                name={reference.name}
                place={index}
                count={references.length}
                list={list}
                onMove={(to) => onMove(reference.key, to)}
              />
            ) : null
          }
          onReplace={() => onReplace(reference)}
          onRemove={() => onRemove(reference)}
          onCropped={(file) => onCropped(reference, file)}
        />
      ))}
    </ul>
  );
}
