"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { NumberField } from "@/components/ui/number-field";
import { toast } from "@/components/ui/toast";
import { readPreference, rememberPreference } from "@/lib/browser/preferences";
import { confirmAboveFrom, confirmAboveLimits, preferenceCookies } from "@/lib/domain/preferences";

interface SpendLimitDialogProps {
  onClose: () => void;
}

/** Above how many Creative Units a click asks once before it spends. */
export function SpendLimitDialog({ onClose }: SpendLimitDialogProps) {
  const [amount, setAmount] = useState<number | null>(() =>
    confirmAboveFrom(readPreference(preferenceCookies.confirmAbove)),
  );
  const error =
    amount === null || amount < confirmAboveLimits.min || amount > confirmAboveLimits.max
      ? `A number from ${confirmAboveLimits.min} to ${confirmAboveLimits.max.toLocaleString("en-US")}.`
      : null;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (error !== null || amount === null) return;
    rememberPreference(preferenceCookies.confirmAbove, String(amount));
    toast(
      amount === 0 ? "Easel asks before every run that costs something." : `Easel asks above ${amount} CU.`,
    );
    onClose();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Ask before spending"
      description="A click that costs more than this asks once before it spends. 0 asks every time."
      size="s"
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            type="submit"
            form="spend-limit"
            aria-disabled={error !== null || undefined}
          >
            Save
          </Button>
        </>
      }
    >
      <form id="spend-limit" onSubmit={save}>
        <NumberField
          label="Ask above"
          unit="CU"
          value={amount}
          onChange={setAmount}
          min={confirmAboveLimits.min}
          max={confirmAboveLimits.max}
          error={error}
        />
      </form>
    </Dialog>
  );
}
