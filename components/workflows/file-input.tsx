"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { File as FileIcon, FolderOpen, Upload as UploadIcon, X } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { InputRows } from "@/components/references/input-rows";
import { draggedFile } from "@/components/references/use-file-drop";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/elapsed-time";
import { describedBy, Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { fileSizeWords } from "@/components/viewers/file-words";
import { problemFrom } from "@/lib/browser/api";
import { readKnownFile } from "@/lib/browser/drafts-store";
import type { FileValue } from "@/lib/browser/input-control";
import { uploadsQuery } from "@/lib/browser/queries";
import { useTurns } from "@/lib/browser/turns";
import { uploadDesk } from "@/lib/browser/upload-desk";
import { uploadStateWords } from "@/lib/browser/upload-words";
import { useUploadInputs, useUploads } from "@/lib/browser/uploads";
import { choosableFiles } from "@/lib/domain/upload-rules";

interface FileInputProps {
  workspaceId: string;
  label: string;
  labelNode: ReactNode;
  help: ReactNode;
  error: string | null;
  value: FileValue | null;
  onChange: (value: FileValue | null) => void;
}

/** A file for a workflow: dropped, a result among them, chosen from this machine, or one that was uploaded before. */
export function FileInput({ workspaceId, label, labelNode, help, error, value, onChange }: FileInputProps) {
  const id = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const inputs = useUploadInputs(workspaceId, "workflow").filter(({ askedBy }) => askedBy === id);
  const now = useNow();
  const upload = useUploads(workspaceId).find((candidate) => candidate.id === value?.uploadId);
  const fileId = upload?.state.phase === "done" ? upload.fileId : null;

  const arrive = useEffectEvent((arrivedId: string) => {
    if (value) onChange({ ...value, fileId: arrivedId, uploadId: null });
  });
  // An effect, because the upload ends outside React.
  useEffect(() => {
    if (fileId) arrive(fileId);
  }, [fileId]);

  /** The button that was pressed gives way to the file, or the file to it: who has no pointer goes on in the same place. */
  const goOnHere = () =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) place.current?.querySelector("button")?.focus();
    });
  const choose = (next: FileValue | null) => {
    onChange(next);
    goOnHere();
  };

  const begin = useTurns();
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (!file) return;
    setRefusal(null);
    const isWanted = begin();
    const chooseIfWanted = (next: FileValue) => {
      if (isWanted()) choose(next);
    };
    void uploadDesk.take(workspaceId, [file], {
      purpose: "workflow",
      askedBy: id,
      onUpload: (started, { name, type: contentType }) =>
        chooseIfWanted({ fileId: null, uploadId: started.id, name, contentType }),
      onKnown: ({ fileId: knownId, name, contentType }) =>
        chooseIfWanted({ fileId: knownId, uploadId: null, name, contentType }),
      onRefused: setRefusal,
    });
  };
  const remove = () => {
    if (upload && upload.state.phase !== "done") uploadDesk.opened()?.uploads.cancel(upload.id);
    choose(null);
  };
  const hasFailed = upload?.state.phase === "failed";
  return (
    <Field id={id} label={labelNode} help={help} error={refusal ?? error}>
      <input
        ref={chooser}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-hidden="true"
        accept={choosableFiles}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file chosen again must be heard of again.
          event.currentTarget.value = "";
        }}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Dropping is one more way; the buttons inside do the same. */}
      <div
        ref={place}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          // The window's own drop zone must not take it as well.
          event.stopPropagation();
          setIsOver(false);
          const own = draggedFile(event.dataTransfer);
          if (own) onChange({ ...own, uploadId: null });
          else take(event.dataTransfer.files);
        }}
        className={`flex min-h-16 items-center gap-2.5 rounded-control bg-well p-2 shadow-[inset_0_0_0_1px_var(--line)] ${isOver ? "outline-2 outline-accent-text" : ""}`}
      >
        {value ? (
          <>
            <FileThumbnail
              fileId={value.fileId}
              uploadId={value.uploadId}
              picture={value.thumbnail ?? null}
            />
            <div className="flex min-w-0 grow flex-col gap-1">
              <p className="truncate text-13 text-text">{value.name || "A file of this workspace"}</p>
              {upload && upload.state.phase !== "done" ? (
                <>
                  <p
                    role={hasFailed ? "alert" : undefined}
                    className={hasFailed ? "text-12 text-danger" : "truncate text-12 text-muted tabular"}
                  >
                    {now === null ? "" : uploadStateWords(upload, now)}
                  </p>
                  <ProgressBar
                    label={`Upload of ${value.name}`}
                    fraction={upload.sentBytes / Math.max(upload.sizeBytes, 1)}
                    tone={hasFailed ? "danger" : "accent"}
                  />
                </>
              ) : null}
            </div>
            {hasFailed && upload ? (
              <Button size="s" onClick={() => uploadDesk.opened()?.uploads.retry(upload.id)}>
                Retry
              </Button>
            ) : null}
            <IconButton
              label={`Remove ${value.name || label}`}
              icon={<X size={14} />}
              size="s"
              onClick={remove}
            />
          </>
        ) : (
          <div className="flex grow flex-wrap gap-2">
            <Button
              id={id}
              size="s"
              icon={<UploadIcon size={14} aria-hidden="true" />}
              aria-describedby={describedBy(id, help, error)}
              aria-label={`${label}: choose a file`}
              onClick={() => chooser.current?.click()}
            >
              Choose a file
            </Button>
            <Popover
              label={`Earlier uploads for ${label}`}
              isOpen={isOpen}
              onOpenChange={setIsOpen}
              className="w-80"
              trigger={
                <Button
                  size="s"
                  variant="ghost"
                  icon={<FolderOpen size={14} aria-hidden="true" />}
                  aria-label={`${label}: earlier uploads`}
                >
                  Earlier uploads
                </Button>
              }
            >
              <EarlierUploads
                workspaceId={workspaceId}
                onChoose={(chosen) => {
                  setIsOpen(false);
                  onChange(chosen);
                }}
              />
            </Popover>
          </div>
        )}
      </div>
      {inputs.length > 0 ? (
        <ul aria-label={`Questions about ${label}`} className="mt-1 flex flex-col gap-1">
          <InputRows inputs={inputs} />
        </ul>
      ) : null}
    </Field>
  );
}

