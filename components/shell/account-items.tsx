"use client";

import { Coins, Keyboard, LogOut, Settings2 } from "lucide-react";
import { MenuItem, MenuSeparator } from "@/components/ui/menu";
import { openPreferences, openShortcutSheet, openSpendLimit } from "./open-overlay";
import { signOutOfEasel } from "./sign-out";

/** What the account's menu holds, fetched with the press that opens it. */
export function AccountItems({ personName }: { personName: string }) {
  return (
    <>
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
    </>
  );
}
