"use client";

import { memo, type ReactNode, useRef } from "react";
import { CropButton } from "@/components/references/crop-button";
import { FileGlyph } from "@/components/references/reference-card";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/elapsed-time";
import { FileChooser } from "@/components/ui/file-chooser";
import { ProgressBar } from "@/components/ui/progress-bar";
import { toast } from "@/components/ui/toast";
import { uploadDesk } from "@/lib/browser/upload-desk";
import type { Upload } from "@/lib/browser/upload-engine";
import { formatBytes, uploadStateWords } from "@/lib/browser/upload-words";
import { useThumbnail } from "@/lib/browser/uploads";
import { choosableFiles } from "@/lib/domain/upload-rules";
import { FileActions } from "./file-actions";

interface Place {
  /** Where it stands in the list, of which only what is on the screen is drawn. */
  index: number;
  count: number;
  measure: (element: HTMLElement | null) => void;
}

interface UploadRowProps extends Place {
  upload: Upload;
  workspaceId: string;
}

type Phase = Upload["state"]["phase"];

const waitingPhases = new Set<Phase>(["queued", "uploading", "offline", "retrying"]);
// Nothing is lost in any of these: they look for attention, not for alarm.
const amberPhases = new Set<Phase>(["retrying", "offline", "needs_file"]);

const hasBytes = (upload: Upload): upload is Upload & { file: File } =>
  upload.file instanceof File && upload.file.size > 0;

/** Takes an upload off the list, and says how to have it back. */
function cancel(upload: Upload): void {
  uploadDesk.opened()?.uploads.cancel(upload.id);
  if (!hasBytes(upload)) return toast(`${upload.name} is cancelled.`);
  const { file, workspaceId } = upload;
  toast(`${upload.name} is cancelled.`, {
    label: "Undo",
    onSelect: () => void uploadDesk.opened()?.uploads.add(workspaceId, [file]),
  });
}

/** Only the wait for another try counts seconds. */
function UploadWords({ upload }: { upload: Upload }) {
  return upload.state.phase === "retrying" ? <RetryWords upload={upload} /> : uploadStateWords(upload, null);
}

function RetryWords({ upload }: { upload: Upload }) {
  return uploadStateWords(upload, useNow());
}

/**
 * One file on its way: what it is, how far, in words, and what can be done about it. Drawn anew only when it has changed:
 * there may be hundreds, of which three are moving.
 */
export const UploadRow = memo(function UploadRow({ upload, workspaceId, ...place }: UploadRowProps) {
  const { state } = upload;
  const thumbnail = useThumbnail(upload.id);
  // An upload on the screen has its engine.
  const engine = uploadDesk.opened()?.uploads;
  const hasFailed = state.phase === "failed";
  const isDone = state.phase === "done";
  return (
    <FileRow
      name={upload.name}
      contentType={upload.contentType ?? ""}
      thumbnail={thumbnail}
      place={place}
      actions={
        <>
          {upload.contentType?.startsWith("image/") && hasBytes(upload) ? (
            <CropButton
              name={upload.name}
              file={upload.file}
              onCropped={(file) => {
                // What is up already stays; the part that was kept is a file of its own.
                if (!isDone) engine?.cancel(upload.id);
                void uploadDesk.take(workspaceId, [file]);
              }}
            />
          ) : null}
          {waitingPhases.has(state.phase) ? (
            <Button size="s" variant="ghost" ignoresDoubleClick onClick={() => engine?.pause(upload.id)}>
              Pause
            </Button>
          ) : null}
          {state.phase === "paused" ? (
            <Button size="s" ignoresDoubleClick onClick={() => engine?.resume(upload.id)}>
              Resume
            </Button>
          ) : null}
          {state.phase === "needs_file" ? <GiveFile upload={upload} canReopen={state.canReopen} /> : null}
          {hasFailed && state.canRetry ? (
            <Button size="s" ignoresDoubleClick onClick={() => engine?.retry(upload.id)}>
              Retry
            </Button>
          ) : null}
          {isDone && upload.fileId ? <FileActions fileId={upload.fileId} workspaceId={workspaceId} /> : null}
          {isDone ? null : hasFailed ? (
            <Button size="s" variant="ghost" ignoresDoubleClick onClick={() => engine?.dismiss(upload.id)}>
              Dismiss
            </Button>
          ) : (
            <Button size="s" variant="ghost" ignoresDoubleClick onClick={() => cancel(upload)}>
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
          hasFailed ? "text-danger" : amberPhases.has(state.phase) ? "text-warning" : "text-muted",
        )}
      >
        {formatBytes(upload.sizeBytes)} · <UploadWords upload={upload} />
      </p>
      {upload.note ? <p className="text-12 text-muted">{upload.note}</p> : null}
      <ProgressBar
        label={`Upload of ${upload.name}`}
        // Whole only once the storage host has said so.
        fraction={isDone ? 1 : Math.min(0.99, upload.sentBytes / Math.max(1, upload.sizeBytes))}
        tone={hasFailed ? "danger" : isDone ? "success" : "accent"}
        // A width that glides is laid out anew sixty times a second, of each of the bars that move.
        className="mt-1 [&_progress::-webkit-progress-value]:transition-none"
      />
    </FileRow>
  );
});

/** Gives an upload that outlived its page the file it was begun with. */
function GiveFile({ upload, canReopen }: { upload: Upload; canReopen: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  if (canReopen)
    return (
      <Button size="s" onClick={() => void uploadDesk.opened()?.uploads.reopen(upload.id)}>
        Continue
      </Button>
    );
  return (
    <>
      <Button size="s" onClick={() => input.current?.click()}>
        Choose it again
      </Button>
      <FileChooser
        ref={input}
        label={`${upload.name} again`}
        accept={choosableFiles}
        onFiles={([file]) => {
          if (file) void uploadDesk.opened()?.uploads.chooseFile(upload.id, file);
        }}
      />
    </>
  );
}

interface FileRowProps {
  name: string;
  contentType: string;
  thumbnail: string | null;
  place: Place;
  actions: ReactNode;
  children: ReactNode;
}

function FileRow({ name, contentType, thumbnail, place, actions, children }: FileRowProps) {
  const { index, count, measure } = place;
  return (
    <li
      ref={measure}
      data-index={index}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-label={name}
      className="flex items-center gap-3 rounded-tile bg-panel p-2 max-sm:flex-wrap"
    >
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
