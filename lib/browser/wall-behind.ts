let openedAtLength: number | null = null;

/** Noted as a result is opened from the wall, or several are compared. */
export function noteOpening(): void {
  openedAtLength = window.history.length;
}

/** Whether the wall is one step back, still drawn as it was: quicker than to ask for it again. */
export function isWallBehind(): boolean {
  return openedAtLength !== null && window.history.length === openedAtLength + 1;
}
