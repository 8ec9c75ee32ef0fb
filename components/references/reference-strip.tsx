"use client";

import { ImagePlus, Images } from "lucide-react";
import dynamic from "next/dynamic";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { FileChooser } from "@/components/ui/file-chooser";
import { Skeleton } from "@/components/ui/skeleton";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { DraftReference } from "@/lib/browser/drafts";
import { patiently } from "@/lib/browser/patiently";
import { uploadDesk } from "@/lib/browser/upload-desk";
import type { Upload } from "@/lib/browser/upload-engine";
import type { Model } from "@/lib/domain/model";
import { maxReferences } from "@/lib/domain/reference-roles";
import { choosableFiles } from "@/lib/domain/upload-rules";
import { untakenSentence } from "./add-references";
import type { PickedFile } from "./picker-files";

// Most visits bring no reference: their cards are fetched with the first, into the room they will take.
const loadCards = () => patiently(() => import("./reference-cards"));

/** Fetches what a file needs as soon as one is about to be chosen. */
const approach = () => {
  void uploadDesk.open().catch(() => {});
  void loadCards().catch(() => {});
};
const ReferenceCards = lazy(() => loadCards().then((part) => ({ default: part.ReferenceCards })));

const ReferencePicker = dynamic(
  () => patiently(() => import("./reference-picker")).then((module) => module.ReferencePicker),
  {
    ssr: false,
  },
);

interface ReferenceStripProps {
  model: Pick<Model, "name" | "capabilities">;
  references: readonly DraftReference[];
  uploads: readonly Upload[];
  isReady: boolean;
  workspaceId: string;
  onFiles: (files: File[]) => void;
  /** Files that are at Layer already, in the place of another where one is named. */
  onPicked: (files: PickedFile[], replaced: DraftReference | null) => void;
  onMove: (key: string, to: number) => void;
  onChange: (key: string, change: Partial<Pick<DraftReference, "role" | "weight">>) => void;
  onRemove: (reference: DraftReference) => void;
  /** Puts a cut or turned picture in a reference's place. */
  onCropped: (reference: DraftReference, file: File) => void;
  /** What waits for a person's word. */
  waiting: ReactNode;
  /** Sentences about files that were not taken. */
  notices: ReactNode;
}

/** The references of the form: dropped, pasted or chosen, each with its role and weight. */
export function ReferenceStrip({
  model,
  references,
  uploads,
  isReady,
  workspaceId,
  onFiles,
  onPicked,
  onMove,
  onChange,
  onRemove,
  onCropped,
  waiting,
  notices,
}: ReferenceStripProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isPicking, setIsPicking] = useState<{ replaced: DraftReference | null } | null>(null);
  const takesReferences = model.capabilities.referenceRoles.length > 0;
  if (!takesReferences && references.length === 0)
    return (
      <p className="text-12 text-muted">
        {model.name} takes no references.
        {notices}
      </p>
    );
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex min-h-5 items-center justify-between">
        <h2 className="text-12 font-medium text-soft">References</h2>
        {references.length > 0 ? (
          <span className="text-12 text-muted tabular">
            {references.length}
            <span aria-hidden="true"> / {maxReferences}</span>
          </span>
        ) : null}
      </div>
      {takesReferences ? null : (
        <p className="text-12 text-warning">{model.name} takes no references: they are kept, and not sent.</p>
      )}
      {references.length > 0 ? (
        <Suspense
          fallback={references.map(({ key }) => <Skeleton key={key} className="h-21 rounded-control" />)}
        >
          <ReferenceCards
            workspaceId={workspaceId}
            model={model}
            references={references}
            uploads={uploads}
            onMove={onMove}
            onChange={onChange}
            onReplace={(replaced) => setIsPicking({ replaced })}
            onRemove={onRemove}
            onCropped={onCropped}
          />
        </Suspense>
      ) : null}
      {takesReferences && references.length < maxReferences ? (
        <>
          <button
            type="button"
            disabled={!isReady}
            onPointerEnter={approach}
            onFocus={approach}
            onClick={() => input.current?.click()}
            className={classNames(
              "flex w-full items-center gap-2 rounded-control border border-dashed border-edge text-left text-12 text-muted transition-colors hover:border-muted hover:bg-hover hover:text-text touch:min-h-11",
              references.length > 0 ? "h-8 px-2.5" : "h-14 px-3",
            )}
          >
            <ImagePlus size={16} aria-hidden="true" className="shrink-0" />
            <span>
              {references.length > 0 ? "Add more" : "Drop, paste or choose files"}
              <VisuallyHidden> as references</VisuallyHidden>
            </span>
          </button>
          <Button
            size="s"
            variant="ghost"
            className="self-start"
            icon={<Images size={14} aria-hidden="true" />}
            aria-haspopup="dialog"
            disabled={!isReady}
            onClick={() => setIsPicking({ replaced: null })}
          >
            From files and results
          </Button>
          <FileChooser
            ref={input}
            label="Reference files"
            accept={choosableFiles}
            isMultiple
            onFiles={onFiles}
          />
        </>
      ) : null}
      {waiting}
      {notices}
      {isPicking ? (
        <ReferencePicker
          workspaceId={workspaceId}
          room={isPicking.replaced ? 1 : maxReferences - references.length}
          refusalOf={({ name, contentType }) => untakenSentence(model, name, contentType)}
          onPick={(files) => {
            onPicked(files, isPicking.replaced);
            setIsPicking(null);
          }}
          onClose={() => setIsPicking(null)}
        />
      ) : null}
    </div>
  );
}
