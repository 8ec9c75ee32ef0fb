import { useCallback, useRef } from "react";

/** Does one piece of work at a time; what is asked for while another is on its way is a double press, and is left. */
export function useOneAtATime(): (work: () => Promise<unknown>) => Promise<void> {
  // Read before React has drawn again: the second press comes sooner than that.
  const isBusy = useRef(false);
  return useCallback(async (work) => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      await work();
    } finally {
      isBusy.current = false;
    }
  }, []);
}
