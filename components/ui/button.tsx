import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { firstClickOnly } from "./first-click";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "s" | "m" | "l";

const variants: Record<ButtonVariant, string> = {
  primary:
    "bg-accent text-accent-ink hover:bg-accent-hover active:bg-accent disabled:bg-raised disabled:text-muted aria-disabled:bg-raised aria-disabled:text-muted",
  secondary:
    "bg-raised text-text shadow-[inset_0_0_0_1px_var(--line)] hover:bg-hover hover:shadow-[inset_0_0_0_1px_var(--edge)] active:bg-press disabled:text-muted aria-disabled:text-muted",
  ghost:
    "text-soft hover:bg-hover hover:text-text active:bg-press data-popup-open:bg-hover data-popup-open:text-text disabled:text-muted aria-disabled:text-muted",
  danger: "bg-danger-fill text-danger-ink hover:brightness-110 active:brightness-95",
};

const sizes: Record<ButtonSize, string> = {
  s: "h-7 px-2 gap-1.5 text-12",
  m: "h-8 px-3 gap-2 text-13",
  l: "h-10 px-4 gap-2 text-14",
};

/** The look of a button, for a link that acts as one. */
export function buttonClasses(variant: ButtonVariant = "secondary", size: ButtonSize = "m"): string {
  return classNames(
    "inline-flex shrink-0 items-center justify-center rounded-control font-medium whitespace-nowrap select-none transition-colors touch:h-11 touch:px-4",
    "disabled:pointer-events-none aria-disabled:cursor-not-allowed",
    // Fills and shadows of ours are taken away where the system chooses the colours; a line stays.
    variant === "ghost" ? null : "forced-colors:border",
    variants[variant],
    sizes[size],
  );
}

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant;
  /** Height on a desktop: s 28 px, m 32 px, l 40 px; 44 px under a finger. */
  size?: ButtonSize;
  icon?: ReactNode;
  /** Where the first press puts something else under the pointer, its opposite or a list's next row, which a second would press. */
  ignoresDoubleClick?: boolean;
}

export function Button({
  variant = "secondary",
  size = "m",
  icon,
  ignoresDoubleClick = false,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={classNames(buttonClasses(variant, size), className)}
      onClick={ignoresDoubleClick ? firstClickOnly(onClick) : onClick}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}
