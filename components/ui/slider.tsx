"use client";

import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { Field } from "./field";

interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
  /** Drawn at the end of the label's line; the number itself by default. */
  aside?: ReactNode;
  /** What a screen reader says for the value, such as "70 percent". */
  valueText?: string;
  help?: ReactNode;
  isLabelHidden?: boolean;
  isDisabled?: boolean;
  className?: string;
}

/** A native range, so that arrows, Page keys, Home, End and touch behave as everywhere. */
export function Slider({
  label,
  value,
  min,
  max,
  step,
  onChange,
  aside,
  valueText,
  help,
  isLabelHidden = false,
  isDisabled = false,
  className,
}: SliderProps) {
  const id = useId();
  const filled = max > min ? ((Math.min(Math.max(value, min), max) - min) / (max - min)) * 100 : 0;
  return (
    <Field
      id={id}
      label={label}
      aside={aside ?? <span className="text-12 text-muted tabular">{value}</span>}
      help={help}
      isLabelHidden={isLabelHidden}
      {...(className === undefined ? {} : { className })}
    >
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={isDisabled}
        aria-valuetext={valueText}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
        style={{
          backgroundImage: `linear-gradient(90deg, var(--soft) ${filled}%, var(--press) ${filled}%)`,
        }}
        className={classNames(
          "h-5 w-full appearance-none bg-transparent bg-size-[100%_3px] bg-center bg-no-repeat focus-visible:outline-none touch:h-11",
          "[&::-webkit-slider-thumb]:size-3.5 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-0 [&::-webkit-slider-thumb]:bg-text [&::-webkit-slider-thumb]:shadow-[0_0_0_2px_var(--panel)] touch:[&::-webkit-slider-thumb]:size-6",
          "focus-visible:[&::-webkit-slider-thumb]:shadow-[0_0_0_2px_var(--panel),0_0_0_4px_var(--accent-text)]",
          "[&::-moz-range-thumb]:size-3.5 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-text focus-visible:[&::-moz-range-thumb]:shadow-[0_0_0_2px_var(--panel),0_0_0_4px_var(--accent-text)]",
          "disabled:opacity-45",
        )}
      />
    </Field>
  );
}
