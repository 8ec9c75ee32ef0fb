import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { firstClickOnly } from "./first-click";
import { tooltipAttributes } from "./tooltip";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  /** The accessible name, and what the tooltip says. */
  label: string;
  icon: ReactNode;
  /** Key names as Kbd takes them, such as "mod+k"; the tooltip teaches them. */
  shortcut?: string;
  /** s 28 px, m 32 px; 44 px under a finger. */
  size?: "s" | "m";
  variant?: "ghost" | "secondary" | "overlay";
  /** For a button that stays pressed. */
  isPressed?: boolean;
  /** Where the first press puts something else under the pointer, its opposite or a list's next row, which a second would press. */
  ignoresDoubleClick?: boolean;
}

const variants = {
  ghost:
    "text-muted hover:bg-hover hover:text-text active:bg-press data-popup-open:bg-hover data-popup-open:text-text aria-pressed:text-text",
  secondary: "bg-raised text-soft shadow-[inset_0_0_0_1px_var(--line)] hover:bg-hover hover:text-text",
  // Lies on top of a picture, whose brightness is not known.
  overlay: "bg-black/55 text-white backdrop-blur-sm hover:bg-black/75",
} as const;

export function IconButton({
  label,
  icon,
  shortcut,
  size = "m",
  variant = "ghost",
  isPressed,
  ignoresDoubleClick = false,
  className,
  type = "button",
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      aria-pressed={isPressed}
      {...tooltipAttributes(shortcut === undefined ? { label } : { label, shortcut })}
      className={classNames(
        "inline-flex shrink-0 items-center justify-center rounded-control transition-colors disabled:pointer-events-none disabled:opacity-45 touch:size-11",
        size === "s" ? "size-7" : "size-8",
        variants[variant],
        className,
      )}
      onClick={ignoresDoubleClick ? firstClickOnly(onClick) : onClick}
      {...rest}
    >
      {icon}
    </button>
  );
}
