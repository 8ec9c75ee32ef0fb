"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ClickDecision } from "@/lib/domain/click";
import { SpendButton } from "./spend-button";

interface ConfirmDialogProps {
  decision: Extract<ClickDecision, { kind: "confirm" }>;
  onAnswer: (isYes: boolean) => void;
}

/** Asked once, before money that is worth a second look. */
export function ConfirmDialog({ decision, onAnswer }: ConfirmDialogProps) {
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
          <SpendButton onClick={() => onAnswer(true)}>{decision.action}</SpendButton>
        </>
      }
    />
  );
}
