"use client";

import { CircleAlert, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { type DragEvent, useLayoutEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import { dragResult } from "@/components/viewers/drag-result";
import { generationPath } from "@/components/viewers/generation-paths";
import { shortened } from "@/components/viewers/shortened";
import { Thumbnail } from "@/components/viewers/thumbnail";
import { assetAspect } from "@/components/viewers/tiles-of";
import { generationTitle, isActive } from "@/lib/domain/generation";
import type { Frame } from "./filmstrip-frames";

interface FilmstripProps {
  frames: readonly Frame[];
  shownKey: string;
  onShow: (frame: Frame) => void;
}

/** As many as a wide screen holds on either side of the one in sight. */
export const stripReach = 16;

function frameName({ generation, position, asset }: Frame): string {
  const count = generation.status === "complete" ? generation.assets.length : 0;
  const title = shortened(generationTitle(generation), 60);
  return asset && count > 1 ? `${title}, ${position + 1} of ${count}` : title;
}

/** What lies before and after the result in sight, the runs told apart by a gap. Its room is kept when it is alone. */
export function Filmstrip({ frames, shownKey, onShow }: FilmstripProps) {
  const list = useRef<HTMLUListElement>(null);
  const index = Math.max(
    0,
    frames.findIndex(({ key }) => key === shownKey),
  );
  const from = Math.max(0, index - stripReach);
  const near = frames.slice(from, index + stripReach + 1);
  // A layout effect, because where a list is scrolled to lies outside React, and must be right before it is seen: the one in
  // sight stays in the middle, whatever comes on either side of it.
  useLayoutEffect(() => {
    const strip = list.current;
    const shown = strip?.querySelector<HTMLElement>("[aria-current]");
    if (strip && shown) strip.scrollLeft = shown.offsetLeft - (strip.clientWidth - shown.clientWidth) / 2;
  });
  return (
    <ul
      ref={list}
      aria-label="Filmstrip"
      className="relative flex h-20 shrink-0 gap-1 overflow-x-auto bg-panel px-[calc(50%-2rem)] py-2 [scrollbar-width:none]"
    >
      {near.map((frame, place) => {
        const { generation, position, asset } = frame;
        const isShown = frame.key === shownKey;
        const isNewRun = place > 0 && near[place - 1]?.generation.id !== generation.id;
        return (
          <li key={frame.key} className={classNames("shrink-0", isNewRun && "ml-2")}>
            <Link
              href={generationPath(generation, position)}
              replace
              prefetch={false}
              aria-label={frameName(frame)}
              aria-current={isShown ? "true" : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                onShow(frame);
              }}
              onDragStart={(event: DragEvent<HTMLElement>) => {
                if (asset) dragResult(event.dataTransfer, generation, asset);
              }}
              className={classNames(
                "relative block h-16 min-w-11 overflow-hidden rounded-control bg-raised",
                isShown
                  ? "outline-2 outline-offset-1 outline-accent-text"
                  : "opacity-60 transition-opacity hover:opacity-100 focus-visible:opacity-100",
              )}
              style={{ aspectRatio: asset ? Math.min(assetAspect(asset), 2) : 1 }}
            >
              {asset ? (
                <Thumbnail generation={generation} asset={asset} />
              ) : (
                <span className="flex size-full items-center justify-center text-muted">
                  {isActive(generation) ? (
                    <LoaderCircle size={16} aria-hidden="true" className="motion-safe:animate-spin" />
                  ) : (
                    <CircleAlert size={16} aria-hidden="true" className="text-danger" />
                  )}
                </span>
              )}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
