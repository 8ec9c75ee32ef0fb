"use client";

import { Coins, Keyboard, LogOut, Settings2 } from "lucide-react";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { openPreferences, openShortcutSheet, openSpendLimit } from "./open-overlay";
import { signOutOfEasel } from "./sign-out";

interface AccountMenuProps {
  personName: string;
  side: "right" | "bottom";
  align: "start" | "end";
  /** Whether the name stands beside the initial. */
  isNamed?: boolean;
}

export function AccountMenu({ personName, side, align, isNamed = false }: AccountMenuProps) {
  return (
    <Menu
      side={side}
      align={align}
      trigger={
        <button
          type="button"
          aria-label="Account"
          className="flex h-8 min-w-8 items-center gap-2.5 rounded-control px-1 text-soft transition-colors hover:bg-hover hover:text-text data-popup-open:bg-hover touch:h-11 touch:min-w-11 touch:justify-center"
        >
          <span
            aria-hidden="true"
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-press text-11 font-semibold text-text uppercase"
          >
            {personName.slice(0, 1)}
          </span>
          {isNamed ? <span className="max-w-24 truncate text-13">{personName}</span> : null}
        </button>
      }
    >
      <div className="max-w-60 truncate px-2 pt-1 pb-2">
        <p className="truncate font-medium text-text">{personName}</p>
        <p className="text-12 text-muted">Signed in with a Layer token</p>
      </div>
      <MenuSeparator />
      <MenuItem icon={<Coins size={16} aria-hidden="true" />} onSelect={openSpendLimit}>
        Ask before spending
      </MenuItem>
      <MenuItem icon={<Keyboard size={16} aria-hidden="true" />} shortcut="?" onSelect={openShortcutSheet}>
        Keyboard shortcuts
      </MenuItem>
      <MenuItem icon={<Settings2 size={16} aria-hidden="true" />} onSelect={openPreferences}>
        Preferences
      </MenuItem>
      <MenuItem icon={<LogOut size={16} aria-hidden="true" />} onSelect={() => void signOutOfEasel()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
