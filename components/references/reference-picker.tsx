"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SearchField } from "@/components/ui/search-field";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { problemFrom } from "@/lib/browser/api";
import { galleryQuery } from "@/lib/browser/gallery-queries";
import { uploadsQuery } from "@/lib/browser/queries";
import { useSettled } from "@/lib/browser/settled";
import { galleryFilterFrom } from "@/lib/domain/gallery-filter";
import { type PickedFile, pickableAssets, pickableUpload } from "./picker-files";
import { FileGlyph } from "./reference-card";

interface ReferencePickerProps {
  workspaceId: string;
  /** How many may be picked; one replaces, and is taken at once. */
  room: number;
  /** Why a file cannot be used with the model, or null. */
  refusalOf: (file: PickedFile) => string | null;
  onPick: (files: PickedFile[]) => void;
  onClose: () => void;
}

type Source = "files" | "results";

const sources = [
  { value: "files", label: "Files" },
  { value: "results", label: "Results" },
] as const;

/** Files and results that are at Layer already: picked, not uploaded again. */
export function ReferencePicker({ workspaceId, room, refusalOf, onPick, onClose }: ReferencePickerProps) {
  const [source, setSource] = useState<Source>("files");
  const [typed, setTyped] = useState("");
  const [picked, setPicked] = useState<readonly PickedFile[]>([]);
  const search = useSettled(typed.trim(), 200);
  const uploads = useInfiniteQuery({ ...uploadsQuery(workspaceId, search), enabled: source === "files" });
  const filter = galleryFilterFrom(new URLSearchParams(search === "" ? {} : { q: search }));
  const results = useInfiniteQuery({
    // Days are no part of what is asked here, so that the time zone is of no matter.
    ...galleryQuery(workspaceId, { filter, timeZone: "UTC" }, null),
    enabled: source === "results",
  });
  const list = source === "files" ? uploads : results;
  const files =
    source === "files"
      ? (uploads.data?.pages.flatMap((page) => page.files.map((file) => pickableUpload(workspaceId, file))) ??
        [])
      : (results.data?.pages.flatMap((page) =>
          page.items.flatMap(({ generation, positions }) => pickableAssets(generation, positions)),
        ) ?? []);
  const isOne = room === 1;
  const toggle = (file: PickedFile) => {
    if (isOne) return onPick([file]);
    setPicked(
      picked.some(({ fileId }) => fileId === file.fileId)
        ? picked.filter(({ fileId }) => fileId !== file.fileId)
        : picked.length < room
          ? [...picked, file]
          : picked,
    );
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={isOne ? "Choose a reference" : "Choose references"}
      description="From what is at Layer already. Nothing is uploaded again."
      size="l"
      position="top"
      actions={
        isOne ? null : (
          <>
            <p role="status" className="mr-auto self-center text-12 text-muted">
              {picked.length === room ? `${room} picked: there is room for no more.` : ""}
            </p>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button disabled={picked.length === 0} onClick={() => onPick([...picked])}>
              {picked.length === 0 ? "Add" : `Add ${picked.length}`}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3 pt-1">
        <div className="flex flex-wrap items-center gap-2">
          <SearchField
            label="Search files and results"
            placeholder={source === "files" ? "Search by name" : "Search by prompt"}
            value={typed}
            onChange={setTyped}
            className="min-w-40 grow"
          />
          <Segmented label="From" value={source} onChange={setSource} choices={sources} />
        </div>
        <div className="h-[min(28rem,52dvh)] overflow-y-auto">
          {list.error ? (
            <ProblemNotice
              problem={problemFrom(list.error)}
              tone="warning"
              onRetry={() => void list.refetch()}
            />
          ) : null}
          <ul
            aria-label={source === "files" ? "Files" : "Results"}
            className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-1.5"
          >
            {files.map((file) => {
              const place = picked.findIndex(({ fileId }) => fileId === file.fileId);
              const refusal = refusalOf(file);
              return (
                <li key={file.fileId} className="min-w-0">
                  <button
                    type="button"
                    aria-pressed={isOne ? undefined : place >= 0}
                    aria-label={refusal ? `${file.name}. ${refusal}` : file.name}
                    aria-disabled={refusal !== null || undefined}
                    title={refusal ?? file.name}
                    onClick={() => {
                      if (refusal === null) toggle(file);
                    }}
                    className={classNames(
                      "relative flex w-full flex-col overflow-hidden rounded-tile bg-raised text-left transition-colors hover:bg-hover",
                      place >= 0 && "outline-2 -outline-offset-2 outline-accent-text",
                      refusal !== null && "opacity-45",
                    )}
                  >
                    <span className="flex aspect-square w-full items-center justify-center bg-well text-muted">
                      {file.thumbnail ? (
                        <img
                          src={file.thumbnail}
                          alt=""
                          loading="lazy"
                          decoding="async"
                          className="size-full object-cover"
                        />
                      ) : (
                        <FileGlyph contentType={file.contentType} />
                      )}
                    </span>
                    <span className="truncate px-1.5 py-1 text-11 text-soft">{file.name}</span>
                    {place >= 0 ? (
                      <span className="absolute top-1.5 right-1.5 flex size-5 items-center justify-center rounded-full bg-accent text-accent-ink">
                        <Check size={13} aria-hidden="true" />
                      </span>
                    ) : null}
                  </button>
                </li>
              );
            })}
            {list.isPending
              ? Array.from({ length: 12 }, (_, index) => (
                  <li key={index}>
                    <Skeleton className="h-34 rounded-tile" />
                  </li>
                ))
              : null}
          </ul>
          {list.isSuccess && files.length === 0 ? (
            <p role="status" className="py-8 text-center text-13 text-muted">
              {search !== ""
                ? "Nothing is called that here."
                : source === "files"
                  ? "No files yet. Drop one onto the form to upload it."
                  : "No results yet."}
            </p>
          ) : null}
          {list.hasNextPage ? (
            <div className="flex justify-center p-2">
              <Button
                size="s"
                variant="ghost"
                disabled={list.isFetchingNextPage}
                onClick={() => void list.fetchNextPage()}
              >
                {list.isFetchingNextPage ? "Loading…" : "Show more"}
              </Button>
            </div>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}
