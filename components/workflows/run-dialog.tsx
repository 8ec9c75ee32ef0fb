"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { RunDecision } from "./run-decision";

interface RunDialogProps {
  decision: Extract<RunDecision, { kind: "confirm" }>;
  onAnswer: (isYes: boolean) => void;
}

/** Asked once, before money that is worth a second look. */
export function RunDialog({ decision, onAnswer }: RunDialogProps) {
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onAnswer(false);
      }}
      title={decision.title}
      size="s"
      description={decision.text}
      actions={
        <>
          <Button onClick={() => onAnswer(false)}>Cancel</Button>
          <Button variant="primary" onClick={() => onAnswer(true)}>
            {decision.action}
          </Button>
        </>
      }
    />
  );
}
