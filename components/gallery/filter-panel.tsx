"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Heart, X } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { passFocus } from "@/components/ui/pass-focus";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { api, problemFrom, workspacePath } from "@/lib/browser/api";
import { type ChangeOf, toggled } from "@/lib/browser/choices";
import { boardsQuery, galleryFacetsQuery, searchesQuery } from "@/lib/browser/gallery-queries";
import { useOneAtATime } from "@/lib/browser/one-at-a-time";
import { putAnswer } from "@/lib/browser/put-answer";
import { boardNodes } from "@/lib/domain/board-tree";
import type { SavedSearch } from "@/lib/domain/gallery";
import {
  type GalleryFilter,
  type GalleryShape,
  galleryFilterFrom,
  galleryFilterParameters,
  galleryStates,
  type Hue,
  hues,
} from "@/lib/domain/gallery-filter";
import { modalities, modalityLabels } from "@/lib/domain/modality";
import { type Problem, problemWords } from "@/lib/domain/problem";
import {
  hueLabel,
  isFiltered,
  reviewFilterLabels,
  shapeLabels,
  stateLabels,
  suggestedName,
  verdictLabels,
} from "./filter-tokens";

interface FilterPanelProps {
  workspaceId: string;
  filter: GalleryFilter;
  onChange: (change: ChangeOf<GalleryFilter>) => void;
  onReplace: (filter: GalleryFilter) => void;
}

type ListName =
  | "verdicts"
  | "reviews"
  | "modalities"
  | "sources"
  | "sessions"
  | "people"
  | "tags"
  | "states"
  | "hues";

const entriesOf = <Key extends string>(labels: Record<Key, string>) =>
  Object.entries(labels) as Array<[Key, string]>;

const swatches: Record<Hue, string> = {
  red: "#d33",
  orange: "#f90",
  yellow: "#fd3",
  green: "#3a4",
  teal: "#2bb",
  blue: "#36d",
  purple: "#83d",
  pink: "#f6b",
  brown: "#742",
  black: "#000",
  grey: "#888",
  white: "#fff",
};

const sizes = ["", "512", "1024", "2048", "4096"];

