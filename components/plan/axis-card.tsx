"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { ToggleChip } from "@/components/ui/toggle-chip";

interface AxisCardProps<Key extends string> {
  /** What kind of thing is varied. */
  kind: string;
  /** The name of the one that is. */
  name: string;
  value: Key;
  choices: ReadonlyArray<{ value: Key; label: string }>;
  onChoose: (key: Key) => void;
  onRemove: () => void;
  /** All values there are, where they are few enough to be ticked; null where they are written. */
  ticks: readonly string[] | null;
  ticked: ReadonlySet<string>;
  onTicked: (ticks: string[]) => void;
  /** Where values are written. */
  children: ReactNode;
}

/** One of the things a plan varies: which, and over what values. */
export function AxisCard<Key extends string>({
  kind,
  name,
  value,
  choices,
  onChoose,
  onRemove,
  ticks,
  ticked,
  onTicked,
  children,
}: AxisCardProps<Key>) {
  return (
    <div className="flex flex-col gap-2 rounded-tile bg-raised p-2.5">
      <div className="flex items-end gap-1">
        <Select
          label={kind}
          isLabelHidden
          className="grow"
          value={value}
          onChange={onChoose}
          choices={choices}
        />
        <IconButton label={`Stop varying ${name}`} icon={<X size={14} />} onClick={onRemove} />
      </div>
      {ticks ? (
        <fieldset aria-label={`Values of ${name}`} className="flex flex-wrap gap-1">
          {ticks.map((tick) => (
            <ToggleChip
              key={tick}
              isOn={ticked.has(tick)}
              onToggle={(isOn) => onTicked(ticks.filter((each) => (each === tick ? isOn : ticked.has(each))))}
            >
              {tick}
            </ToggleChip>
          ))}
        </fieldset>
      ) : (
        children
      )}
    </div>
  );
}
