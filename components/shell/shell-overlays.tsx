"use client";

import dynamic from "next/dynamic";
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

/** What covers the page on a key press. Its scripts are fetched when it is first asked for. */
export function ShellOverlays({ workspaceId }: { workspaceId: string }) {
  const shown = useOpenOverlay();
  return (
    <>
      {shown === "palette" ? <CommandPalette workspaceId={workspaceId} onClose={closeOverlay} /> : null}
      {shown === "preferences" ? <PreferencesDialog onClose={closeOverlay} /> : null}
      {shown === "spendLimit" ? <SpendLimitDialog onClose={closeOverlay} /> : null}
      {shown === "shortcuts" ? <ShortcutSheet onClose={closeOverlay} /> : null}
    </>
  );
}
