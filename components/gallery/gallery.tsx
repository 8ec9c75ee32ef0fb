"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Images, SearchX, Trash2 } from "lucide-react";
import Link from "next/link";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { Button, buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { problemFrom } from "@/lib/browser/api";
import { useGalleryFilter } from "@/lib/browser/gallery-address";
import { boardsQuery, galleryFacetsQuery, galleryQuery, usualPages } from "@/lib/browser/gallery-queries";
import { decide, marksNow, undoDecision, useMarksDelivery, useWaitingTrash } from "@/lib/browser/marks";
import { patiently } from "@/lib/browser/patiently";
import { rememberPreference } from "@/lib/browser/preferences";
import { ShortcutLayer, useShortcuts } from "@/lib/browser/shortcuts";
import { useTimeZone } from "@/lib/browser/time-zone";
import { dayOf } from "@/lib/domain/calendar-days";
import { noFilter } from "@/lib/domain/gallery-filter";
import type { MarkChange } from "@/lib/domain/marks";
import { preferenceCookies } from "@/lib/domain/preferences";
import { useMoveOnBoard } from "./board-moves";
import { filterTokens, isFiltered } from "./filter-tokens";
import { dayGroups, type GalleryEntry, heldBack, marksOfEntry } from "./gallery-layout";
import { GalleryToolbar } from "./gallery-toolbar";
import { ResultsWall, type WallInHand } from "./results-wall";
import { Tokens } from "./tokens";
import { type FirstPage, useGalleryList, viewTextOf } from "./use-gallery-list";
import { isReturning, type WallPlace } from "./wall-place";

const SelectionBar = lazy(() =>
  patiently(() => import("./selection-bar")).then((part) => ({ default: part.SelectionBar })),
);
const DateRail = lazy(() =>
  patiently(() => import("./date-rail")).then((part) => ({ default: part.DateRail })),
);
const Culling = lazy(() => patiently(() => import("./culling")).then((part) => ({ default: part.Culling })));

interface GalleryProps {
  workspaceId: string;
  firstPage: FirstPage;
  /** As this browser remembered it. */
  rowHeightPixels: number;
  isStacked: boolean;
  timeZone: string;
  /** ISO moment of the server's answer, so that both draw the same "Today". */
  drawnAt: string;
}

const nothing: ReadonlySet<string> = new Set();

/** What the keys of a decision set; a key pressed again takes it back where that is what a person means. */
const decisionKeys: ReadonlyArray<{ keys: string; label: string; change: MarkChange }> = [
  { keys: "p", label: "Pick", change: { verdict: "pick" } },
  { keys: "x", label: "Reject", change: { verdict: "reject" } },
  ...[1, 2, 3, 4, 5].map((rating) => ({
    keys: String(rating),
    label: "That many stars",
    change: { rating },
  })),
  { keys: "0", label: "No stars and no verdict", change: { rating: null, verdict: null } },
];

interface Selection {
  view: string;
  keys: ReadonlySet<string>;
  entries: ReadonlyMap<string, GalleryEntry>;
}

// Outlives the page, not the tab: who goes back from the light table goes on with what lay on it.
let compared: (Selection & { workspaceId: string }) | null = null;

/** Everything the studio made here, as far as it is asked for. */
export function Gallery({
  workspaceId,
  firstPage,
  rowHeightPixels,
  isStacked: wasStacked,
  timeZone,
  drawnAt,
}: GalleryProps) {
  const zone = useTimeZone(timeZone);
  const { filter, change, replace } = useGalleryFilter();
  const viewText = viewTextOf(filter);
  const asked = isFiltered(filter);
  const [rowHeight, setRowHeight] = useState(rowHeightPixels);
  const [isStacked, setIsStacked] = useState(wasStacked);
  const [openStacks, setOpenStacks] = useState(nothing);
  // A jump belongs to the view it was made in.
  const [jump, setJump] = useState<{ view: string; before: string | null }>({ view: viewText, before: null });
  const before = jump.view === viewText ? jump.before : null;
  const [held, setHeld] = useState<{ view: string; newestId: string } | null>(null);
  const [isDown, setIsDown] = useState(false);
  // The results themselves, because what is selected may lie further off than the wall holds.
  const [selection, setSelection] = useState<Selection>(() =>
    compared?.workspaceId === workspaceId && compared.view === viewText && isReturning()
      ? compared
      : { view: viewText, keys: nothing, entries: new Map() },
  );
  // An effect, because whatever way somebody came by, they come back from the light table once.
  useEffect(() => {
    compared = null;
  }, []);
  const selected = selection.view === viewText ? selection.keys : nothing;
  const [maxPages, setMaxPages] = useState(usualPages);
  const [isChoosing, setIsChoosing] = useState(false);
  const [culledFrom, setCulledFrom] = useState<string | null>(null);
  const wall = useRef<WallInHand | null>(null);

  const client = useQueryClient();
  useMarksDelivery();
  const view = useMemo(() => ({ filter, timeZone: zone }), [filter, zone]);
  const { query, isByHand, arrivedCount, forgetArrivals } = useGalleryList(
    workspaceId,
    view,
    before,
    firstPage,
    maxPages,
  );
  const trash = useWaitingTrash();
  const moveOnBoard = useMoveOnBoard(workspaceId, galleryQuery(workspaceId, view, before).queryKey);

  const pages = query.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const hasNewer = query.hasPreviousPage;
  const newestId = held?.view === viewText && !hasNewer ? held.newestId : null;
  const { shown, waitingCount } = useMemo(() => heldBack(items, newestId), [items, newestId]);
  const groups = useMemo(
    () =>
      dayGroups(shown, {
        timeZone: zone,
        isStacked,
        openStacks,
        isTrash: filter.isTrash,
        isByHand,
        isByMonth: asked,
        trash,
      }),
    [shown, zone, isStacked, openStacks, filter.isTrash, isByHand, asked, trash],
  );
  const entries = useMemo(() => groups.flatMap((group) => group.entries), [groups]);
  // Each result is decided about by itself, whether or not its stack is open.
  const cullEntries = useMemo(
    () =>
      culledFrom === null || !isStacked
        ? entries
        : dayGroups(shown, {
            timeZone: zone,
            isStacked: false,
            openStacks,
            isTrash: filter.isTrash,
            isByHand,
            isByMonth: asked,
            trash,
          }).flatMap((group) => group.entries),
    [culledFrom, isStacked, entries, shown, zone, openStacks, filter.isTrash, isByHand, asked, trash],
  );
  const { data: boardList } = useQuery({ ...boardsQuery(workspaceId), enabled: filter.boardId !== null });
  const { data: facets } = useQuery({
    ...galleryFacetsQuery(workspaceId),
    enabled: filter.sources.length > 0,
  });
  const board = boardList?.boards.find(({ id }) => id === filter.boardId);

  const select = (keys: ReadonlySet<string>) => {
    const here = new Map(entries.map((entry) => [entry.key, entry]));
    const kept = new Map<string, GalleryEntry>();
    for (const key of keys) {
      const entry = here.get(key) ?? selection.entries.get(key);
      if (entry) kept.set(key, entry);
    }
    setSelection({ view: viewText, keys: new Set(kept.keys()), entries: kept });
  };
  const selectedEntries = useMemo(() => {
    if (selected.size === 0) return [];
    const here = new Map(entries.map((entry) => [entry.key, entry]));
    return [...selection.entries].map(([key, entry]) => here.get(key) ?? entry);
  }, [entries, selected, selection.entries]);

  /** A closed stack is decided about as a whole only when it is selected; in hand it is the tile that is seen. */
  const assetsOf = (chosen: readonly GalleryEntry[]) =>
    chosen.map((entry) => ({
      generationId: entry.generation.id,
      position: entry.position,
      marks: marksOfEntry(entry),
    }));

  function selectNothing() {
    // The bar goes, and with it the button that has the keyboard.
    if (document.activeElement?.matches("[data-bottom-bar] :focus-visible")) wall.current?.focus();
    select(nothing);
    setIsChoosing(false);
  }

  function inQuestion(): readonly GalleryEntry[] {
    if (selectedEntries.length > 0) return selectedEntries;
    const entry = wall.current?.entry();
    return entry && entry.tile.kind !== "placeholder" ? [entry] : [];
  }

  function decideNow(mark: MarkChange) {
    const chosen = inQuestion();
    if (mark.isFavourite !== undefined || chosen.every(({ tile }) => tile.kind === "asset"))
      decide(workspaceId, assetsOf(chosen), mark);
    else if (mark.isTrashed !== undefined) decide(workspaceId, assetsOf(chosen), mark);
  }

  function setTrashed(isTrashed: boolean) {
    const chosen = inQuestion();
    if (chosen.length === 0) return;
    const undo = decide(workspaceId, assetsOf(chosen), { isTrashed });
    selectNothing();
    toast(
      isTrashed
        ? `${chosen.length === 1 ? "One result" : `${chosen.length} results`} in the trash`
        : `${chosen.length === 1 ? "One result is" : `${chosen.length} results are`} back`,
      { label: "Undo", onSelect: undo },
    );
  }

  const cull = () => setCulledFrom(wall.current?.entry()?.key ?? entries[0]?.key ?? null);

  useShortcuts("Deciding", [
    ...decisionKeys.map(({ keys, label, change: mark }) => ({
      keys,
      label,
      run: () => decideNow(mark),
    })),
    {
      keys: "f",
      label: "Favourite",
      run: () => {
        const chosen = inQuestion();
        // As they are decided now: what the server says comes later, and offline not at all.
        const isAll = chosen.every((entry) => marksNow(entry.key, marksOfEntry(entry)).isFavourite);
        decideNow({ isFavourite: !isAll });
      },
    },
    { keys: "u", label: "Undo the newest decision", run: () => void undoDecision() },
    { keys: "backspace", label: "Into the trash, or back", run: () => setTrashed(!filter.isTrash) },
    {
      keys: "v",
      label: "Decide full screen",
      run: cull,
    },
    ...(selected.size > 0 || isChoosing
      ? [
          {
            keys: "escape",
            label: "Select nothing",
            run: selectNothing,
          },
        ]
      : []),
  ]);

  function goTo(moment: string | null) {
    setJump({ view: viewText, before: moment });
    setHeld(null);
    forgetArrivals();
    // The list that begins with the newest may have let go of its beginning.
    if (moment === null && hasNewer)
      void client.resetQueries({ queryKey: galleryQuery(workspaceId, view, null).queryKey });
  }

  function comeBack(place: WallPlace) {
    // The list it was on, where this tab still has it; else a new one that begins at the tile itself.
    setJump({ view: viewText, before: place.listBefore ?? place.anchorBefore });
  }

  const loadMore = () => {
    if (query.hasNextPage && !query.isFetching && !query.isFetchNextPageError) void query.fetchNextPage();
  };
  const isWaiting = query.isPlaceholderData || query.isPending;
  const tokens = filterTokens(filter, { facets, boards: boardList?.boards });

  if (items.length === 0 && !asked && !query.isFetching && before === null)
    return (
      <EmptyState
        icon={<Images size={32} strokeWidth={1.25} aria-hidden="true" />}
        title="Nothing made here yet"
        action={
          <Link href={`/w/${workspaceId}/generate`} className={buttonClasses("primary")}>
            Generate
          </Link>
        }
      >
        Everything this studio makes through Easel appears here, with its settings and what it cost.
      </EmptyState>
    );
  return (
    // As high as the window, so that the bar stands at its foot under a short wall as well.
    <div className="flex min-h-full flex-col">
      <ResultsWall
        workspaceId={workspaceId}
        view={viewText}
        groups={groups}
        today={dayOf(drawnAt, zone)}
        title={board?.name ?? (filter.isTrash ? "Trash" : "")}
        rowHeightPixels={rowHeight}
        pageCount={pages?.length ?? 0}
        maxPages={maxPages}
        onCrowded={() => setMaxPages(maxPages + 4)}
        hasMore={query.hasNextPage}
        hasNewer={hasNewer}
        isLoading={isWaiting || query.isFetching}
        waitingCount={hasNewer ? arrivedCount : waitingCount}
        listBefore={before}
        selected={selected}
        isSelecting={selected.size > 0 || isChoosing}
        onSelect={select}
        onNearEnd={loadMore}
        onNearStart={() => {
          if (query.hasPreviousPage && !query.isFetching && !query.isFetchPreviousPageError)
            void query.fetchPreviousPage();
        }}
        isDown={isDown}
        onDown={(down) => {
          setIsDown(down);
          const newest = items[0]?.generation.id;
          setHeld(down && newest !== undefined ? { view: viewText, newestId: newest } : null);
        }}
        onReturn={comeBack}
        onTop={() => goTo(null)}
        onToggleStack={(id) =>
          setOpenStacks((open) => {
            const next = new Set(open);
            if (!next.delete(id)) next.add(id);
            return next;
          })
        }
        onCull={setCulledFrom}
        onHand={(hand) => {
          wall.current = hand;
        }}
        onMove={isByHand && filter.boardId !== null ? moveOnBoard(filter.boardId) : null}
        controls={
          <GalleryToolbar
            workspaceId={workspaceId}
            filter={filter}
            view={view}
            rowHeight={rowHeight}
            isStacked={isStacked}
            isChoosing={isChoosing}
            onChange={change}
            onReplace={replace}
            onJump={goTo}
            onRowHeight={(next) => {
              setRowHeight(next);
              rememberPreference(preferenceCookies.galleryRowHeight, String(next));
            }}
            onStacked={(next) => {
              setIsStacked(next);
              setOpenStacks(nothing);
              rememberPreference(preferenceCookies.galleryStacks, next ? "1" : "0");
            }}
            onChoosing={setIsChoosing}
            onCull={cull}
          />
        }
        rail={
          isByHand
            ? null
            : (day) => (
                <Suspense>
                  <DateRail workspaceId={workspaceId} view={view} day={day} onJump={goTo} />
                </Suspense>
              )
        }
        below={
          tokens.length > 0 ? (
            <Tokens
              tokens={tokens}
              onChange={change}
              onClear={() => change((now) => ({ ...noFilter, text: now.text }))}
              onEmptied={() => wall.current?.focus()}
            />
          ) : null
        }
      />
      {query.isError && !query.isFetchNextPageError && !query.isFetchPreviousPageError ? (
        <ProblemNotice
          className="m-4"
          problem={problemFrom(query.error)}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.isFetchingNextPage ? (
        <div className="mx-1 mt-1 grid h-40 grid-cols-4 gap-1" aria-hidden="true">
          {["a", "b", "c", "d"].map((key) => (
            <Skeleton key={key} className="h-full" />
          ))}
        </div>
      ) : null}
      {query.isFetchNextPageError ? (
        <ProblemNotice
          className="m-4"
          problem={problemFrom(query.error)}
          onRetry={() => void query.fetchNextPage()}
        />
      ) : null}
      {entries.length === 0 && !query.isFetching && !query.hasNextPage && !query.isError ? (
        <EmptyState
          icon={
            filter.isTrash ? (
              <Trash2 size={32} strokeWidth={1.25} aria-hidden="true" />
            ) : (
              <SearchX size={32} strokeWidth={1.25} aria-hidden="true" />
            )
          }
          title={filter.isTrash && tokens.length === 1 ? "The trash is empty" : "Nothing fits"}
          action={
            asked ? (
              <Button
                onClick={() => {
                  // The button goes with what it clears.
                  wall.current?.focus();
                  replace(noFilter);
                }}
              >
                Show everything
              </Button>
            ) : null
          }
        >
          {filter.boardId !== null && tokens.length === 1 && filter.text === ""
            ? "Nothing is on this board yet. Select results and choose Board."
            : "Take a word or a filter away."}
        </EmptyState>
      ) : query.hasNextPage || query.isFetching || entries.length === 0 ? null : (
        <p className="py-8 text-center text-12 text-muted">
          {asked ? "That is everything that fits." : "That is everything made here."}
        </p>
      )}
      {selected.size > 0 || isChoosing ? (
        <Suspense>
          <SelectionBar
            workspaceId={workspaceId}
            entries={selectedEntries}
            isTrash={filter.isTrash}
            boardId={isByHand ? filter.boardId : null}
            onDecide={decideNow}
            onTrash={setTrashed}
            onCompare={() => {
              compared = { ...selection, workspaceId };
              wall.current?.leaveOpen();
            }}
            onClear={selectNothing}
          />
        </Suspense>
      ) : null}
      {culledFrom === null ? null : (
        <Suspense>
          <ShortcutLayer value={1}>
            <Culling
              workspaceId={workspaceId}
              entries={cullEntries}
              startKey={culledFrom}
              hasMore={query.hasNextPage}
              onNearEnd={loadMore}
              onClose={(key) => {
                setCulledFrom(null);
                wall.current?.focus(key);
              }}
            />
          </ShortcutLayer>
        </Suspense>
      )}
    </div>
  );
}
