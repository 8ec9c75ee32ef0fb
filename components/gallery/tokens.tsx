import { X } from "lucide-react";
import type { GalleryFilter } from "@/lib/domain/gallery-filter";
import type { FilterToken } from "./filter-tokens";

interface TokensProps {
  tokens: readonly FilterToken[];
  onChange: (change: Partial<GalleryFilter>) => void;
  onClear: () => void;
}

/** What is asked for, each part with a way to no longer ask for it. */
export function Tokens({ tokens, onChange, onClear }: TokensProps) {
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5 px-4 pb-2 max-md:px-3">
      {tokens.map(({ key, label, without }) => (
        <li key={key}>
          <button
            type="button"
            aria-label={`No longer: ${label}`}
            onClick={() => onChange(without)}
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
            onClick={onClear}
            className="h-6 rounded-control px-2 text-12 text-muted hover:text-text touch:h-11"
          >
            Clear all
          </button>
        </li>
      ) : null}
    </ul>
  );
}
