"use client";

import type { ReactNode } from "react";
import { Tooltip } from "@/components/ui/tooltip";

/** Shows what a field is for when the pointer rests on it or the keyboard reaches it, so that the form stays dense. */
export function FieldHint({ help, children }: { help: string; children: ReactNode }) {
  return (
    <Tooltip label={help}>
      <div className="relative min-w-0">{children}</div>
    </Tooltip>
  );
}
