"use client";

import { NumberField as Base } from "@base-ui/react/number-field";
import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { describedBy, Field, inputClasses } from "./field";

interface NumberFieldProps {
  label: string;
  /** Null while nothing is given. */
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  /** Drawn inside at the end, such as "px" or "s". */
  unit?: string;
  placeholder?: string;
  aside?: ReactNode;
  help?: ReactNode;
  error?: string | null;
  isLabelHidden?: boolean;
  isDisabled?: boolean;
  className?: string;
}

// The same digits on the server and in every browser, and none of them a separator that a seed would not survive.
const format: Intl.NumberFormatOptions = { useGrouping: false, maximumFractionDigits: 6 };

/** Typed, stepped with arrows (Shift by ten), or scrubbed by dragging its label, as in an image editor. */
export function NumberField({
  label,
  value,
  onChange,
  min,
  max,
  step = 1,
  unit,
  placeholder,
  aside,
  help,
  error,
  isLabelHidden = false,
  isDisabled = false,
  className,
}: NumberFieldProps) {
  const id = useId();
  return (
    <Base.Root
      id={id}
      value={value}
      onValueChange={(next) => onChange(next)}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      step={step}
      largeStep={step * 10}
      smallStep={Number.isInteger(step) ? step : step / 10}
      // A number out of range stays as typed, and the form says why: silently changing it would change the picture.
      allowOutOfRange
      disabled={isDisabled}
      locale="en-US"
      format={format}
    >
      <Field
        id={id}
        label={
          <Base.ScrubArea className="cursor-ew-resize touch:cursor-auto" direction="horizontal">
            {label}
          </Base.ScrubArea>
        }
        aside={aside}
        help={help}
        error={error ?? null}
        isLabelHidden={isLabelHidden}
        {...(className === undefined ? {} : { className })}
      >
        <Base.Group className="relative flex">
          <Base.Input
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy(id, help, error)}
            placeholder={placeholder}
            className={classNames(
              inputClasses,
              "h-8 pl-2.5 tabular touch:h-11 touch:text-16",
              unit ? "pr-8" : "pr-2.5",
            )}
          />
          {unit ? (
            <span
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-12 text-muted"
            >
              {unit}
            </span>
          ) : null}
        </Base.Group>
      </Field>
    </Base.Root>
  );
}
