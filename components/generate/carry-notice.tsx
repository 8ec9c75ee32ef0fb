"use client";

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { CarryReport } from "@/lib/browser/drafts-carry";

interface CarryNoticeProps {
  report: CarryReport;
  onUndo: () => void;
  onClose: () => void;
}

/** What came along to the model that was just chosen, what did not, and the way back. */
export function CarryNotice({ report, onUndo, onClose }: CarryNoticeProps) {
  const lines = [
    ["Kept", report.kept],
    ["Stays with the model before", report.left],
    ["Not used by this model", report.unused],
  ] as const;
  return (
    <div
      role="status"
      className="flex items-start gap-2 rounded-control bg-raised py-1.5 pr-1 pl-2.5 text-12"
    >
      <div className="min-w-0 grow text-soft">
        {lines.map(([title, words]) =>
          words.length > 0 ? (
            <p key={title}>
              <span className="text-muted">{title}:</span> {words.join(", ")}.
            </p>
          ) : null,
        )}
      </div>
      <Button size="s" variant="ghost" className="-my-0.5" onClick={onUndo}>
        Undo
      </Button>
      <IconButton label="Dismiss" icon={<X size={13} />} size="s" className="-my-0.5" onClick={onClose} />
    </div>
  );
}
