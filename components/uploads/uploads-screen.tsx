"use client";

import { Upload as UploadIcon } from "lucide-react";
import { useEffect, useRef } from "react";
import { DropOverlay } from "@/components/references/drop-overlay";
import { useFileDrop } from "@/components/references/use-file-drop";
import { Button } from "@/components/ui/button";
import { FileChooser } from "@/components/ui/file-chooser";
import { Kbd } from "@/components/ui/kbd";
import type { UploadsPage } from "@/lib/browser/queries";
import { uploadDesk } from "@/lib/browser/upload-desk";
import { useFreshUploads, useUploadInputs, useUploads } from "@/lib/browser/uploads";
import { choosableFiles, maxUploadBytes } from "@/lib/domain/upload-rules";
import { AddressForm } from "./address-form";
import { UploadList } from "./upload-list";
import { listedUploads } from "./upload-rows";
import { UploadedFiles } from "./uploaded-files";
import { UploadNews, UploadsSummary } from "./uploads-summary";

interface UploadsScreenProps {
  workspaceId: string;
  initialUploads: UploadsPage;
}

/** The drop zone that is the whole window, what is on its way, and what was uploaded before. */
export function UploadsScreen({ workspaceId, initialUploads }: UploadsScreenProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const folderChooser = useRef<HTMLInputElement>(null);
  const uploads = useUploads(workspaceId);
  const inputs = useUploadInputs(workspaceId);
  useFreshUploads(workspaceId, uploads);
  // An effect, because the script is fetched from outside React. This is the page where files are about to come.
  useEffect(() => void uploadDesk.open().catch(() => {}), []);
  // As one text, which stays the same while bytes move.
  const shownAbove = listedUploads(uploads)
    .flatMap(({ fileId, state }) => (fileId && state.phase === "done" ? [fileId] : []))
    .join(" ");
  const add = (chosen: File[]) => void uploadDesk.take(workspaceId, chosen);
  const isOver = useFileDrop({ onFiles: add });
  const isBare = uploads.length === 0 && inputs.length === 0 && initialUploads.files.length === 0;
  const offered = inputs.filter(({ state }) => state.phase === "offered");
  const told = inputs.filter(({ state }) => state.phase === "refused" || state.phase === "known");

  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 p-4 md:p-6">
      <header className="flex flex-col gap-4">
        <h1 className="text-20 font-semibold">Uploads</h1>
        <section
          aria-label="Add files"
          className={
            isBare
              ? "flex flex-col items-center gap-3 rounded-tile border border-dashed border-edge bg-panel px-4 py-16 text-center"
              : "flex flex-wrap items-center gap-x-6 gap-y-3 rounded-tile border border-dashed border-edge bg-panel p-3"
          }
        >
          <div
            className={
              isBare
                ? "flex flex-col items-center gap-3"
                : "flex min-w-0 grow basis-88 items-center gap-3 max-sm:basis-full"
            }
          >
            <UploadIcon
              size={isBare ? 24 : 20}
              strokeWidth={1.5}
              aria-hidden="true"
              className="shrink-0 text-muted"
            />
            <div className="flex min-w-0 flex-col gap-0.5">
              <p className={isBare ? "text-14" : "text-13"}>
                Drop files or folders anywhere
                <span className="text-muted touch:hidden">
                  , or paste with <Kbd keys="mod+v" />
                </span>
              </p>
              <p className="text-12 text-muted">
                JPEG, PNG, WebP, MP4, MP3 or WAV, up to {maxUploadBytes / 1e6} MB each. Other pictures can be
                converted here.
              </p>
            </div>
          </div>
          <div className="flex gap-2 max-sm:w-full max-sm:[&>*]:grow">
            <Button variant="primary" onClick={() => chooser.current?.click()}>
              Choose files
            </Button>
            <Button onClick={() => folderChooser.current?.click()}>Choose folder</Button>
          </div>
          <AddressForm workspaceId={workspaceId} isWide={isBare} />
          <FileChooser
            ref={chooser}
            label="Files to upload"
            accept={choosableFiles}
            isMultiple
            onFiles={add}
          />
          <FileChooser ref={folderChooser} label="Folder to upload" isMultiple isFolder onFiles={add} />
        </section>
      </header>
      <UploadNews uploads={uploads} />
      <div className={uploads.length > 0 || inputs.length > 0 ? "flex flex-col gap-2" : "hidden"}>
        {uploads.length + inputs.length > 1 ? (
          <UploadsSummary workspaceId={workspaceId} uploads={uploads} inputs={inputs} />
        ) : null}
        {offered.length > 1 || told.length > 1 ? (
          <div className="flex flex-wrap justify-end gap-1">
            {offered.length > 1 ? (
              <Button
                size="s"
                onClick={() => offered.forEach(({ id }) => uploadDesk.opened()?.inputs.accept(id))}
              >
                Accept all {offered.length} changes
              </Button>
            ) : null}
            {told.length > 1 ? (
              <Button
                size="s"
                variant="ghost"
                onClick={() => told.forEach(({ id }) => uploadDesk.dismiss(id))}
              >
                Dismiss {told.length} messages
              </Button>
            ) : null}
          </div>
        ) : null}
        <UploadList uploads={uploads} inputs={inputs} workspaceId={workspaceId} />
      </div>
      <UploadedFiles workspaceId={workspaceId} initialUploads={initialUploads} shownAbove={shownAbove} />
      {isOver ? <DropOverlay text="Drop to upload" /> : null}
    </div>
  );
}
