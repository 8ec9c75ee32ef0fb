"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { patiently } from "@/lib/browser/patiently";
import { closeOverlay, useOpenOverlay } from "./open-overlay";

const CommandPalette = dynamic(
  () => patiently(() => import("./command-palette")).then((module) => module.CommandPalette),
  {
    ssr: false,
  },
);
const PreferencesDialog = dynamic(
  () => patiently(() => import("./preferences-dialog")).then((module) => module.PreferencesDialog),
  { ssr: false },
);
const DoneAlerts = dynamic(
  () => patiently(() => import("./done-alerts")).then((module) => module.DoneAlerts),
  { ssr: false },
);
const ShortcutSheet = dynamic(
  () => patiently(() => import("./shortcut-sheet")).then((module) => module.ShortcutSheet),
  {
    ssr: false,
  },
);
const SpendLimitDialog = dynamic(
  () => patiently(() => import("./spend-limit-dialog")).then((module) => module.SpendLimitDialog),
  { ssr: false },
);

interface ShellOverlaysProps {
  workspaceId: string;
  /** Whether something runs here of which an end could be told. */
  hasRunning: boolean;
}

/** What covers the page on a key press. Its scripts are fetched when it is first asked for. */
export function ShellOverlays({ workspaceId, hasRunning }: ShellOverlaysProps) {
  const shown = useOpenOverlay();
  // From the first run on it stays: the end is what it waits for.
  const [isListening, setIsListening] = useState(hasRunning);
  if (hasRunning && !isListening) setIsListening(true);
  return (
    <>
      {shown === "palette" ? <CommandPalette workspaceId={workspaceId} onClose={closeOverlay} /> : null}
      {shown === "preferences" ? <PreferencesDialog onClose={closeOverlay} /> : null}
      {isListening ? <DoneAlerts workspaceId={workspaceId} /> : null}
      {shown === "spendLimit" ? <SpendLimitDialog onClose={closeOverlay} /> : null}
      {shown === "shortcuts" ? <ShortcutSheet onClose={closeOverlay} /> : null}
    </>
  );
}
