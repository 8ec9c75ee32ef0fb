import type { MouseEventHandler } from "react";

/** Hears the first click of a double click only. The browser counts them by the hand's own times. */
export function firstClickOnly(
  onClick: MouseEventHandler<HTMLButtonElement> | undefined,
): MouseEventHandler<HTMLButtonElement> {
  return (event) => {
    if (event.detail > 1) event.preventDefault();
    else onClick?.(event);
  };
}
