"use client";

import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import { classNames } from "./class-names";
import { describedBy, Field, inputClasses } from "./field";

interface TextAreaProps extends Omit<ComponentProps<"textarea">, "ref"> {
  label: ReactNode;
  help?: ReactNode;
  error?: string | null;
  aside?: ReactNode;
  isLabelHidden?: boolean;
  /** Lines before anything is typed, and after which it scrolls. */
  minLines?: number;
  maxLines?: number;
}

/** Grows with what is typed, so that a long prompt is seen whole. */
export function TextArea({
  label,
  help,
  error,
  aside,
  isLabelHidden,
  minLines = 4,
  maxLines = 16,
  className,
  style,
  id: givenId,
  value,
  ...rest
}: TextAreaProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const area = useRef<HTMLTextAreaElement>(null);
  // An effect, because a browser without field-sizing has to be told the height its own layout finds.
  useEffect(() => {
    const element = area.current;
    if (!element || value === undefined || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [value]);
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
      <textarea
        id={id}
        ref={area}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, help, error)}
        className={classNames(inputClasses, "field-grow resize-none px-2.5 py-2 touch:text-16")}
        // A line is 20 px, and the padding 16 px, as the classes above say.
        style={{ minHeight: minLines * 20 + 16, maxHeight: maxLines * 20 + 16, ...style }}
        {...rest}
      />
    </Field>
  );
}
