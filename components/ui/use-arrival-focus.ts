import { type RefObject, useEffect, useRef } from "react";
import { useIsHydrated } from "./use-is-hydrated";

/**
 * Begins the keyboard's way at an element, such as the page's heading, where somebody came by a link: that link is gone,
 * and Tab would start from the very top again. A page that is loaded afresh starts there, as everywhere.
 */
export function useArrivalFocus(target: RefObject<HTMLElement | null>): void {
  // Drawn by a page that lives already, its first render is past hydration.
  const hasCome = useRef(useIsHydrated());
  // An effect, because the focus is the document's.
  useEffect(() => {
    if (hasCome.current && document.activeElement === document.body)
      target.current?.focus({ preventScroll: true });
  }, [target]);
}
