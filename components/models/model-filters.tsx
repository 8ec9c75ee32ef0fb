"use client";

import { ModalityGlyph } from "@/components/ui/modality-glyph";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { type ChangeOf, toggled } from "@/lib/browser/choices";
import { modalities, modalityLabels } from "@/lib/domain/modality";
import { capabilityFilters, type ModelQuery } from "@/lib/domain/model";

interface ModelFiltersProps {
  query: ModelQuery;
  onChange: (change: ChangeOf<ModelQuery>) => void;
}

export function ModelFilters({ query, onChange }: ModelFiltersProps) {
  return (
    <div className="-mx-1 flex items-center gap-1.5 overflow-x-auto p-1 [scrollbar-width:none] lg:flex-wrap">
      <fieldset aria-label="Kind of media" className="flex gap-1.5">
        {modalities.map((modality) => (
          <ToggleChip
            key={modality}
            isOn={query.modality === modality}
            onToggle={(isOn) => onChange({ modality: isOn ? modality : null })}
            icon={<ModalityGlyph modality={modality} size={14} />}
          >
            {modalityLabels[modality]}
          </ToggleChip>
        ))}
      </fieldset>
      <span aria-hidden="true" className="mx-1 h-4 w-px shrink-0 bg-line" />
      <fieldset aria-label="Able to" className="flex gap-1.5 lg:contents">
        {capabilityFilters.map(({ key, label }) => (
          <ToggleChip
            key={key}
            isOn={query.capabilities.includes(key)}
            onToggle={() => onChange((now) => ({ capabilities: toggled(now.capabilities, key) }))}
          >
            {label}
          </ToggleChip>
        ))}
      </fieldset>
    </div>
  );
}
