import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** The look shared by everything one types into. */
export const inputClasses =
  "w-full min-w-0 rounded-control bg-well text-13 text-text shadow-[inset_0_0_0_1px_var(--line)] transition-shadow hover:shadow-[inset_0_0_0_1px_var(--edge)] focus-visible:outline-1 focus-visible:-outline-offset-1 disabled:text-muted aria-invalid:shadow-[inset_0_0_0_1px_var(--danger)] forced-colors:border";

interface FieldProps {
  id: string;
  label: ReactNode;
  /** Stands at the end of the label's line: a unit, a value, a small action. */
  aside?: ReactNode;
  help?: ReactNode;
  /** In words; tied to the control by `${id}-error`. */
  error?: string | null;
  isLabelHidden?: boolean;
  className?: string;
  children: ReactNode;
}

/** Label, control, help and error, tied together by id. The control sets `aria-describedby` with `describedBy`. */
export function Field({
  id,
  label,
  aside,
  help,
  error,
  isLabelHidden = false,
  className,
  children,
}: FieldProps) {
  return (
    <div className={classNames("flex min-w-0 flex-col gap-1", className)}>
      <div className={isLabelHidden ? "sr-only" : "flex min-h-5 items-center justify-between gap-2"}>
        <label htmlFor={id} className="text-12 font-medium text-soft">
          {label}
        </label>
        {aside}
      </div>
      {children}
      {help ? (
        <p id={`${id}-help`} className="text-12 text-muted">
          {help}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="text-12 text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** The value of `aria-describedby` for a control inside `Field`. */
export function describedBy(
  id: string,
  help: ReactNode,
  error: string | null | undefined,
): string | undefined {
  return classNames(help ? `${id}-help` : null, error ? `${id}-error` : null) || undefined;
}
