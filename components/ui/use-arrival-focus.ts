import { type RefObject, useEffect, useRef } from "react";
import { useIsHydrated } from "./use-is-hydrated";

/**
 * Gives the keyboard to an element, such as the page's heading, where else it would be nowhere and Tab would start from
 * the very top: somebody came by a link, which is gone, or what is `shown` took the place of the control that had it. A
 * page that is loaded afresh starts at the top, as everywhere.
 */
export function useArrivalFocus(target: RefObject<HTMLElement | null>, shown: string): void {
  // Drawn by a page that lives already, its first render is past hydration.
  const hasCome = useRef(useIsHydrated());
  // An effect, because the focus is the document's.
  useEffect(() => {
    if (hasCome.current && document.activeElement === document.body)
      target.current?.focus({ preventScroll: true });
    hasCome.current = true;
  }, [target, shown]);
}
