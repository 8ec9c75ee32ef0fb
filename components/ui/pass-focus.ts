/**
 * Gives the keyboard on before the control that has it goes away, which else would leave it nowhere. A pointer's press
 * leaves the focus as it is.
 */
export function passFocus(from: Element, to: Element | null | undefined): void {
  if (from.matches(":focus-visible") && to instanceof HTMLElement) to.focus();
}

/** As a ref, for what takes the place of the control that was pressed, and is dealt with next. */
export const focusAtOnce = (element: HTMLElement | null): void => element?.focus();