function EarlierUploads({
  workspaceId,
  onChoose,
}: {
  workspaceId: string;
  onChoose: (value: FileValue) => void;
}) {
  const query = useInfiniteQuery(uploadsQuery(workspaceId));
  const files = query.data?.pages.flatMap((page) => page.files) ?? [];
  if (query.error)
    return <ProblemNotice problem={problemFrom(query.error)} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <p className="p-3 text-12 text-muted">Looking for uploads</p>;
  if (files.length === 0)
    return <p className="p-3 text-12 text-muted">Nothing was uploaded to this workspace yet.</p>;
  return (
    <ul aria-label="Earlier uploads" className="flex flex-col">
      {files.map((file) => (
        <li key={file.fileId}>
          <button
            type="button"
            onClick={() =>
              onChoose({
                fileId: file.fileId,
                uploadId: null,
                name: file.name,
                contentType: file.contentType,
              })
            }
            className="flex w-full items-center gap-2.5 rounded-control p-1.5 text-left hover:bg-hover focus-visible:outline-offset-0"
          >
            <FileThumbnail fileId={file.fileId} uploadId={null} picture={null} />
            <span className="flex min-w-0 flex-col">
              <span className="truncate text-13">{file.name}</span>
              <span className="truncate text-12 text-muted tabular">
                {fileSizeWords(file.sizeBytes)} · {file.personName}
              </span>
            </span>
          </button>
        </li>
      ))}
      {query.hasNextPage ? (
        <li>
          <Button size="s" variant="ghost" className="w-full" onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

/** What this browser knows a file to look like; Layer has no way to ask. */
function FileThumbnail({
  fileId,
  uploadId,
  picture,
}: {
  fileId: string | null;
  uploadId: string | null;
  picture: string | null;
}) {
  const { data: known } = useQuery({
    queryKey: ["known-file", fileId],
    queryFn: async () => (fileId ? await readKnownFile(fileId) : null),
    enabled: fileId !== null,
    staleTime: 60_000,
  });
  const thumbnail =
    picture ??
    (uploadId ? uploadDesk.opened()?.uploads.thumbnailOf(uploadId) : null) ??
    known?.thumbnail ??
    null;
  return (
    <span className="flex size-11 shrink-0 items-center justify-center overflow-hidden rounded-control bg-raised text-muted">
      {thumbnail ? (
        <img src={thumbnail} alt="" className="size-full object-cover" draggable={false} />
      ) : (
        <FileIcon size={18} strokeWidth={1.5} aria-hidden="true" />
      )}
    </span>
  );
}
