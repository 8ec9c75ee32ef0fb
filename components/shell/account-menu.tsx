"use client";

import { lazy } from "react";
import { Menu } from "@/components/ui/menu";
import { patiently } from "@/lib/browser/patiently";

// Only ever drawn inside the open menu, which waits for it.
const loadItems = () => patiently(() => import("./account-items"));
const AccountItems = lazy(() => loadItems().then((part) => ({ default: part.AccountItems })));

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
      loadItems={loadItems}
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
      <AccountItems personName={personName} />
    </Menu>
  );
}
