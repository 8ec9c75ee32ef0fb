"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SearchField } from "@/components/ui/search-field";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { effectWords } from "@/lib/domain/parameters";
import type { VideoEffect } from "@/lib/domain/request";
import { foundEffects } from "./effect-groups";

interface EffectsDialogProps {
  effects: readonly VideoEffect[];
  onChange: (effects: VideoEffect[]) => void;
  onClose: () => void;
}

/** All of Layer's effects, to be found by name and switched on and off. */
export function EffectsDialog({ effects, onChange, onClose }: EffectsDialogProps) {
  const [search, setSearch] = useState("");
  const groups = foundEffects(search);
  const chosen = new Set(effects.map(({ type }) => type));
  const toggle = (type: string) =>
    onChange(
      chosen.has(type)
        ? effects.filter((effect) => effect.type !== type)
        : [...effects, { type, weight: null }],
    );
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Video effects"
      description="Camera moves and effects. Their weights are set on the form."
      size="l"
      position="top"
      actions={
        <>
          {effects.length > 0 ? (
            <Button variant="ghost" onClick={() => onChange([])}>
              Remove all
            </Button>
          ) : null}
          <Button onClick={onClose}>Done · {effects.length} chosen</Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 pt-1">
        <SearchField
          label="Search effects"
          placeholder="Search 91 effects"
          value={search}
          onChange={setSearch}
          onKeyDown={(event) => {
            const [only, ...rest] = groups.flatMap((group) => group.effects);
            // What is left of the list when there is no doubt about it.
            if (event.key !== "Enter" || only === undefined || rest.length > 0) return;
            event.preventDefault();
            toggle(only);
          }}
        />
        <div className="flex h-[min(26rem,52dvh)] flex-col gap-3 overflow-y-auto">
          {groups.map((group) => (
            <section key={group.title} aria-label={group.title} className="flex flex-col gap-1.5">
              <h3 className="text-12 font-medium text-muted">{group.title}</h3>
              <div className="flex flex-wrap gap-1">
                {group.effects.map((type) => (
                  <ToggleChip key={type} isOn={chosen.has(type)} onToggle={() => toggle(type)}>
                    {effectWords(type)}
                  </ToggleChip>
                ))}
              </div>
            </section>
          ))}
          {groups.length === 0 ? (
            <p role="status" className="py-6 text-center text-13 text-muted">
              No effect is called that. Try one word, such as “dolly”.
            </p>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}
