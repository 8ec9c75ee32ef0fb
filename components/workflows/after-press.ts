"use client";

import { useCallback, useEffect, useRef } from "react";

/**
 * Runs something once the button of the mouse is up again, or at once where it is not down. What appears when a field is
 * left would otherwise move the page under the press that left it, and the press would land on something else.
 */
export function useAfterPress(): (work: () => void) => void {
  const waiting = useRef<Array<() => void> | null>(null);
  // An effect, because presses anywhere on the page count, and the page is outside React.
  useEffect(() => {
    const down = () => {
      waiting.current = [];
    };
    const up = () => {
      const works = waiting.current ?? [];
      waiting.current = null;
      // After the click, which follows the release at once.
      setTimeout(() => {
        for (const work of works) work();
      });
    };
    window.addEventListener("pointerdown", down, true);
    window.addEventListener("pointerup", up, true);
    window.addEventListener("pointercancel", up, true);
    return () => {
      window.removeEventListener("pointerdown", down, true);
      window.removeEventListener("pointerup", up, true);
      window.removeEventListener("pointercancel", up, true);
    };
  }, []);
  return useCallback((work) => {
    if (waiting.current) waiting.current.push(work);
    else work();
  }, []);
}
