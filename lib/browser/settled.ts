import { useEffect, useState } from "react";

/** The value once it has stood still for `delayMs`: typing stays instant while what it asks for waits for a pause. */
export function useSettled<Value>(value: Value, delayMs: number): Value {
  const [settled, setSettled] = useState(value);
  // An effect, because only the clock knows when the typing paused.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
