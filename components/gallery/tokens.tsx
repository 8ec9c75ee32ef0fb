import { X } from "lucide-react";
import { passFocus } from "@/components/ui/pass-focus";
import type { ChangeOf } from "@/lib/browser/choices";
import type { GalleryFilter } from "@/lib/domain/gallery-filter";
import type { FilterToken } from "./filter-tokens";

interface TokensProps {
  tokens: readonly FilterToken[];
  onChange: (change: ChangeOf<GalleryFilter>) => void;
  onClear: () => void;
  /** The last has gone, and the keyboard with it. */
  onEmptied: () => void;
}

/** What is asked for, each part with a way to no longer ask for it. */
export function Tokens({ tokens, onChange, onClear, onEmptied }: TokensProps) {
  /** Before the one that has the focus is taken away, its neighbour gets it. */
  function passOn(token: HTMLElement) {
    const all = [...(token.closest("ul")?.querySelectorAll<HTMLElement>("[data-token]") ?? [])];
    const place = all.indexOf(token);
    const next = place === -1 ? undefined : (all[place + 1] ?? all[place - 1]);
    if (next) passFocus(token, next);
    else if (token.matches(":focus-visible")) onEmptied();
  }
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5 px-4 pb-2 max-md:px-3">
      {tokens.map(({ key, label, without }) => (
        <li key={key}>
          <button
            type="button"
            aria-label={`No longer: ${label}`}
            data-token=""
            onClick={(event) => {
              passOn(event.currentTarget);
              onChange(without);
            }}
            className="inline-flex h-6 max-w-60 items-center gap-1 rounded-full bg-raised pr-1.5 pl-2.5 text-12 text-text hover:bg-hover touch:h-11 touch:px-4"
          >
            <span className="truncate">{label}</span>
            <X size={12} aria-hidden="true" className="shrink-0 text-muted" />
          </button>
        </li>
      ))}
      {tokens.length > 1 ? (
        <li>
          <button
            type="button"
            onClick={(event) => {
              passOn(event.currentTarget);
              onClear();
            }}
            className="h-6 rounded-control px-2 text-12 text-muted hover:text-text touch:h-11"
          >
            Clear all
          </button>
        </li>
      ) : null}
    </ul>
  );
}