/** Everything results can be found by. Each choice counts at once; the address holds them all. */
export function FilterPanel({ workspaceId, filter, onChange, onReplace }: FilterPanelProps) {
  const { data: facets } = useQuery(galleryFacetsQuery(workspaceId));
  const { data: boardList } = useQuery(boardsQuery(workspaceId));
  const toggle = <Name extends ListName>(name: Name, value: GalleryFilter[Name][number]) =>
    onChange((now) => ({ [name]: toggled<unknown>(now[name], value) }));
  const sources = facets?.sources.filter(({ id }) => !filter.sources.includes(id)) ?? [];
  return (
    <div className="flex max-h-[75dvh] flex-col gap-4 overflow-y-auto p-3">
      <SavedSearches workspaceId={workspaceId} filter={filter} onReplace={onReplace} />
      <Group title="Decided">
        {entriesOf(verdictLabels).map(([verdict, label]) => (
          <ToggleChip
            key={verdict}
            isOn={filter.verdicts.includes(verdict)}
            onToggle={() => toggle("verdicts", verdict)}
          >
            {label}
          </ToggleChip>
        ))}
        <ToggleChip
          isOn={filter.isFavourite}
          icon={<Heart size={12} aria-hidden="true" />}
          onToggle={(isFavourite) => onChange({ isFavourite })}
        >
          Favourites
        </ToggleChip>
        {[0, 1, 2, 3, 4, 5].map((rating) => (
          <ToggleChip
            key={rating}
            isOn={filter.rating === rating}
            onToggle={(isOn) => onChange({ rating: isOn ? rating : null })}
          >
            {rating === 0 ? "Unrated" : rating === 5 ? "5★" : `${rating}★+`}
          </ToggleChip>
        ))}
      </Group>
      <Group title="Review">
        {entriesOf(reviewFilterLabels).map(([review, label]) => (
          <ToggleChip
            key={review}
            isOn={filter.reviews.includes(review)}
            onToggle={() => toggle("reviews", review)}
          >
            {label}
          </ToggleChip>
        ))}
      </Group>
      <Group title="Kind of media">
        {modalities.map((modality) => (
          <ToggleChip
            key={modality}
            isOn={filter.modalities.includes(modality)}
            onToggle={() => toggle("modalities", modality)}
          >
            {modalityLabels[modality]}
          </ToggleChip>
        ))}
      </Group>
      <div className="grid grid-cols-2 gap-3">
        <Select
          label="Model or workflow"
          value=""
          onChange={(id) => toggle("sources", id)}
          choices={[
            { value: "", label: filter.sources.length > 0 ? "And another" : "Any" },
            ...sources.map(({ id, name, kind, count }) => ({
              value: id,
              label: `${name}${kind === "workflow" ? " (workflow)" : ""} · ${count}`,
            })),
          ]}
        />
        <Select
          label="Run as"
          value={filter.kind ?? ""}
          onChange={(kind) => onChange({ kind: kind === "" ? null : kind })}
          choices={[
            { value: "", label: "Either" },
            { value: "model", label: "Model" },
            { value: "workflow", label: "Workflow" },
          ]}
        />
        <Select
          label="Session"
          value=""
          onChange={(session) => toggle("sessions", session)}
          choices={[
            { value: "", label: filter.sessions.length > 0 ? "And another" : "Any" },
            ...(facets?.sessions ?? [])
              .filter(({ name }) => !filter.sessions.includes(name))
              .map(({ name, count }) => ({ value: name, label: `${name} · ${count}` })),
          ]}
        />
        <Select
          label="Board"
          value={filter.boardId ?? ""}
          onChange={(id) => onChange({ boardId: id === "" ? null : id })}
          choices={[
            { value: "", label: "Any or none" },
            ...boardNodes(boardList?.boards ?? []).map(({ board, depth }) => ({
              value: board.id,
              label: `${"\u2003".repeat(depth)}${board.name}`,
            })),
          ]}
        />
      </div>
      <Group title="By">
        <ToggleChip isOn={filter.isMine} onToggle={(isMine) => onChange({ isMine })}>
          Mine
        </ToggleChip>
        {(facets?.people ?? []).slice(0, 24).map(({ name, count }) => (
          <ToggleChip
            key={name}
            isOn={filter.people.includes(name)}
            count={count}
            onToggle={() => toggle("people", name)}
          >
            {name}
          </ToggleChip>
        ))}
      </Group>
      {facets && facets.tags.length > 0 ? (
        <Group title="Tags">
          {facets.tags.slice(0, 40).map(({ name, count }) => (
            <ToggleChip
              key={name}
              isOn={filter.tags.includes(name)}
              count={count}
              onToggle={() => toggle("tags", name)}
            >
              {name}
            </ToggleChip>
          ))}
        </Group>
      ) : null}
      <Group title="State">
        {galleryStates.map((state) => (
          <ToggleChip
            key={state}
            isOn={filter.states.includes(state)}
            onToggle={() => toggle("states", state)}
          >
            {stateLabels[state]}
          </ToggleChip>
        ))}
      </Group>
      <Group title="Shape">
        {entriesOf(shapeLabels).map(([shape, label]: [GalleryShape, string]) => (
          <ToggleChip
            key={shape}
            isOn={filter.shape === shape}
            onToggle={(isOn) => onChange({ shape: isOn ? shape : null })}
          >
            {label}
          </ToggleChip>
        ))}
      </Group>
      <div className="grid grid-cols-2 gap-3">
        <Select
          label="Longer side"
          value={String(filter.minLongSidePixels ?? "")}
          onChange={(size) => onChange({ minLongSidePixels: size === "" ? null : Number(size) })}
          choices={[...new Set([...sizes, String(filter.minLongSidePixels ?? "")])].map((size) => ({
            value: size,
            label: size === "" ? "Any" : `${size} px and more`,
          }))}
        />
        <span />
        <TextField
          type="date"
          label="From"
          value={filter.fromDay ?? ""}
          max={filter.toDay ?? undefined}
          onChange={(event) => onChange({ fromDay: event.currentTarget.value || null })}
        />
        <TextField
          type="date"
          label="Until"
          value={filter.toDay ?? ""}
          min={filter.fromDay ?? undefined}
          onChange={(event) => onChange({ toDay: event.currentTarget.value || null })}
        />
        <CostField
          label="At least, in CU"
          value={filter.minCreditUnits}
          onChange={(minCreditUnits) => onChange({ minCreditUnits })}
        />
        <CostField
          label="At most, in CU"
          value={filter.maxCreditUnits}
          onChange={(maxCreditUnits) => onChange({ maxCreditUnits })}
        />
      </div>
      <Group title="Colour, of pictures that somebody has opened">
        {hues.map((hue) => (
          <ToggleChip
            key={hue}
            isOn={filter.hues.includes(hue)}
            icon={
              <span
                aria-hidden="true"
                className="size-3 rounded-full shadow-[inset_0_0_0_1px_var(--edge)]"
                style={{ background: swatches[hue] }}
              />
            }
            onToggle={() => toggle("hues", hue)}
          >
            {hueLabel(hue)}
          </ToggleChip>
        ))}
      </Group>
      <Group title="Elsewhere">
        <ToggleChip
          isOn={filter.isTrash}
          onToggle={(isTrash) => onChange({ isTrash, ...(isTrash ? { boardId: null } : {}) })}
        >
          In the trash
        </ToggleChip>
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="pb-1.5 text-12 font-medium text-muted">{title}</legend>
      {children}
    </fieldset>
  );
}

