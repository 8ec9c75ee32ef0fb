"use client";

import { type ReactNode, useId } from "react";

interface SwitchProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  help?: ReactNode;
  isDisabled?: boolean;
}

export function Switch({ label, isOn, onChange, help, isDisabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex min-h-8 items-center justify-between gap-3 touch:min-h-11">
      <div className="flex flex-col">
        <label htmlFor={id} className="text-13 text-soft">
          {label}
        </label>
        {help ? (
          <span id={`${id}-help`} className="text-12 text-muted">
            {help}
          </span>
        ) : null}
      </div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        disabled={isDisabled}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="relative h-4.5 w-8 shrink-0 appearance-none rounded-full bg-edge transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-white before:shadow-[0_1px_2px_rgb(0_0_0/0.3)] before:transition-transform checked:bg-accent checked:before:translate-x-3.5 checked:before:bg-accent-ink disabled:opacity-45 touch:h-7 touch:w-12 touch:before:size-6 touch:checked:before:translate-x-5 forced-color-adjust-none forced-colors:border forced-colors:border-[ButtonText] forced-colors:bg-[ButtonFace] forced-colors:before:bg-[ButtonText] forced-colors:checked:bg-[Highlight] forced-colors:checked:before:bg-[HighlightText]"
      />
    </div>
  );
}
