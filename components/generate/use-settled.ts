"use client";
import { useEffect, useState } from "react";

/** A value once it has stopped changing for `delayMs`; equal values count as the same by their text. */
export function useSettled<Value>(value: Value, delayMs: number): { settled: Value; isSettled: boolean } {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  const isSettled = JSON.stringify(settled) === text;
  // An effect, because only the clock tells that typing has paused.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as Value), delayMs);
    return () => clearTimeout(timer);
  }, [text, delayMs]);
  return { settled, isSettled };
}
