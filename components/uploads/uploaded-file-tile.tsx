"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { FileGlyph } from "@/components/references/reference-card";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import { problemFrom } from "@/lib/browser/api";
import { readKnownFile } from "@/lib/browser/drafts-store";
import { setFileRemoved } from "@/lib/browser/file-removal";
import { uploadThumbnailPath } from "@/lib/browser/queries";
import { formatBytes } from "@/lib/browser/upload-words";
import { momentWords } from "@/lib/domain/moment-words";
import type { UploadedFile } from "@/lib/domain/upload-rules";
import { FileActions } from "./file-actions";

const uploadedWords = momentWords({ dateStyle: "medium", timeStyle: "short" });

interface UploadedFileTileProps {
  file: UploadedFile;
  workspaceId: string;
}

/** A file of the workspace: what it looks like, whose it is, where it was used. */
export const UploadedFileTile = memo(function UploadedFileTile({ file, workspaceId }: UploadedFileTileProps) {
  const isHydrated = useIsHydrated();
  const client = useQueryClient();
  const { data: known } = useQuery({
    queryKey: ["known-file", file.fileId],
    queryFn: () => readKnownFile(file.fileId),
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: "always",
    enabled: !file.hasThumbnail,
  });
  const thumbnail = file.hasThumbnail
    ? uploadThumbnailPath(workspaceId, file.fileId)
    : (known?.thumbnail ?? null);

  const setRemoved = async (isRemoved: boolean) => {
    try {
      await setFileRemoved(workspaceId, file.fileId, isRemoved);
      if (isRemoved)
        toast(`${file.name} is off the list. Layer keeps the file.`, {
          label: "Undo",
          onSelect: () => void setRemoved(false),
        });
    } catch (error) {
      toast(problemFrom(error).detail);
    }
    await client.invalidateQueries({ queryKey: ["uploads", workspaceId] });
  };

  return (
    <li
      aria-label={file.name}
      // Long lists only lay out what is near the screen.
      className="group flex flex-col overflow-hidden rounded-tile bg-panel [contain-intrinsic-size:auto_17rem] [content-visibility:auto]"
    >
      <div className="relative flex aspect-[4/3] shrink-0 items-center justify-center bg-well text-muted">
        {thumbnail ? (
          <img
            src={thumbnail}
            alt=""
            loading="lazy"
            decoding="async"
            className="absolute inset-0 size-full object-contain"
          />
        ) : (
          <FileGlyph contentType={file.contentType} />
        )}
      </div>
      <div className="flex min-w-0 grow flex-col gap-0.5 p-2">
        <p className="truncate text-13" title={file.name}>
          {file.name}
        </p>
        <p className="truncate text-12 text-muted tabular">
          {formatBytes(file.sizeBytes)} · {file.isMine ? "you" : file.personName}
        </p>
        <p className="truncate text-12 text-muted tabular">
          <time dateTime={file.uploadedAt}>
            {/* The server's time zone is not the reader's. */}
            {isHydrated ? uploadedWords(new Date(file.uploadedAt)) : " "}
          </time>
        </p>
        <p className="min-h-4.5 truncate text-12 tabular">
          {file.lastUsedIn ? (
            <Link
              href={`/w/${workspaceId}/gallery/${file.lastUsedIn}`}
              prefetch={false}
              className="text-soft underline decoration-edge underline-offset-2 hover:text-text"
            >
              Used in {file.usedCount === 1 ? "1 generation" : `${file.usedCount} generations`}
            </Link>
          ) : (
            <span className="text-muted">Not used yet</span>
          )}
        </p>
        <div className="mt-1 flex items-center gap-1 touch:flex-wrap touch:[&>a]:order-last touch:[&>a]:w-full">
          <FileActions fileId={file.fileId} workspaceId={workspaceId} />
          <IconButton
            label={`Remove ${file.name} from the list`}
            icon={<Trash2 size={14} />}
            size="s"
            className="ml-auto"
            ignoresDoubleClick
            onClick={() => void setRemoved(true)}
          />
        </div>
      </div>
    </li>
  );
});