interface CostFieldProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

function CostField({ label, value, onChange }: CostFieldProps) {
  const [text, setText] = useState<string | null>(null);
  const say = () => {
    if (text === null) return;
    const next = Number(text);
    onChange(text.trim() === "" || !Number.isFinite(next) || next < 0 ? null : next);
    setText(null);
  };
  return (
    <TextField
      label={label}
      inputMode="decimal"
      value={text ?? String(value ?? "")}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={say}
      onKeyDown={(event) => {
        if (event.key === "Enter") say();
      }}
    />
  );
}

interface SavedSearchesProps {
  workspaceId: string;
  filter: GalleryFilter;
  onReplace: (filter: GalleryFilter) => void;
}

function SavedSearches({ workspaceId, filter, onReplace }: SavedSearchesProps) {
  const client = useQueryClient();
  const query = searchesQuery(workspaceId);
  const { data } = useQuery(query);
  const { data: facets } = useQuery(galleryFacetsQuery(workspaceId));
  const { data: boardList } = useQuery(boardsQuery(workspaceId));
  const [problem, setProblem] = useState<Problem | null>(null);
  /** The one kept just now, in whose place the pressed button was. */
  const added = useRef<string | null>(null);
  const searches = data?.searches ?? [];
  const current = galleryFilterParameters(filter).toString();
  const isKept = searches.some((search) => search.query === current);
  const once = useOneAtATime();
  const attempt = async (work: () => Promise<{ searches: SavedSearch[] }>) => {
    setProblem(null);
    try {
      await putAnswer(client, query.queryKey, await work());
    } catch (error) {
      setProblem(problemFrom(error));
    }
  };
  if (searches.length === 0 && !isFiltered(filter)) return null;
  return (
    <Group title="My searches">
      {searches.map((search) => (
        <span key={search.id} className="inline-flex items-center">
          <ToggleChip
            isOn={search.query === current}
            ref={(chip) => {
              if (!chip || added.current !== search.id) return;
              added.current = null;
              chip.focus();
            }}
            onToggle={() => onReplace(galleryFilterFrom(new URLSearchParams(search.query)))}
          >
            {search.name}
          </ToggleChip>
          <IconButton
            size="s"
            label={`Forget ${search.name}`}
            icon={<X size={12} />}
            ignoresDoubleClick
            onClick={({ currentTarget }) => {
              passFocus(currentTarget, currentTarget.closest("[role=dialog]"));
              void attempt(() =>
                api(workspacePath(workspaceId, "searches", search.id), { method: "DELETE" }),
              );
            }}
          />
        </span>
      ))}
      {isFiltered(filter) && !isKept ? (
        <Button
          size="s"
          onClick={() => {
            const id = crypto.randomUUID();
            void once(() => {
              added.current = id;
              return attempt(() =>
                api(workspacePath(workspaceId, "searches"), {
                  method: "POST",
                  body: {
                    id,
                    name: suggestedName(filter, { facets, boards: boardList?.boards }),
                    query: current,
                  },
                }),
              );
            });
          }}
        >
          Keep this search
        </Button>
      ) : null}
      {problem ? (
        <p role="alert" className="w-full text-12 text-danger">
          {problemWords[problem.code].title}
        </p>
      ) : null}
    </Group>
  );
}
