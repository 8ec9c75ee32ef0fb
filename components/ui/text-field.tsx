"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { describedBy, Field, inputClasses } from "./field";

interface TextFieldProps extends Omit<ComponentProps<"input">, "size"> {
  label: ReactNode;
  help?: ReactNode;
  error?: string | null;
  aside?: ReactNode;
  isLabelHidden?: boolean;
  /** Drawn inside, before the text. */
  icon?: ReactNode;
  /** Drawn inside, after the text, such as a reveal button. */
  trailing?: ReactNode;
  inputClassName?: string;
}

export function TextField({
  label,
  help,
  error,
  aside,
  isLabelHidden,
  icon,
  trailing,
  className,
  inputClassName,
  id: givenId,
  ...rest
}: TextFieldProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <Field
      id={id}
      label={label}
      aside={aside}
      help={help}
      error={error ?? null}
      {...(isLabelHidden === undefined ? {} : { isLabelHidden })}
      {...(className === undefined ? {} : { className })}
    >
      <div className="relative flex">
        {icon ? (
          <span className="pointer-events-none absolute inset-y-0 left-2 flex items-center text-muted">
            {icon}
          </span>
        ) : null}
        <input
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, help, error)}
          className={classNames(
            inputClasses,
            "h-8 touch:h-11 touch:text-16",
            icon ? "pl-8" : "pl-2.5",
            trailing ? "pr-9 touch:pr-12" : "pr-2.5",
            inputClassName,
          )}
          {...rest}
        />
        {trailing ? <span className="absolute inset-y-0 right-0.5 flex items-center">{trailing}</span> : null}
      </div>
    </Field>
  );
}
