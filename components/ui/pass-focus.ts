/**
 * Gives the keyboard on before the control that has it goes away, which else would leave it nowhere. A pointer's press
 * leaves the focus as it is.
 */
export function passFocus(from: Element, to: Element | null | undefined): void {
  if (from.matches(":focus-visible") && to instanceof HTMLElement) to.focus();
}
