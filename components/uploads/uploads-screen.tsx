"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Upload as UploadIcon } from "lucide-react";
import { useRef } from "react";
import { DropOverlay } from "@/components/references/drop-overlay";
import { useFileDrop } from "@/components/references/use-file-drop";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { type UploadsPage, uploadsQuery } from "@/lib/browser/queries";
import { tabUploads, useFreshUploads, useUploads } from "@/lib/browser/uploads";
import { maxUploadBytes, uploadTypes } from "@/lib/domain/upload-rules";
import { UploadRow } from "./upload-row";
import { UploadedFileRow } from "./uploaded-file-row";

interface UploadsScreenProps {
  workspaceId: string;
  initialUploads: UploadsPage;
}

const accepted = Object.entries(uploadTypes)
  .flatMap(([type, endings]) => [type, ...endings.map((ending) => `.${ending}`)])
  .join(",");

/** The drop zone that is the whole window, what is on its way, and what was uploaded before. */
export function UploadsScreen({ workspaceId, initialUploads }: UploadsScreenProps) {
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads(workspaceId);
  useFreshUploads(workspaceId, uploads);
  const before = useInfiniteQuery({
    ...uploadsQuery(workspaceId),
    initialData: { pages: [initialUploads], pageParams: [null] },
  });
  const ownFileIds = new Set(
    uploads.flatMap(({ fileId, state }) => (fileId && state.phase === "done" ? [fileId] : [])),
  );
  const files = before.data.pages
    .flatMap((page) => page.files)
    .filter(({ fileId }) => !ownFileIds.has(fileId));
  const add = (chosen: File[]) => void tabUploads().add(workspaceId, chosen);
  const isOver = useFileDrop({ onFiles: add });
  const isBare = uploads.length === 0 && files.length === 0;

  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-6 p-4 md:p-6">
      <header className="flex flex-col gap-4">
        <h1 className="text-20 font-semibold">Uploads</h1>
        <div
          className={`flex flex-col items-center gap-3 rounded-tile border border-dashed border-edge bg-panel px-4 text-center ${isBare ? "py-20" : "py-8"}`}
        >
          <UploadIcon size={24} strokeWidth={1.5} aria-hidden="true" className="text-muted" />
          <p className="text-14">Drop files anywhere in this window</p>
          <Button variant="primary" onClick={() => input.current?.click()}>
            Choose files
          </Button>
          <p className="flex flex-wrap items-center justify-center gap-1.5 text-12 text-muted">
            or paste with <Kbd keys="mod+v" /> · JPEG, PNG, WebP, MP4, MP3, WAV · up to {maxUploadBytes / 1e6}{" "}
            MB each
          </p>
          <input
            ref={input}
            type="file"
            multiple
            accept={accepted}
            tabIndex={-1}
            aria-label="Files to upload"
            className="sr-only"
            onChange={(event) => {
              add([...(event.currentTarget.files ?? [])]);
              // The same file may be chosen again.
              event.currentTarget.value = "";
            }}
          />
        </div>
      </header>
      <ul aria-label="Uploads" className="flex flex-col gap-1 empty:hidden">
        {uploads.map((upload) => (
          <UploadRow key={upload.id} upload={upload} workspaceId={workspaceId} />
        ))}
      </ul>
      {files.length > 0 ? (
        <section aria-labelledby="uploaded-title" className="flex flex-col gap-2">
          <h2 id="uploaded-title" className="text-13 font-medium text-soft">
            Uploaded before
          </h2>
          <ul aria-labelledby="uploaded-title" className="flex flex-col gap-1">
            {files.map((file) => (
              <UploadedFileRow key={file.fileId} file={file} workspaceId={workspaceId} />
            ))}
          </ul>
          {before.hasNextPage ? (
            <Button
              variant="ghost"
              className="self-center"
              disabled={before.isFetchingNextPage}
              onClick={() => void before.fetchNextPage()}
            >
              {before.isFetchingNextPage ? "Loading…" : "Show older"}
            </Button>
          ) : null}
        </section>
      ) : null}
      {isOver ? <DropOverlay text="Drop to upload" /> : null}
    </div>
  );
}
