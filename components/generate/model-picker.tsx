"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Star } from "lucide-react";
import { useDeferredValue, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SearchField } from "@/components/ui/search-field";
import { Skeleton } from "@/components/ui/skeleton";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { problemFrom } from "@/lib/browser/api";
import { modelsQuery, myModelsQuery } from "@/lib/browser/queries";
import { modalities, modalityLabel } from "@/lib/domain/modality";
import type { ModelSummary } from "@/lib/domain/model";
import { plainWords, timingWords } from "@/lib/domain/model-words";
import { ModalityIcon } from "./model-card";
import { fitsSearch, pickerSections } from "./picker-sections";

interface ModelPickerProps {
  workspaceId: string;
  currentId: string | null;
  /** Where several are picked: the picker stays open, and these are ticked. */
  chosenIds?: ReadonlySet<string>;
  onPick: (model: ModelSummary) => void;
  onClose: () => void;
}

/** Finds a model by typing: what one used and liked first, then all that match. Arrows move, Enter picks. */
export function ModelPicker({ workspaceId, currentId, chosenIds, onPick, onClose }: ModelPickerProps) {
  const [search, setSearch] = useState("");
  const [modality, setModality] = useState<string | null>(null);
  const [activeIndex, setActiveIndex] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const deferredSearch = useDeferredValue(search.trim());
  const found = useInfiniteQuery(
    modelsQuery(workspaceId, { search: deferredSearch, modality, capabilities: [] }),
  );
  const mine = useQuery(myModelsQuery(workspaceId));
  const all = found.data?.pages.flatMap((page) => page.models) ?? [];
  const sections = pickerSections({
    mine: mine.data ?? null,
    // Until the answer is there, what is known already and fits what was typed.
    found: found.isPlaceholderData ? all.filter((model) => fitsSearch(model, deferredSearch, modality)) : all,
    search: deferredSearch,
    modality,
  });
  const flat = sections.flatMap((section) => section.models);
  const active = flat[Math.min(activeIndex, flat.length - 1)];
  const optionId = (index: number) => `${listId}-${index}`;

  const move = (to: number) => {
    const next = Math.min(Math.max(to, 0), flat.length - 1);
    setActiveIndex(next);
    list.current?.querySelector(`#${CSS.escape(optionId(next))}`)?.scrollIntoView({ block: "nearest" });
    if (next >= flat.length - 5 && found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
  };

  const starts = sections.map((_, at) =>
    sections.slice(0, at).reduce((count, section) => count + section.models.length, 0),
  );
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={chosenIds ? "Add models" : "Choose a model"}
      isTitleHidden
      position="top"
    >
      <div className="flex flex-col">
        <div className="flex flex-col gap-2 p-3 pb-2">
          <SearchField
            label="Search models"
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={active ? optionId(Math.min(activeIndex, flat.length - 1)) : undefined}
            aria-autocomplete="list"
            placeholder="Search models"
            value={search}
            onChange={(text) => {
              setSearch(text);
              setActiveIndex(0);
            }}
            onKeyDown={(event) => {
              if (event.key === "ArrowDown") move(activeIndex + 1);
              else if (event.key === "ArrowUp") move(activeIndex - 1);
              else if (event.key === "PageDown") move(activeIndex + 8);
              else if (event.key === "PageUp") move(activeIndex - 8);
              else if (event.key === "Enter" && active) onPick(active);
              else return;
              event.preventDefault();
            }}
          />
          <div className="flex flex-wrap gap-1">
            {modalities.map((each) => (
              <ToggleChip
                key={each}
                isOn={modality === each}
                onToggle={(isOn) => {
                  setModality(isOn ? each : null);
                  setActiveIndex(0);
                }}
              >
                {modalityLabel(each)}
              </ToggleChip>
            ))}
          </div>
        </div>
        <div ref={list} className="h-[min(26rem,56dvh)] overflow-y-auto border-t border-line p-1.5">
          <div id={listId} role="listbox" aria-label="Models">
            {sections.map((section, at) => (
              <div key={section.title} role="group" aria-label={section.title}>
                <p aria-hidden="true" className="px-2 pt-2 pb-1 text-11 font-medium text-muted">
                  {section.title}
                </p>
                {section.models.map((model, place) => {
                  const own = (starts[at] ?? 0) + place;
                  const isFavourite = mine.data?.favouriteIds.includes(model.id) ?? false;
                  return (
                    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are the search field's, as in every combobox
                    <div
                      key={`${section.title}:${model.id}`}
                      id={optionId(own)}
                      role="option"
                      aria-selected={chosenIds ? chosenIds.has(model.id) : model.id === currentId}
                      onClick={() => onPick(model)}
                      onPointerMove={() => setActiveIndex(own)}
                      className={classNames(
                        "flex min-h-9 items-center gap-3 rounded-control px-2 py-1 touch:min-h-11",
                        active && own === Math.min(activeIndex, flat.length - 1) && "bg-hover",
                      )}
                    >
                      <span className="shrink-0 text-muted">
                        <ModalityIcon modality={model.modality} />
                      </span>
                      <span className="flex min-w-0 grow items-baseline gap-2">
                        <span className="max-w-2/3 shrink-0 truncate text-13">{model.name}</span>
                        {model.description ? (
                          <span className="hidden min-w-0 truncate text-12 text-muted sm:inline">
                            {plainWords(model.description)}
                          </span>
                        ) : null}
                      </span>
                      {isFavourite ? (
                        <Star
                          size={12}
                          aria-label="Favourite"
                          className="shrink-0 fill-current text-accent-text"
                        />
                      ) : null}
                      {chosenIds?.has(model.id) ? (
                        <span className="shrink-0 text-12 text-accent-text">added</span>
                      ) : model.id === currentId ? (
                        <span className="shrink-0 text-12 text-muted">in use</span>
                      ) : (
                        <span className="shrink-0 text-12 text-muted tabular">
                          {timingWords(model.timing)}
                        </span>
                      )}
                    </div>
                  );
                })}
              </div>
            ))}
          </div>
          {found.isPending || (found.isPlaceholderData && flat.length === 0)
            ? Array.from({ length: 8 }, (_, row) => <Skeleton key={row} className="mx-2 my-1.5 h-6" />)
            : null}
          {found.error ? (
            <ProblemNotice
              problem={problemFrom(found.error)}
              tone="warning"
              onRetry={() => void found.refetch()}
            />
          ) : null}
          {found.isSuccess && !found.isPlaceholderData && flat.length === 0 ? (
            <p className="px-2 py-6 text-center text-13 text-muted">
              No model matches. Try fewer words or another kind.
            </p>
          ) : null}
          {found.hasNextPage ? (
            <div className="flex justify-center p-2">
              <Button
                size="s"
                variant="ghost"
                disabled={found.isFetchingNextPage}
                onClick={() => void found.fetchNextPage()}
              >
                {found.isFetchingNextPage ? "Loading…" : "Show more"}
              </Button>
            </div>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}
