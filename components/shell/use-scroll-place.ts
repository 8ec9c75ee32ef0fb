import { usePathname, useSearchParams } from "next/navigation";
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

// How long a page may take to be as high again as it was; after that the place is given up.
const restoreMs = 1_500;
const maxPlaces = 200;

/**
 * Keeps the scroll place of every address of this visit and returns to it on Back and Forward. The browser does so for
 * the window only, and here `main` is what scrolls.
 */
export function useScrollPlace(main: RefObject<HTMLElement | null>): void {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const address = `${pathname}?${query}`;
  const places = useRef(new Map<string, number>());
  const current = useRef(address);
  const isReturning = useRef(false);

  // An effect, because history and scrolling are outside React.
  useEffect(() => {
    const element = main.current;
    const onPop = () => {
      isReturning.current = true;
    };
    const onScroll = () => {
      if (!element) return;
      places.current.delete(current.current);
      places.current.set(current.current, element.scrollTop);
      const oldest = places.current.keys().next();
      if (places.current.size > maxPlaces && !oldest.done) places.current.delete(oldest.value);
    };
    window.addEventListener("popstate", onPop);
    element?.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      window.removeEventListener("popstate", onPop);
      element?.removeEventListener("scroll", onScroll);
    };
  }, [main]);

  // A layout effect, so that a page one returns to is never seen at its top first.
  useLayoutEffect(() => {
    current.current = address;
    const element = main.current;
    if (!isReturning.current || !element) return undefined;
    isReturning.current = false;
    const place = places.current.get(address) ?? 0;
    const untilMs = performance.now() + restoreMs;
    let frame = 0;
    const restore = () => {
      element.scrollTop = place;
      // A page that is still loading is not yet high enough.
      if (Math.abs(element.scrollTop - place) > 1 && performance.now() < untilMs)
        frame = requestAnimationFrame(restore);
    };
    restore();
    // The person's own hand on the wheel ends it.
    const stop = () => cancelAnimationFrame(frame);
    element.addEventListener("wheel", stop, { once: true, passive: true });
    return () => {
      stop();
      element.removeEventListener("wheel", stop);
    };
  }, [address, main]);
}
