"use client";

import { useQuery } from "@tanstack/react-query";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import { readKnownFile } from "@/lib/browser/drafts-store";
import { formatBytes } from "@/lib/browser/upload-engine";
import type { UploadedFile } from "@/lib/domain/upload-rules";
import { FileActions } from "./file-actions";
import { FileRow } from "./upload-row";

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** A file that is in the workspace already. Its picture is known where it was uploaded from this browser. */
export function UploadedFileRow({ file, workspaceId }: { file: UploadedFile; workspaceId: string }) {
  const isHydrated = useIsHydrated();
  const { data: known } = useQuery({
    queryKey: ["known-file", file.fileId],
    queryFn: () => readKnownFile(file.fileId),
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: "always",
  });
  return (
    <FileRow
      name={file.name}
      contentType={file.contentType}
      thumbnail={known?.thumbnail ?? null}
      actions={<FileActions fileId={file.fileId} workspaceId={workspaceId} />}
    >
      <p className="truncate text-12 text-muted tabular">
        {formatBytes(file.sizeBytes)} · {file.isMine ? "you" : file.personName} ·{" "}
        <time dateTime={file.uploadedAt}>
          {/* The server's time zone is not the reader's. */}
          {isHydrated ? moment.format(new Date(file.uploadedAt)) : ""}
        </time>
      </p>
    </FileRow>
  );
}
