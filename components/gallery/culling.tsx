"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { Check, ChevronLeft, ChevronRight, Heart, Undo2, X } from "lucide-react";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { AssetView } from "@/components/viewers/asset-view";
import {
  decide,
  marksNow,
  undoDecision,
  useMarks,
  useMarksProblem,
  useWaitingCount,
} from "@/lib/browser/marks";
import { shownPath, thumbnailOf } from "@/lib/browser/queries";
import { heardElsewhere, useShortcuts } from "@/lib/browser/shortcuts";
import { assetKind } from "@/lib/domain/asset";
import { generationTitle } from "@/lib/domain/generation";
import { assetKeyOf, type MarkChange, marksWords } from "@/lib/domain/marks";
import { type CullStep, cullKeys, cullStepOf, swipeOf, tallyWords } from "./cull-session";
import { type GalleryEntry, marksOfEntry } from "./gallery-layout";
import { RatingStars } from "./rating-stars";

interface CullingProps {
  workspaceId: string;
  entries: readonly GalleryEntry[];
  startKey: string;
  hasMore: boolean;
  onNearEnd: () => void;
  /** Told which was looked at last. */
  onClose: (key: string | null) => void;
}

/** How many ahead are fetched, so that the next is there before the key. */
const aheadCount = 3;
/** How many ahead are known, so that a network that goes away stops nobody soon. */
const readyCount = 150;

