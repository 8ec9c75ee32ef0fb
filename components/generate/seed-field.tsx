"use client";

import { Dices, Lock, LockOpen } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { NumberField } from "@/components/ui/number-field";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { unreadProblem, valueProblem } from "@/lib/browser/drafts";
import { parameterDefinition } from "@/lib/domain/parameters";

interface SeedFieldProps {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  /** What was typed in its place and is no number. */
  unread: string | undefined;
  onUnread: (text: string | null) => void;
}

// Models keep seeds in 32 bits; a larger one would come back as another.
const seedCount = 2 ** 32;

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? Math.floor(Math.random() * seedCount);
}

/** Locked, every run uses the number; unlocked, each run draws its own. */
export function SeedField({ value, onChange, unread, onUnread }: SeedFieldProps) {
  const seed = value === undefined || value === -1 ? null : value;
  const isLocked = seed !== null;
  return (
    <div className="flex items-start gap-0.5">
      <NumberField
        label={parameterDefinition("seed").label}
        help={<VisuallyHidden>{parameterDefinition("seed").help}</VisuallyHidden>}
        value={seed}
        onChange={(next) => onChange(next ?? undefined)}
        min={0}
        placeholder="Random"
        unread={unread}
        onUnread={onUnread}
        error={
          unread !== undefined
            ? unreadProblem("seed", unread)
            : seed === null
              ? null
              : valueProblem("seed", seed)
        }
        className="grow"
      />
      <IconButton
        label="Use one number for every run"
        icon={isLocked ? <Lock size={14} /> : <LockOpen size={14} />}
        size="s"
        className="mt-6.5 touch:mt-6"
        isPressed={isLocked}
        onClick={() => onChange(isLocked ? undefined : randomSeed())}
      />
      <IconButton
        label="Roll the dice"
        icon={<Dices size={15} />}
        size="s"
        className="mt-6.5 touch:mt-6"
        onClick={() => onChange(randomSeed())}
      />
    </div>
  );
}
