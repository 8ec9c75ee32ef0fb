"use client";

import { ChevronDown } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { describedBy, Field, inputClasses } from "./field";

interface SelectProps<Value extends string>
  extends Omit<ComponentProps<"select">, "value" | "onChange" | "size" | "children"> {
  label: ReactNode;
  value: Value;
  onChange: (value: Value) => void;
  choices: ReadonlyArray<{ value: Value; label: string; isDisabled?: boolean }>;
  help?: ReactNode;
  error?: string | null;
  isLabelHidden?: boolean;
}

/** The browser's own list: it opens at once, works with one thumb, types ahead, and costs no script. */
export function Select<Value extends string>({
  label,
  value,
  onChange,
  choices,
  help,
  error,
  isLabelHidden,
  className,
  id: givenId,
  ...rest
}: SelectProps<Value>) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <Field
      id={id}
      label={label}
      help={help}
      error={error ?? null}
      {...(isLabelHidden === undefined ? {} : { isLabelHidden })}
      {...(className === undefined ? {} : { className })}
    >
      <div className="relative flex">
        <select
          id={id}
          value={value}
          // The options are the choices, so the browser can only give back one of their values.
          onChange={(event) => onChange(event.currentTarget.value as Value)}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, help, error)}
          className={classNames(
            inputClasses,
            "h-8 appearance-none truncate bg-raised pr-8 pl-2.5 hover:bg-hover touch:h-11 touch:text-16",
          )}
          {...rest}
        >
          {choices.map((choice) => (
            <option
              key={choice.value}
              value={choice.value}
              disabled={choice.isDisabled}
              className="bg-float text-text"
            >
              {choice.label}
            </option>
          ))}
        </select>
        <ChevronDown
          size={14}
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
        />
      </div>
    </Field>
  );
}
