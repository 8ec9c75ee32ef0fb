"use client";

import { Search, SunMoon } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { useLiveGenerations } from "@/lib/browser/live-generations";
import { patiently } from "@/lib/browser/patiently";
import { rememberOnLeaving, rememberPreference } from "@/lib/browser/preferences";
import { useIsSignedOut } from "@/lib/browser/session-notice";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { preferenceCookies } from "@/lib/domain/preferences";
import type { Workspace } from "@/lib/domain/workspace";
import { AccountMenu } from "./account-menu";
import { CreativeUnits } from "./creative-units";
import { DoneAlerts } from "./done-alerts";
import { MainNav } from "./main-nav";
import { openPalette, openShortcutSheet } from "./open-overlay";
import { RunningJobs } from "./running-jobs";
import { ShellDrop } from "./shell-drop";
import { ShellNotices } from "./shell-notices";
import { ShellOverlays } from "./shell-overlays";
import { studioPlaces } from "./studio-places";
import { switchTheme } from "./theme-switch";
import { useScrollPlace } from "./use-scroll-place";
import { WorkspaceSwitcher } from "./workspace-switcher";

// Fetched when the person has something to send.
const QueueRunner = dynamic(
  () => patiently(() => import("./queue-runner")).then((module) => module.QueueRunner),
  {
    ssr: false,
  },
);

const LostWorkspace = dynamic(
  () => patiently(() => import("./lost-workspace")).then((module) => module.LostWorkspace),
  {
    ssr: false,
  },
);

interface StudioShellProps {
  workspace: Workspace;
  personName: string;
  isRailPinned: boolean;
  children: ReactNode;
}

/**
 * What surrounds every page of a workspace. It holds the page's one `main`, which is also what scrolls: a page fills
 * it, and one that scrolls its own columns is as high as it is.
 */
export function StudioShell({ workspace, personName, isRailPinned, children }: StudioShellProps) {
  const router = useRouter();
  const [isPinned, setIsPinned] = useState(isRailPinned);
  const { changes, isLost } = useLiveGenerations(workspace.id);
  const isSignedOut = useIsSignedOut();
  const main = useRef<HTMLElement>(null);
  useScrollPlace(main);

  function pin(next: boolean) {
    setIsPinned(next);
    rememberPreference(preferenceCookies.rail, next ? "pinned" : "thin");
  }

  // An effect, because the cookie by which the start page goes is outside React. It is written on leaving: what merely
  // loads a page changes nothing in the browser.
  useEffect(() => rememberOnLeaving(preferenceCookies.workspace, workspace.id), [workspace.id]);

  useShortcuts(
    "Everywhere",
    [
      { keys: "mod+k", label: "Search or run a command", run: openPalette, worksWhileTyping: true },
      ...studioPlaces.map((place) => ({
        keys: `g ${place.key}`,
        label: `Go to ${place.label}`,
        run: () => router.push(`/w/${workspace.id}/${place.path}`),
      })),
      { keys: "g q", label: "Go to the queue", run: () => router.push(`/w/${workspace.id}/queue`) },
      { keys: "/", label: "Search", run: focusSearch },
      { keys: "[", label: "Expand or collapse the rail", run: () => pin(!isPinned) },
      { keys: "?", label: "Show this sheet", run: openShortcutSheet, worksEverywhere: true },
    ],
    { isShell: true },
  );

  return (
    <div className="grid h-dvh grid-rows-[2.75rem_minmax(0,1fr)_auto] md:grid-cols-[auto_minmax(0,1fr)] md:grid-rows-[2.75rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-float px-3 py-2 text-13 font-medium shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <MainNav workspaceId={workspace.id} personName={personName} isPinned={isPinned} onPinnedChange={pin} />
      <header className="flex min-w-0 items-center gap-1 border-b border-line bg-panel px-2 max-md:row-start-1 md:gap-2">
        <div className="flex min-w-0 flex-1">
          <WorkspaceSwitcher workspaceId={workspace.id} name={workspace.name} />
        </div>
        <button
          type="button"
          onClick={openPalette}
          aria-keyshortcuts="Meta+K Control+K"
          className="flex h-7 w-72 items-center gap-2 rounded-control bg-well px-2.5 text-13 text-muted shadow-[inset_0_0_0_1px_var(--line)] transition-colors hover:text-soft hover:shadow-[inset_0_0_0_1px_var(--edge)] max-lg:hidden"
        >
          <Search size={14} aria-hidden="true" />
          <span className="grow text-left">Search or run a command</span>
          <Kbd keys="mod+k" />
        </button>
        <div className="flex flex-1 items-center justify-end gap-0.5">
          <IconButton
            label="Search or run a command"
            shortcut="mod+k"
            icon={<Search size={16} />}
            onClick={openPalette}
            className="lg:hidden"
          />
          {isLost ? null : (
            <>
              <RunningJobs workspaceId={workspace.id} activeCount={changes?.activeCount ?? null} />
              <CreativeUnits workspace={workspace} />
            </>
          )}
          <IconButton
            label="Switch between dark and light"
            icon={<SunMoon size={16} />}
            onClick={switchTheme}
            className="max-md:hidden"
          />
          <div className="md:hidden">
            <AccountMenu personName={personName} side="bottom" align="end" />
          </div>
        </div>
      </header>
      <div className="flex min-h-0 min-w-0 flex-col max-md:row-start-2">
        <ShellNotices />
        <main
          ref={main}
          id="main"
          tabIndex={-1}
          className="relative min-h-0 grow overflow-y-auto outline-none"
        >
          {isLost ? <LostWorkspace name={workspace.name} /> : children}
        </main>
      </div>
      <ShellOverlays workspaceId={workspace.id} />
      <DoneAlerts workspaceId={workspace.id} />
      <ShellDrop workspaceId={workspace.id} />
      {changes?.queue && changes.queue.waitingCount > 0 && !isSignedOut && !isLost ? (
        <QueueRunner key={workspace.id} workspaceId={workspace.id} />
      ) : null}
    </div>
  );
}

/** Puts the caret into the page's own search where it has one, else opens the palette. */
function focusSearch() {
  const field = document.querySelector<HTMLInputElement>("main input[type=search]");
  if (!field) return openPalette();
  field.focus();
  field.select();
}
