import type { Clock } from "./parts";

/** Real time plus whatever the control endpoint has added; it never runs backwards. */
export function createMovableClock(): Clock {
  let offsetMs = 0;
  return {
    now: () => Date.now() + offsetMs,
    advance(ms) {
      offsetMs += ms;
    },
  };
}
