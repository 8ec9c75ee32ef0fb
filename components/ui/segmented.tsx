"use client";

import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: ReadonlyArray<{ value: Value; label: string; icon?: ReactNode }>;
  /** Draws only the icons; the labels remain their names. */
  isIconOnly?: boolean;
  className?: string;
}

/** One of a few, all in sight. Native radios: arrows move, Tab passes by. */
export function Segmented<Value extends string>({
  label,
  value,
  onChange,
  choices,
  isIconOnly = false,
  className,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset
      aria-label={label}
      className={classNames(
        "inline-flex rounded-control bg-well p-0.5 shadow-[inset_0_0_0_1px_var(--line)]",
        className,
      )}
    >
      {choices.map((choice) => (
        <label
          key={choice.value}
          title={isIconOnly ? choice.label : undefined}
          className={classNames(
            "relative inline-flex h-6 min-w-7 grow items-center justify-center gap-1.5 rounded-[3px] px-2 text-12 font-medium text-muted transition-colors select-none hover:text-text touch:h-10 touch:px-4",
            // Where the system chooses the colours, a fill of ours is taken away and the chosen one would look like the rest.
            "forced-color-adjust-none forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText] forced-colors:text-[CanvasText]",
            "has-checked:bg-press has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-accent-text",
            isIconOnly && "px-1.5",
          )}
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="absolute inset-0 appearance-none outline-none"
          />
          {choice.icon}
          <span className={isIconOnly ? "sr-only" : undefined}>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