/** One result after another, as large as the screen, each decided about by a key or a swipe. Nothing asks back. */
export function Culling({
  workspaceId,
  entries: all,
  startKey,
  hasMore,
  onNearEnd,
  onClose: onLeave,
}: CullingProps) {
  // What has no picture, clip or shape is not decided about by looking.
  const entries = all.filter(({ tile }) => tile.kind === "asset");
  const [key, setKey] = useState<string | null>(() =>
    entries.some((entry) => entry.key === startKey) ? startKey : (entries[0]?.key ?? null),
  );
  const [isAdvancing, setIsAdvancing] = useState(true);
  const [moved, setMoved] = useState<{ x: number; y: number } | null>(null);
  const popup = useRef<HTMLDivElement>(null);
  const start = useRef<{ x: number; y: number } | null>(null);
  const index = entries.findIndex((entry) => entry.key === key);
  const entry = entries[index];
  const marks = useMarks(key ?? "", entry ? marksOfEntry(entry) : undefined);
  const waitingCount = useWaitingCount();
  const problem = useMarksProblem();

  // An effect, because asking for more and fetching ahead are requests.
  useEffect(() => {
    if (hasMore && index >= entries.length - readyCount) onNearEnd();
    for (const { generation, tile } of entries.slice(index + 1, index + 1 + aheadCount))
      if (tile.kind === "asset" && assetKind(tile.asset) === "image") {
        // What the viewer shows first, and then the original: both before the key.
        for (const src of [thumbnailOf(generation, tile.asset, 640), shownPath(generation, tile.asset)]) {
          const picture = new Image();
          if (src !== null) picture.src = src;
        }
      }
    // Not at every mark: only where somebody is decides what is fetched.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [index, entries.length, hasMore]);

  const onClose = () => onLeave(key ?? entries.at(-1)?.key ?? null);

  const go = (by: 1 | -1) => {
    const next = entries[index + by];
    // Beyond the last is the end, from which Back leads to it again.
    if (next) setKey(next.key);
    else if (by === 1) {
      setKey(null);
      // What decides has nothing left to decide about, and a control that cannot be pressed loses the focus.
      popup.current?.focus();
    } else if (key === null) setKey(entries.at(-1)?.key ?? null);
  };

  function act(step: CullStep) {
    if (step.kind === "advance") setIsAdvancing(!isAdvancing);
    else if (step.kind === "go") go(step.by);
    else if (step.kind === "undo") {
      const [place] = undoDecision();
      if (place && entries.some((other) => other.key === assetKeyOf(place))) setKey(assetKeyOf(place));
    } else if (entry) {
      decide(
        workspaceId,
        [{ generationId: entry.generation.id, position: entry.position, marks: marksOfEntry(entry) }],
        step.change,
      );
      if (step.goesOn) go(1);
    }
  }

  const decideNow = (change: MarkChange, goesOn = isAdvancing) => act({ kind: "decide", change, goesOn });

  // Of what plays or turns, the space bar is its own.
  const isPicture = entry?.tile.kind === "asset" && assetKind(entry.tile.asset) === "image";
  useShortcuts("Deciding", [
    ...cullKeys
      .filter(({ keys }) => keys !== "space" || isPicture)
      .map(({ keys, label }) => ({
        keys,
        label,
        run: () => {
          const step = cullStepOf(keys, marks, isAdvancing);
          if (step) act(step);
        },
      })),
    // The window hears it itself, wherever the focus is.
    ...heardElsewhere("Back to the gallery", "escape"),
  ]);

  function onPointerUp(event: PointerEvent) {
    const from = start.current;
    start.current = null;
    setMoved(null);
    if (!from) return;
    const swipe = swipeOf(event.clientX - from.x, event.clientY - from.y);
    if (swipe === "next") go(1);
    else if (swipe === "previous") go(-1);
    else if (swipe) decideNow({ verdict: swipe });
  }

  const wish = moved ? swipeOf(moved.x, moved.y) : null;
  return (
    <Base.Root
      open
      disablePointerDismissal
      onOpenChange={(isOpen, details) => {
        const { target } = details.event;
        // Escape is heard by every window there is: above this one may lie the sheet of its keys, which is seen a frame
        // before it has the focus.
        const window = target instanceof Element ? target.closest("[role=dialog]") : null;
        if (isOpen || (window !== null && window !== popup.current)) return;
        if ([...document.querySelectorAll("[role=dialog][data-open]")].at(-1) === popup.current) onClose();
        else {
          details.cancel();
          details.allowPropagation();
        }
      }}
    >
      <Base.Portal>
        <Base.Popup
          ref={popup}
          aria-label="Decide"
          data-shortcut-layer=""
          // Not its first button, which the space bar would press.
          initialFocus={popup}
          // Who opened it says where the keyboard goes on.
          finalFocus={false}
          className="fixed inset-0 z-40 flex flex-col bg-viewer-black text-white outline-none"
        >
          <div className="flex h-11 shrink-0 items-center gap-3 px-3 text-12 tabular">
            <p className="font-medium whitespace-nowrap">
              {entry ? `${index + 1} of ${entries.length}${hasMore ? " and more" : ""}` : "The end"}
            </p>
            <p className="min-w-0 grow truncate text-white/70">
              {entry ? generationTitle(entry.generation) : ""}
            </p>
            <p className="whitespace-nowrap text-white/70 max-md:hidden">
              {tallyWords(entries.map((other) => marksNow(other.key, marksOfEntry(other))))}
            </p>
            {waitingCount > 0 && problem ? (
              <p className="whitespace-nowrap text-warning">{waitingCount} wait for the network</p>
            ) : null}
            <button
              type="button"
              aria-pressed={isAdvancing}
              className="h-7 rounded-control px-2 whitespace-nowrap text-white/70 hover:bg-white/10 hover:text-white aria-pressed:text-white max-md:hidden"
              onClick={() => setIsAdvancing(!isAdvancing)}
            >
              Goes on by itself <Kbd keys="a" />
            </button>
            <IconButton
              variant="overlay"
              label="Close"
              shortcut="escape"
              icon={<X size={16} />}
              onClick={onClose}
            />
          </div>
          <div
            className="relative min-h-0 grow overflow-hidden"
            style={moved ? { transform: `translateX(${moved.x}px) rotate(${moved.x / 40}deg)` } : undefined}
          >
            {!entry ? (
              <div className="flex size-full flex-col items-center justify-center gap-4 p-6 text-center">
                <p className="text-16">
                  {tallyWords(entries.map((other) => marksNow(other.key, marksOfEntry(other))))}
                </p>
                <div className="flex gap-2">
                  <Button onClick={() => go(-1)}>Back to the last</Button>
                  <Button variant="primary" onClick={onClose}>
                    Done
                  </Button>
                </div>
              </div>
            ) : entry.tile.kind === "asset" ? (
              <AssetView key={entry.key} generation={entry.generation} asset={entry.tile.asset} />
            ) : null}
            {isPicture ? (
              // A finger decides; the pinch that zooms belongs to the result's own page.
              <div
                aria-hidden="true"
                className="absolute inset-0 touch-none pointer-fine:hidden"
                onPointerDown={(event) => {
                  start.current = { x: event.clientX, y: event.clientY };
                  event.currentTarget.setPointerCapture(event.pointerId);
                }}
                onPointerMove={(event) => {
                  const from = start.current;
                  if (from) setMoved({ x: event.clientX - from.x, y: event.clientY - from.y });
                }}
                onPointerUp={onPointerUp}
                onPointerCancel={() => {
                  start.current = null;
                  setMoved(null);
                }}
              />
            ) : null}
            <p
              aria-hidden="true"
              className={classNames(
                "pointer-events-none absolute top-6 left-1/2 -translate-x-1/2 rounded-full px-4 py-1.5 text-14 font-medium",
                wish === "pick"
                  ? "bg-success text-black"
                  : wish === "reject"
                    ? "bg-danger text-black"
                    : "hidden",
              )}
            >
              {wish === "pick" ? "Pick" : "Reject"}
            </p>
          </div>
          <div className="flex shrink-0 items-center justify-center gap-1.5 p-3 max-md:flex-wrap">
            <output className="sr-only">{entry ? marksWords(marks).join(", ") || "undecided" : ""}</output>
            <IconButton
              variant="overlay"
              label="The one before"
              shortcut="←"
              icon={<ChevronLeft size={16} />}
              onClick={() => go(-1)}
            />
            <Choice
              label="Reject"
              shortcut="x"
              isOn={marks.verdict === "reject"}
              tone="text-danger"
              isDisabled={!entry}
              onPress={() => decideNow({ verdict: "reject" })}
            >
              <X size={18} aria-hidden="true" />
            </Choice>
            <RatingStars
              rating={marks.rating}
              isDisabled={!entry}
              className="max-md:order-first max-md:w-full max-md:justify-center"
              onRate={(rating) => decideNow({ rating })}
            />
            <Choice
              label="Favourite"
              shortcut="f"
              isOn={marks.isFavourite}
              tone="text-white"
              isDisabled={!entry}
              onPress={() => decideNow({ isFavourite: !marks.isFavourite }, false)}
            >
              <Heart size={17} aria-hidden="true" className={marks.isFavourite ? "fill-current" : ""} />
            </Choice>
            <Choice
              label="Pick"
              shortcut="p"
              isOn={marks.verdict === "pick"}
              tone="text-success"
              isDisabled={!entry}
              onPress={() => decideNow({ verdict: "pick" })}
            >
              <Check size={18} aria-hidden="true" />
            </Choice>
            <IconButton
              variant="overlay"
              label="The next one"
              shortcut="→"
              icon={<ChevronRight size={16} />}
              onClick={() => go(1)}
            />
            <IconButton
              variant="overlay"
              label="Undo"
              shortcut="u"
              icon={<Undo2 size={16} />}
              onClick={() => act({ kind: "undo" })}
            />
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

interface ChoiceProps {
  label: string;
  shortcut: string;
  isOn: boolean;
  tone: string;
  isDisabled: boolean;
  onPress: () => void;
  children: React.ReactNode;
}

function Choice({ label, shortcut, isOn, tone, isDisabled, onPress, children }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      disabled={isDisabled}
      aria-keyshortcuts={shortcut}
      onClick={onPress}
      className={classNames(
        "inline-flex h-10 items-center justify-center gap-1.5 rounded-control px-3 text-13 font-medium transition-colors hover:bg-white/15 disabled:opacity-40 touch:h-11 touch:min-w-11",
        isOn ? classNames("bg-white/15", tone) : "bg-white/5 text-white/80",
      )}
    >
      {children}
      <span className="max-md:sr-only">{label}</span>
    </button>
  );
}
