"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { DifferenceLine } from "@/lib/browser/draft-difference";

interface DifferenceDialogProps {
  lines: readonly DifferenceLine[];
  onReplace: () => void;
  onClose: () => void;
}

/** What would be lost and gained, before settings take the place of what is on the form. */
export function DifferenceDialog({ lines, onReplace, onClose }: DifferenceDialogProps) {
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Replace what is on the form?"
      description="These settings take its place whole. It can be undone."
      size="l"
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            Keep mine
          </Button>
          <Button variant="primary" data-autofocus="" onClick={onReplace}>
            Replace
          </Button>
        </>
      }
    >
      <table className="w-full table-fixed border-collapse text-13">
        <thead>
          <tr className="text-left text-12 text-muted">
            <th scope="col" className="w-1/4 py-1 pr-3 font-medium">
              Setting
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              On the form
            </th>
            <th scope="col" className="py-1 font-medium">
              After
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, before, after }) => (
            <tr key={label} className="border-t border-line align-top">
              <th scope="row" className="py-1.5 pr-3 text-left font-medium text-soft">
                {label}
              </th>
              <td className="py-1.5 pr-3 text-muted">
                <span className="line-clamp-4 break-words">{before ?? "Not set"}</span>
              </td>
              <td className="py-1.5">
                <span className="line-clamp-4 break-words">{after ?? "Not set"}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
