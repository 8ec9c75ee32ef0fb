import { useLayoutEffect } from "react";

// The length of the history does not tell: who went back from one result and opens another has as many entries as before.
let isOpening = false;
let isBehind = false;

/** Noted as a result is opened from the wall, or several are compared. */
export function noteOpening(): void {
  isOpening = true;
}

/**
 * For the page that is opened from the wall. What it gives says whether the wall is one step back, still drawn as it was:
 * quicker than to ask for it again.
 */
export function useWallBehind(): () => boolean {
  // A layout effect, because a key right after the page is drawn may lead back.
  useLayoutEffect(() => {
    isBehind = isOpening;
    isOpening = false;
    return () => {
      isBehind = false;
    };
  }, []);
  return () => isBehind;
}
