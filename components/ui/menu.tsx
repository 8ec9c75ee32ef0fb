"use client";

import { lazy, type ReactElement, type ReactNode, Suspense } from "react";
import type { MenuChoices as Choices } from "./menu-parts";
import { useLazyPopup } from "./use-lazy-popup";

// A menu's script is fetched when its button is approached: no page needs it to be usable.
const loadParts = () => import("./menu-parts");

const MenuRoot = lazy(() => loadParts().then((parts) => ({ default: parts.MenuRoot })));

interface MenuProps {
  /** A button element; the menu wires it. */
  trigger: ReactElement<Record<string, unknown>>;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  /** Fetches what the menu holds, where that is no part of the page either. */
  loadItems?: () => Promise<unknown>;
}

export function Menu({ trigger, children, loadItems, ...place }: MenuProps) {
  const load = () => Promise.all([loadParts(), loadItems?.()]);
  const { isWanted, closedTrigger } = useLazyPopup(trigger, "menu", load);
  if (!isWanted) return closedTrigger;
  return (
    <Suspense fallback={closedTrigger}>
      <MenuRoot trigger={trigger} {...place}>
        {children}
      </MenuRoot>
    </Suspense>
  );
}

// Only ever drawn inside an open menu, whose script is theirs too.
export const MenuItem = lazy(() => loadParts().then((parts) => ({ default: parts.MenuItem })));
export const MenuLink = lazy(() => loadParts().then((parts) => ({ default: parts.MenuLink })));
export const MenuSeparator = lazy(() => loadParts().then((parts) => ({ default: parts.MenuSeparator })));
export const MenuChoices = lazy(() =>
  loadParts().then((parts) => ({ default: parts.MenuChoices })),
) as unknown as typeof Choices;
