import { useCallback, useEffect, useRef } from "react";

/**
 * For work that ends later than it was asked for. `begin` gives a test that holds as long as its end is still wanted: until
 * the same is begun once more, or the person has gone elsewhere.
 */
export function useTurns(): () => () => boolean {
  const turn = useRef(0);
  const isHere = useRef(true);
  // An effect, because work that is awaited goes on without the page's part.
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    const place = window.location.pathname;
    return () => isHere.current && turn.current === mine && window.location.pathname === place;
  }, []);
}
