"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";

type Overlay = "palette" | "shortcuts";

const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette), {
  ssr: false,
});
const ShortcutSheet = dynamic(() => import("./shortcut-sheet").then((module) => module.ShortcutSheet), {
  ssr: false,
});

let open: Overlay | null = null;
const listeners = new Set<() => void>();

function show(overlay: Overlay | null) {
  open = overlay;
  for (const listener of listeners) listener();
}

export const openPalette = () => show("palette");
const close = () => show(null);
export const openShortcutSheet = () => show("shortcuts");

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

interface ShellOverlaysProps {
  workspaceId: string;
}

/** What covers the page on a key press. Its scripts are fetched when it is first asked for. */
export function ShellOverlays({ workspaceId }: ShellOverlaysProps) {
  const shown = useSyncExternalStore(
    subscribe,
    () => open,
    () => null,
  );
  return (
    <>
      {shown === "palette" ? <CommandPalette workspaceId={workspaceId} onClose={close} /> : null}
      {shown === "shortcuts" ? <ShortcutSheet onClose={close} /> : null}
    </>
  );
}
