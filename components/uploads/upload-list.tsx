"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { InputRow } from "@/components/references/input-rows";
import type { Upload } from "@/lib/browser/upload-engine";
import type { UploadInput } from "@/lib/browser/upload-input";
import { UploadRow } from "./upload-row";
import { rowsOf } from "./upload-rows";

interface UploadListProps {
  uploads: readonly Upload[];
  inputs: readonly UploadInput[];
  workspaceId: string;
}

/** Pixels; each row is measured once it is drawn. */
const likelyRowHeight = 66;
const gap = 4;

// Until the browser has measured where the list begins.
const drawnUnmeasured = 20;

/** What is on its way, a row a file. A folder may bring hundreds: only what is on the screen is drawn. */
export function UploadList({ uploads, inputs, workspaceId }: UploadListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [offsetTop, setOffsetTop] = useState<number | null>(null);
  const rows = useMemo(() => rowsOf(uploads, inputs), [uploads, inputs]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => document.getElementById("main"),
    estimateSize: () => likelyRowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    gap,
    overscan: 6,
    scrollMargin: offsetTop ?? 0,
    enabled: offsetTop !== null,
    initialOffset: () => document.getElementById("main")?.scrollTop ?? 0,
  });

  // An effect, because where the list begins is known only to the browser, and moves with what stands above it.
  useEffect(() => {
    const element = list.current;
    const main = document.getElementById("main");
    if (!element || !main) return undefined;
    const measure = () =>
      setOffsetTop(
        Math.round(element.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop),
      );
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(main);
    for (const above of element.parentElement?.parentElement?.children ?? []) observer.observe(above);
    return () => observer.disconnect();
  }, []);

  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const from = first?.index ?? 0;
  const to = last ? last.index + 1 : drawnUnmeasured;
  const margin = offsetTop ?? 0;
  return (
    <ul
      ref={list}
      aria-label="Uploads"
      className="flex flex-col gap-1"
      style={{
        paddingTop: first ? first.start - margin : 0,
        paddingBottom: last ? virtualizer.getTotalSize() - (last.end - margin) : 0,
      }}
    >
      {rows.slice(from, to).map((row, at) => {
        const place = { index: from + at, count: rows.length, measure: virtualizer.measureElement };
        return "input" in row ? (
          <InputRow key={row.id} input={row.input} {...place} />
        ) : (
          <UploadRow key={row.id} upload={row.upload} workspaceId={workspaceId} {...place} />
        );
      })}
    </ul>
  );
}
