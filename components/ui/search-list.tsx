"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { classNames } from "./class-names";

export interface SearchOption {
  id: string;
  label: string;
  icon?: ReactNode;
  /** Muted, after the label. */
  hint?: ReactNode;
  /** At the end of the line, such as keys. */
  trailing?: ReactNode;
}

export interface SearchGroup {
  title: string;
  options: readonly SearchOption[];
}

interface SearchListProps {
  /** The accessible name of the field. */
  label: string;
  placeholder: string;
  query: string;
  onQueryChange: (query: string) => void;
  groups: readonly SearchGroup[];
  onChoose: (id: string) => void;
  emptyText: string;
  isLoading?: boolean;
  className?: string;
}

/** A field with its results always open beneath: arrows move, Enter chooses, the focus never leaves the field. */
export function SearchList({
  label,
  placeholder,
  query,
  onQueryChange,
  groups,
  onChoose,
  emptyText,
  isLoading = false,
  className,
}: SearchListProps) {
  const id = useId();
  const options = groups.flatMap((group) => group.options);
  const [activeId, setActiveId] = useState<string | null>(null);
  const active = options.find((option) => option.id === activeId) ?? options[0] ?? null;

  function move(event: KeyboardEvent<HTMLInputElement>) {
    const at = active ? options.indexOf(active) : -1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (event.key === "Enter" && active && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onChoose(active.id);
    }
    if (to === undefined || options.length === 0) return;
    event.preventDefault();
    const isStep = event.key.startsWith("Arrow");
    const next = isStep
      ? options[(to + options.length) % options.length]
      : options[Math.min(Math.max(to, 0), options.length - 1)];
    if (!next) return;
    setActiveId(next.id);
    document.getElementById(`${id}-${next.id}`)?.scrollIntoView({ block: "nearest" });
  }

  return (
    <div className={classNames("flex min-h-0 flex-col", className)}>
      <div className="relative shrink-0 border-b border-line">
        <Search
          size={16}
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-3.5 -translate-y-1/2 text-muted"
        />
        <input
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${active.id}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            setActiveId(null);
            onQueryChange(event.currentTarget.value);
          }}
          onKeyDown={move}
          className="h-11 w-full bg-transparent pr-4 pl-10 text-14 outline-none touch:text-16"
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={label} className="min-h-0 overflow-y-auto p-1">
        {groups.map((group) =>
          group.options.length === 0 ? null : (
            <div key={group.title} role="group" aria-label={group.title}>
              <div aria-hidden="true" className="px-2 pt-2 pb-1 text-11 font-medium text-muted">
                {group.title}
              </div>
              {group.options.map((option) => (
                <div
                  key={option.id}
                  id={`${id}-${option.id}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={option === active}
                  onPointerMove={() => setActiveId(option.id)}
                  onClick={() => onChoose(option.id)}
                  onKeyDown={(event) => {
                    if (event.key === "Enter") onChoose(option.id);
                  }}
                  className="flex min-h-8 items-center gap-2.5 rounded-control px-2 text-13 text-soft select-none aria-selected:bg-hover aria-selected:text-text touch:min-h-11"
                >
                  {option.icon ? <span className="shrink-0 text-muted">{option.icon}</span> : null}
                  <span className="truncate">{option.label}</span>
                  {option.hint ? (
                    <span className="min-w-0 grow truncate text-12 text-muted">{option.hint}</span>
                  ) : (
                    <span className="grow" />
                  )}
                  {option.trailing}
                </div>
              ))}
            </div>
          ),
        )}
      </div>
      {options.length === 0 ? (
        <p className="px-3 pb-4 text-13 text-muted" role="status">
          {isLoading ? "Looking…" : emptyText}
        </p>
      ) : null}
    </div>
  );
}
