"use client";
import { useSyncExternalStore } from "react";

const noSubscription = () => () => {};

/** False on the server and for the first paint in the browser: what depends on the reader's time zone waits for it. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    noSubscription,
    () => true,
    () => false,
  );
}
