"use client";

import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from "react";
import { classNames } from "./class-names";
import { describedBy, Field, inputClasses } from "./field";
import { numberFromText, steppedNumber, textFromNumber } from "./number-text";

interface NumberFieldProps {
  label: ReactNode;
  /** Null while nothing is given. */
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  /** What was typed and is no number, where the owner keeps it; it stands in the field until it is mended. */
  unread?: string | undefined;
  /** Told what was typed when it is no number, and null once it is one. */
  onUnread?: (text: string | null) => void;
  /** Drawn inside at the end, such as "px" or "s". */
  unit?: string;
  placeholder?: string;
  aside?: ReactNode;
  help?: ReactNode;
  error?: string | null;
  isLabelHidden?: boolean;
  isDisabled?: boolean;
  isRequired?: boolean;
  className?: string;
}

const pixelsPerStep = 4;

/**
 * Typed, stepped with arrows (Shift by ten, Alt by a tenth), or scrubbed by dragging its label, as in an image editor. A
 * number out of range stays as typed, and the form says why: silently changing it would change the picture.
 */
export function NumberField({
  label,
  value,
  onChange,
  unread,
  onUnread,
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
  isRequired = false,
  className,
}: NumberFieldProps) {
  const id = useId();
  // What is being typed; null while the value speaks for itself.
  const [draft, setDraft] = useState<string | null>(null);
  const scrub = useRef<{ fromX: number; from: number | null } | null>(null);
  const bounds = { step, min, max };

  function type(text: string) {
    setDraft(text);
    const number = numberFromText(text);
    if (number === undefined) return onUnread?.(text);
    if (unread !== undefined) onUnread?.(null);
    if (number !== value) onChange(number);
  }

  function stepBy(steps: number) {
    setDraft(null);
    if (unread !== undefined) onUnread?.(null);
    onChange(steppedNumber(value, steps, bounds));
  }

  function onKey(event: KeyboardEvent<HTMLInputElement>) {
    const direction = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (direction === undefined || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    const scale = event.shiftKey ? 10 : event.altKey && !Number.isInteger(step) ? 0.1 : 1;
    stepBy(direction * scale);
  }

  function onScrub(event: PointerEvent<HTMLElement>) {
    if (!scrub.current) return;
    const steps = Math.round((event.clientX - scrub.current.fromX) / pixelsPerStep);
    const next = steppedNumber(scrub.current.from, steps, bounds);
    if (steps !== 0 && next !== value) onChange(next);
  }

  return (
    <Field
      id={id}
      label={
        <span
          className="cursor-ew-resize touch-pan-y select-none touch:cursor-auto"
          onPointerDown={(event) => {
            if (event.pointerType !== "mouse" || event.button !== 0 || isDisabled) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            setDraft(null);
            scrub.current = { fromX: event.clientX, from: value };
          }}
          onPointerMove={onScrub}
          onPointerUp={() => {
            scrub.current = null;
          }}
          onPointerCancel={() => {
            scrub.current = null;
          }}
        >
          {label}
        </span>
      }
      aside={aside}
      help={help}
      error={error ?? null}
      isLabelHidden={isLabelHidden}
      {...(className === undefined ? {} : { className })}
    >
      <div className="relative flex">
        <input
          id={id}
          type="text"
          inputMode={Number.isInteger(step) ? "numeric" : "decimal"}
          autoComplete="off"
          disabled={isDisabled}
          required={isRequired}
          placeholder={placeholder}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, help, error)}
          value={draft ?? unread ?? textFromNumber(value)}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKey}
          onBlur={() => setDraft(null)}
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
      </div>
    </Field>
  );
}
