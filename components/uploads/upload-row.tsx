"use client";

import type { ReactNode } from "react";
import { FileGlyph } from "@/components/references/reference-card";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/elapsed-time";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatBytes, type Upload, uploadStateWords } from "@/lib/browser/upload-engine";
import { tabUploads } from "@/lib/browser/uploads";
import { FileActions } from "./file-actions";

interface UploadRowProps {
  upload: Upload;
  workspaceId: string;
}

const waitingPhases = new Set<Upload["state"]["phase"]>(["queued", "uploading", "offline", "retrying"]);

/** One file on its way: what it is, how far, in words, and what can be done about it. */
export function UploadRow({ upload, workspaceId }: UploadRowProps) {
  const now = useNow();
  const { state } = upload;
  const engine = tabUploads();
  const hasFailed = state.phase === "failed";
  const isDone = state.phase === "done";
  const words = uploadStateWords(upload, now);
  return (
    <FileRow
      name={upload.name}
      contentType={upload.contentType ?? ""}
      thumbnail={engine.thumbnailOf(upload.id)}
      actions={
        <>
          {waitingPhases.has(state.phase) ? (
            <Button size="s" variant="ghost" onClick={() => engine.pause(upload.id)}>
              Pause
            </Button>
          ) : null}
          {state.phase === "paused" ? (
            <Button size="s" onClick={() => engine.resume(upload.id)}>
              Resume
            </Button>
          ) : null}
          {hasFailed && state.canRetry ? (
            <Button size="s" onClick={() => engine.retry(upload.id)}>
              Retry
            </Button>
          ) : null}
          {isDone && upload.fileId ? <FileActions fileId={upload.fileId} workspaceId={workspaceId} /> : null}
          {isDone ? null : hasFailed ? (
            <Button size="s" variant="ghost" onClick={() => engine.dismiss(upload.id)}>
              Dismiss
            </Button>
          ) : (
            <Button size="s" variant="ghost" onClick={() => engine.cancel(upload.id)}>
              Cancel
            </Button>
          )}
        </>
      }
    >
      <p
        role={hasFailed ? "alert" : undefined}
        className={classNames(
          "text-12 tabular",
          hasFailed
            ? "text-danger"
            : state.phase === "retrying" || state.phase === "offline"
              ? "text-warning"
              : "text-muted",
        )}
      >
        {formatBytes(upload.sizeBytes)} · {words}
      </p>
      <ProgressBar
        label={`Upload of ${upload.name}`}
        fraction={upload.sizeBytes === 0 ? 0 : upload.sentBytes / upload.sizeBytes}
        tone={hasFailed ? "danger" : isDone ? "success" : "accent"}
        className="mt-1"
      />
    </FileRow>
  );
}

interface FileRowProps {
  name: string;
  contentType: string;
  thumbnail: string | null;
  actions: ReactNode;
  children: ReactNode;
}

export function FileRow({ name, contentType, thumbnail, actions, children }: FileRowProps) {
  return (
    <li aria-label={name} className="flex items-center gap-3 rounded-tile bg-panel p-2 max-sm:flex-wrap">
      <div className="flex size-12 shrink-0 items-center justify-center overflow-hidden rounded-control bg-raised text-muted">
        {thumbnail ? (
          <img src={thumbnail} alt="" className="size-full object-cover" />
        ) : (
          <FileGlyph contentType={contentType} />
        )}
      </div>
      <div className="min-w-0 grow basis-40">
        <p className="truncate text-13" title={name}>
          {name}
        </p>
        {children}
      </div>
      <div className="flex shrink-0 items-center gap-1 max-sm:w-full max-sm:justify-end">{actions}</div>
    </li>
  );
}
