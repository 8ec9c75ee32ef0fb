"use client";

import { useSyncExternalStore } from "react";
import { classNames } from "./class-names";
import { durationWords } from "./duration-words";

// One clock for the page: every tile that counts seconds turns over at the same moment, in one render.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let nowMs = 0;

function tick() {
  nowMs = Date.now();
  for (const listener of listeners) listener();
  timer = setTimeout(tick, 1_000 - (nowMs % 1_000));
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (listeners.size === 1) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearTimeout(timer);
  };
}

/** The moment in ms, renewed every second while somebody looks; null on the server, whose clock is another. */
export function useNow(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => nowMs || null,
    () => null,
  );
}

interface ElapsedTimeProps {
  /** ISO moment it began. */
  since: string;
  className?: string;
}

/** How long something has been going on, counted live. Screen readers are not told each second. */
export function ElapsedTime({ since, className }: ElapsedTimeProps) {
  const now = useNow();
  const seconds = now === null ? null : (now - Date.parse(since)) / 1_000;
  return (
    <span aria-live="off" className={classNames("whitespace-nowrap tabular", className)}>
      {seconds === null ? "–" : durationWords(seconds)}
    </span>
  );
}
