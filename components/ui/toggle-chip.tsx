import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

interface ToggleChipProps extends Omit<ComponentProps<"button">, "onToggle"> {
  isOn: boolean;
  onToggle: (isOn: boolean) => void;
  icon?: ReactNode;
  /** How many it would leave, where that is known. */
  count?: number;
}

/** A filter that is on or off. Its name is its text. */
export function ToggleChip({ isOn, onToggle, icon, count, className, children, ...rest }: ToggleChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={() => onToggle(!isOn)}
      className={classNames(
        "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-12 font-medium whitespace-nowrap transition-colors select-none touch:h-11 touch:px-4 touch:text-13",
        isOn
          ? "bg-text text-canvas hover:bg-soft"
          : "text-soft shadow-[inset_0_0_0_1px_var(--line)] hover:bg-hover hover:text-text",
        // Where the system chooses the colours, what is on has no fill of ours and what is off no line.
        "forced-colors:border forced-colors:aria-pressed:bg-[Highlight] forced-colors:aria-pressed:text-[HighlightText] forced-colors:aria-pressed:forced-color-adjust-none",
        className,
      )}
      {...rest}
    >
      {icon}
      {children}
      {count === undefined ? null : (
        <span aria-hidden="true" className={classNames("tabular", isOn ? "opacity-70" : "text-muted")}>
          {count}
        </span>
      )}
    </button>
  );
}
