"use client";

import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { LayoutGrid, List, SearchX, X } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { SearchField } from "@/components/ui/search-field";
import { Segmented } from "@/components/ui/segmented";
import { problemFrom } from "@/lib/browser/api";
import { afterChange, type ChangeOf } from "@/lib/browser/choices";
import { rememberPreference } from "@/lib/browser/preferences";
import { type MyModels, modelResultsQuery, modelsQuery, myModelsQuery } from "@/lib/browser/queries";
import { heardElsewhere, useShortcuts } from "@/lib/browser/shortcuts";
import { groupedDigits } from "@/lib/domain/grouped-digits";
import { isUuid } from "@/lib/domain/is-uuid";
import { type ModelPage, type ModelQuery, modelQueryFrom, modelQueryParameters } from "@/lib/domain/model";
import type { ModelResults } from "@/lib/domain/model-result";
import { preferenceCookies } from "@/lib/domain/preferences";
import { ModelFilters } from "./model-filters";
import type { ModelView } from "./model-item";
import { ModelList } from "./model-list";
import { ModelStrip } from "./model-strip";

interface ModelBrowserProps {
  workspaceId: string;
  /** What the server drew: the first page of the query in the address. */
  firstPage: ModelPage;
  firstQuery: ModelQuery;
  mine: MyModels | null;
  /** Of the first page's models; null where the history could not tell. */
  firstResults: ModelResults | null;
  initialView: ModelView;
  isPhone: boolean;
}

const searchPauseMs = 200;
// About a screen of cards. A phone shows five, and has to make every one of them live before it can be used.
const drawnOnPhone = 8;
const drawnOnDesktop = 24;

