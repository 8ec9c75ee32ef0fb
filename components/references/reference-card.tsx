"use client";

import { AudioLines, Box, Film, Image as ImageIcon, Replace, RotateCcw, X } from "lucide-react";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useNow } from "@/components/ui/elapsed-time";
import { IconButton } from "@/components/ui/icon-button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Select } from "@/components/ui/select";
import { Slider } from "@/components/ui/slider";
import { type DraftReference, referenceProblem, rolesFor } from "@/lib/browser/drafts";
import { patiently } from "@/lib/browser/patiently";
import { uploadDesk } from "@/lib/browser/upload-desk";
import type { Upload } from "@/lib/browser/upload-engine";
import { uploadStateWords } from "@/lib/browser/upload-words";
import type { Model } from "@/lib/domain/model";
import { defaultReferenceWeight, referenceRoleLabel, referenceRoles } from "@/lib/domain/reference-roles";

const ReferenceCrop = dynamic(
  () => patiently(() => import("./reference-crop")).then((module) => module.ReferenceCrop),
  { ssr: false },
);

interface ReferenceCardProps {
  workspaceId: string;
  reference: DraftReference;
  /** Null where the file was in the workspace before. */
  upload: Upload | null;
  model: Pick<Model, "capabilities">;
  onChange: (change: Partial<Pick<DraftReference, "role" | "weight">>) => void;
  /** The handle by which it is put before or after another; none while it is alone. */
  handle: ReactNode;
  onReplace: () => void;
  onRemove: () => void;
  onCropped: (file: File) => void;
}

/** What stands in for the picture of a file that has none. */
export function FileGlyph({ contentType }: { contentType: string }) {
  const look = { size: 20, strokeWidth: 1.5, "aria-hidden": true } as const;
  if (contentType.startsWith("video/")) return <Film {...look} />;
  if (contentType.startsWith("audio/")) return <AudioLines {...look} />;
  return contentType.startsWith("model/") ? <Box {...look} /> : <ImageIcon {...look} />;
}

function ReferenceThumbnail({ reference }: { reference: Pick<DraftReference, "thumbnail" | "contentType"> }) {
  return (
    <div className="flex size-14 shrink-0 items-center justify-center overflow-hidden rounded-control bg-raised text-muted">
      {reference.thumbnail ? (
        <img src={reference.thumbnail} alt="" className="size-full object-cover" draggable={false} />
      ) : (
        <FileGlyph contentType={reference.contentType} />
      )}
    </div>
  );
}

/** One reference: what it is, what it is used as, how strongly. */
export function ReferenceCard({
  workspaceId,
  reference,
  upload,
  model,
  onChange,
  handle,
  onReplace,
  onRemove,
  onCropped,
}: ReferenceCardProps) {
  const fitting = rolesFor(model, reference.contentType);
  const roles = fitting.includes(reference.role)
    ? fitting
    : [reference.role, ...fitting].filter((role) => role !== "");
  const weight = reference.weight ?? defaultReferenceWeight(reference.role);
  const isWaiting = reference.fileId === null;
  // Where the model takes no references at all, the strip says so once for all of them.
  const problem = model.capabilities.referenceRoles.length > 0 ? referenceProblem(reference, model) : null;
  return (
    <li
      aria-label={`${reference.name}, ${referenceRoleLabel(reference.role)}`}
      className="flex animate-enter gap-2.5 rounded-control bg-raised p-1.5"
    >
      {handle}
      <ReferenceThumbnail reference={reference} />
      <div className="flex min-w-0 grow flex-col justify-between gap-0.5">
        <div className="flex items-center gap-1">
          <p className="min-w-0 grow truncate text-12 text-soft" title={reference.name}>
            {reference.name}
          </p>
          {reference.contentType.startsWith("image/") ? (
            <ReferenceCrop
              workspaceId={workspaceId}
              reference={reference}
              upload={upload}
              onCropped={onCropped}
              className="-my-1 size-6"
            />
          ) : null}
          <IconButton
            label={`Replace ${reference.name}`}
            icon={<Replace size={13} />}
            size="s"
            className="-my-1 size-6"
            onClick={onReplace}
          />
          <IconButton
            label={`Remove ${reference.name}`}
            icon={<X size={14} />}
            size="s"
            className="-my-1 size-6"
            onClick={onRemove}
          />
        </div>
        {isWaiting ? (
          <WaitingReference reference={reference} upload={upload} />
        ) : (
          <div className="grid grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)_2rem] items-center gap-2 touch:grid-cols-[minmax(0,1fr)_2rem] touch:[&>:first-child]:col-span-2">
            <Select
              label={`Role of ${reference.name}`}
              isLabelHidden
              value={reference.role}
              // Each role has its own usual weight, so that a set one does not follow into another.
              onChange={(role) => onChange({ role, weight: null })}
              choices={roles.map((role) => ({ value: role, label: referenceRoleLabel(role) }))}
              title={referenceRoles[reference.role]?.help}
            />
            <Slider
              label={`Weight of ${reference.name}`}
              isLabelHidden
              value={weight}
              min={0}
              max={1}
              step={0.05}
              valueText={`${Math.round(weight * 100)} percent`}
              onChange={(next) => onChange({ weight: Math.round(next * 100) / 100 })}
            />
            <span aria-hidden="true" className="text-right text-12 text-muted tabular">
              {Math.round(weight * 100)}%
            </span>
          </div>
        )}
        {!isWaiting && problem ? (
          <p role="alert" className="text-12 text-warning">
            {problem}
          </p>
        ) : !isWaiting && referenceRoles[reference.role] ? (
          <p className="truncate text-11 text-muted" title={referenceRoles[reference.role]?.help}>
            {referenceRoles[reference.role]?.help}
          </p>
        ) : null}
      </div>
    </li>
  );
}

function WaitingReference({ reference, upload }: { reference: DraftReference; upload: Upload | null }) {
  const now = useNow();
  if (!upload)
    return (
      <p className="text-12 text-warning">
        The upload was interrupted. Remove this or choose the file again.
      </p>
    );
  const hasFailed = upload.state.phase === "failed";
  return (
    <div className="flex items-center gap-2">
      <div className="flex min-w-0 grow flex-col gap-1 pb-1">
        <p
          role={hasFailed ? "alert" : undefined}
          className={hasFailed ? "text-12 text-danger" : "truncate text-12 text-muted tabular"}
        >
          {uploadStateWords(upload, now)}
        </p>
        <ProgressBar
          label={`Upload of ${reference.name}`}
          fraction={upload.sentBytes / Math.max(upload.sizeBytes, 1)}
          tone={hasFailed ? "danger" : "accent"}
        />
      </div>
      {hasFailed ? (
        <IconButton
          label={`Retry ${reference.name}`}
          icon={<RotateCcw size={14} />}
          size="s"
          onClick={() => uploadDesk.opened()?.uploads.retry(upload.id)}
        />
      ) : null}
    </div>
  );
}
