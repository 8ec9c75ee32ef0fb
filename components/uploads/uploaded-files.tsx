"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { memo, useDeferredValue, useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SearchField } from "@/components/ui/search-field";
import { problemFrom } from "@/lib/browser/api";
import { type UploadsPage, uploadsQuery } from "@/lib/browser/queries";
import { UploadedFileTile } from "./uploaded-file-tile";

interface UploadedFilesProps {
  workspaceId: string;
  initialUploads: UploadsPage;
  /** Ids of files that stand above already, as this tab's own uploads, with a space between. */
  shownAbove: string;
}

/** Every file that was uploaded to the workspace through Easel, newest first. Drawn anew only when that changes. */
export const UploadedFiles = memo(function UploadedFiles({
  workspaceId,
  initialUploads,
  shownAbove,
}: UploadedFilesProps) {
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const list = useInfiniteQuery({
    ...uploadsQuery(workspaceId, search),
    ...(search === "" ? { initialData: { pages: [initialUploads], pageParams: [null] } } : {}),
  });
  const files = (list.data?.pages ?? [])
    .flatMap((page) => page.files)
    .filter(({ fileId }) => search !== "" || !shownAbove.includes(fileId));
  const hasAny = files.length > 0 || search !== "" || initialUploads.files.length > 0;
  const end = useRef<HTMLDivElement>(null);
  const more = () => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  };
  const arriveAtEnd = useEffectEvent(() => {
    // After a failure only a person asks again, or the sight of the end would ask without end.
    if (!list.isError) more();
  });
  // An effect, because only the browser knows when the list's end comes into sight.
  useEffect(() => {
    if (!end.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && arriveAtEnd(), {
      rootMargin: "600px",
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);

  return (
    <section aria-labelledby="uploaded-title" className={hasAny ? "flex flex-col gap-3" : "hidden"}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="uploaded-title" className="text-14 font-medium">
          Files in this workspace
        </h2>
        <SearchField
          label="Search files"
          placeholder="Search by name"
          value={typed}
          maxLength={200}
          onChange={setTyped}
          className="w-64 max-sm:w-full"
        />
      </div>
      {list.isError ? (
        <ProblemNotice problem={problemFrom(list.error)} onRetry={() => void list.refetch()} />
      ) : null}
      {files.length > 0 ? (
        <ul
          aria-labelledby="uploaded-title"
          aria-busy={list.isPlaceholderData}
          className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-2 max-sm:grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))]"
        >
          {files.map((file) => (
            <UploadedFileTile key={file.fileId} file={file} workspaceId={workspaceId} />
          ))}
        </ul>
      ) : search !== "" && !list.isFetching && !list.isError ? (
        <EmptyState title={`No file is named like “${search}”`}>
          Only files uploaded through Easel are found here.
        </EmptyState>
      ) : null}
      <div ref={end} className="flex min-h-px justify-center">
        {list.hasNextPage ? (
          <Button variant="ghost" disabled={list.isFetchingNextPage} onClick={more}>
            {list.isFetchingNextPage ? "Loading…" : "Show older"}
          </Button>
        ) : null}
      </div>
    </section>
  );
});