export function ModelBrowser({
  workspaceId,
  firstPage,
  firstQuery,
  mine: firstMine,
  firstResults,
  initialView,
  isPhone,
}: ModelBrowserProps) {
  const router = useRouter();
  const parameters = useSearchParams();
  const query = useMemo(() => modelQueryFrom(new URLSearchParams(parameters)), [parameters]);
  const [text, setText] = useState(query.search);
  const [written, setWritten] = useState(query.search);
  const [seen, setSeen] = useState(query.search);
  const [view, setView] = useState(initialView);
  const field = useRef<HTMLInputElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);

  // The address was changed by Back or by a link, not by what is typed here.
  if (query.search !== seen) {
    setSeen(query.search);
    if (query.search !== written) setText(query.search);
  }

  const isFirst = `${modelQueryParameters(query)}` === `${modelQueryParameters(firstQuery)}`;
  const models = useInfiniteQuery({
    ...modelsQuery(workspaceId, query),
    // Coming back to a long list must not fetch all its pages again one after another.
    refetchOnMount: false,
    refetchOnReconnect: false,
    ...(isFirst ? { initialData: { pages: [firstPage], pageParams: [null] } } : {}),
  });
  const { data: mine } = useQuery({
    ...myModelsQuery(workspaceId),
    ...(firstMine ? { initialData: firstMine } : {}),
  });
  const results = useQueries({
    queries: (models.data?.pages ?? []).map((page) => ({
      ...modelResultsQuery(workspaceId, page.models.map(({ id }) => id).filter(isUuid)),
      ...(page === firstPage && firstResults ? { initialData: firstResults } : {}),
    })),
    combine: mergedResults,
  });
  const list = useMemo(() => models.data?.pages.flatMap((page) => page.models) ?? [], [models.data]);
  const favouriteIds = useMemo(() => new Set(mine?.favouriteIds), [mine?.favouriteIds]);
  const totalCount = models.data?.pages.at(-1)?.totalCount ?? null;
  const isFiltered = query.search !== "" || query.modality !== null || query.capabilities.length > 0;

  function changeQuery(change: ChangeOf<ModelQuery>) {
    clearTimeout(pause.current);
    const now = modelQueryFrom(new URLSearchParams(location.search));
    const next = afterChange({ ...now, search: text.trim() }, change);
    setWritten(next.search);
    const search = modelQueryParameters(next).toString();
    // The list is fetched by the browser; the server need not draw the page again.
    history.replaceState(null, "", search ? `?${search}` : location.pathname);
    document.getElementById("main")?.scrollTo(0, 0);
  }

  function changeText(next: string) {
    setText(next);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => changeQuery({ search: next.trim() }), searchPauseMs);
  }

  function clear() {
    setText("");
    changeQuery({ search: "", modality: null, capabilities: [] });
    field.current?.focus();
  }

  function changeView(next: ModelView) {
    setView(next);
    rememberPreference(preferenceCookies.modelsView, next);
  }

  function onSearchKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Escape" && text !== "") {
      event.preventDefault();
      setText("");
      changeQuery({ search: "" });
    }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      document.querySelector<HTMLElement>("[data-model-link]")?.focus();
    }
  }

  // An effect, because only the browser knows whether focusing would raise a keyboard over half the screen.
  useEffect(() => {
    if (matchMedia("(pointer: fine)").matches) field.current?.focus({ preventScroll: true });
    return () => clearTimeout(pause.current);
  }, []);

  useShortcuts("Models", [
    ...heardElsewhere(
      "Move over the models",
      "arrowleft",
      "arrowright",
      "arrowup",
      "arrowdown",
      "home",
      "end",
    ),
    ...heardElsewhere("Open the focused model", "enter"),
    {
      keys: "f",
      label: "Favourite the focused model",
      run: () => focusedItem()?.querySelector<HTMLElement>("[data-favourite]")?.click(),
    },
    {
      keys: "g",
      label: "Generate with the focused model",
      run: () => {
        const modelId = focusedItem()?.dataset.modelId;
        if (modelId) router.push(`/w/${workspaceId}/generate?model=${modelId}`);
      },
    },
    { keys: "v", label: "Cards or table", run: () => changeView(view === "cards" ? "table" : "cards") },
  ]);

  return (
    <div className="flex min-h-full flex-col">
      <h1 className="sr-only">Models</h1>
      <search className="sticky top-0 z-10 flex flex-col gap-2.5 bg-canvas px-4 pt-4 pb-3 md:px-6">
        <div className="flex items-center gap-3">
          <SearchField
            ref={field}
            label="Search models"
            placeholder="Search by name, family or purpose"
            value={text}
            onChange={changeText}
            onKeyDown={onSearchKey}
            spellCheck={false}
            className="max-w-140 grow"
            trailing={
              text ? (
                <IconButton
                  label="Clear the search"
                  shortcut="escape"
                  size="s"
                  icon={<X size={14} />}
                  onClick={() => {
                    setText("");
                    changeQuery({ search: "" });
                    field.current?.focus();
                  }}
                />
              ) : null
            }
          />
          <span className="grow max-sm:hidden" />
          <span role="status" className="text-12 whitespace-nowrap text-muted tabular max-sm:sr-only">
            {totalCount === null
              ? ""
              : `${groupedDigits(totalCount)} ${totalCount === 1 ? "model" : "models"}`}
          </span>
          <Segmented
            label="View"
            value={view}
            onChange={changeView}
            isIconOnly
            choices={[
              { value: "cards", label: "Cards", icon: <LayoutGrid size={14} aria-hidden="true" /> },
              { value: "table", label: "Table", icon: <List size={14} aria-hidden="true" /> },
            ]}
          />
        </div>
        <ModelFilters query={query} onChange={changeQuery} />
        {models.isPlaceholderData ? (
          <ProgressBar
            label="Looking for models"
            fraction={null}
            tone="accent"
            className="absolute inset-x-0 bottom-0 h-0.5! rounded-none bg-transparent"
          />
        ) : null}
      </search>
      <div
        className="flex grow flex-col gap-4 px-4 pb-6 md:px-6"
        // Written before a link is followed: written after a pause, it would call the navigation back.
        onClickCapture={() => {
          if (text.trim() !== query.search) changeQuery({});
        }}
      >
        {!isFiltered && mine && mine.favourites.length + mine.recent.length > 0 ? (
          <div className="flex flex-col gap-1">
            <ModelStrip title="Favourites" workspaceId={workspaceId} models={mine.favourites} />
            <ModelStrip title="Recent" workspaceId={workspaceId} models={mine.recent} />
          </div>
        ) : null}
        {models.error && !models.isFetching ? (
          <ProblemNotice
            problem={problemFrom(models.error)}
            tone="warning"
            onRetry={() => void (list.length > 0 ? models.fetchNextPage() : models.refetch())}
          />
        ) : null}
        {list.length > 0 ? (
          <div>
            <ModelList
              workspaceId={workspaceId}
              models={list}
              totalCount={totalCount}
              favouriteIds={favouriteIds}
              results={results}
              view={view}
              drawnUnmeasured={isPhone ? drawnOnPhone : drawnOnDesktop}
              isStandIn={models.isPlaceholderData}
              hasMore={models.hasNextPage && !models.isFetchNextPageError}
              isLoadingMore={models.isFetchingNextPage}
              onNearEnd={models.fetchNextPage}
            />
          </div>
        ) : models.error ? null : (
          <EmptyState
            icon={<SearchX size={28} strokeWidth={1.5} aria-hidden="true" />}
            title={isFiltered ? "No model matches" : "This workspace has no models"}
            action={isFiltered ? <Button onClick={clear}>Clear search and filters</Button> : null}
          >
            {isFiltered
              ? "Try fewer words or fewer filters."
              : "Models are enabled for a workspace in Layer; they appear here at once."}
          </EmptyState>
        )}
      </div>
    </div>
  );
}

const mergedResults = (answers: ReadonlyArray<{ data?: ModelResults | undefined }>): ModelResults =>
  Object.assign({}, ...answers.map(({ data }) => data ?? {}));

function focusedItem(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>("[data-model-id]") ?? null;
}
