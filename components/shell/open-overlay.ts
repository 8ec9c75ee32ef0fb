import { useSyncExternalStore } from "react";

type Overlay = "palette" | "shortcuts" | "preferences" | "spendLimit";

let open: Overlay | null = null;
const listeners = new Set<() => void>();

function show(overlay: Overlay | null) {
  open = overlay;
  for (const listener of listeners) listener();
}

export const openPalette = () => show("palette");
export const closeOverlay = () => show(null);
export const openPreferences = () => show("preferences");
export const openShortcutSheet = () => show("shortcuts");
export const openSpendLimit = () => show("spendLimit");

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What covers the page now. */
export function useOpenOverlay(): Overlay | null {
  return useSyncExternalStore(
    subscribe,
    () => open,
    () => null,
  );
}
