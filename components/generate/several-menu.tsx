"use client";

import { Layers } from "lucide-react";
import { lazy } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { patiently } from "@/lib/browser/patiently";
import type { SeveralLinksProps } from "./several-links";

// Only ever drawn inside the open menu, which waits for it.
const loadLinks = () => patiently(() => import("./several-links"));
const SeveralLinks = lazy(() => loadLinks().then((part) => ({ default: part.SeveralLinks })));

/** The ways to make several at once, each a page that begins from this form. */
export function SeveralMenu(props: SeveralLinksProps) {
  return (
    <Menu
      align="end"
      side="top"
      loadItems={loadLinks}
      trigger={
        <IconButton
          label="Several…"
          variant="secondary"
          icon={<Layers size={16} aria-hidden="true" />}
          className="size-11"
        />
      }
    >
      <SeveralLinks {...props} />
    </Menu>
  );
}
