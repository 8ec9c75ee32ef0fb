"use client";

import { AudioLines, Box, ChevronsUpDown, FileText, Film, Image as ImageIcon, Shapes } from "lucide-react";
import { Tooltip } from "@/components/ui/tooltip";
import { type Modality, modalityLabel } from "@/lib/domain/modality";
import type { ModelSummary } from "@/lib/domain/model";
import { timingWords } from "@/lib/domain/model-words";

const icons: Record<string, typeof Box> = {
  image: ImageIcon,
  video: Film,
  threeD: Box,
  audio: AudioLines,
  text: FileText,
};

export function ModalityIcon({ modality, size = 16 }: { modality: Modality; size?: number }) {
  const Icon = icons[modality] ?? Shapes;
  return <Icon size={size} strokeWidth={1.6} aria-hidden="true" />;
}

interface ModelCardProps {
  model: Pick<ModelSummary, "name" | "modality" | "timing" | "baseModel">;
  onChange: () => void;
}

/** What the form is for, and the way to another. */
export function ModelCard({ model, onChange }: ModelCardProps) {
  return (
    <Tooltip label="Change the model" shortcut="mod+m">
      <button
        type="button"
        onClick={onChange}
        aria-haspopup="dialog"
        aria-label={`Model: ${model.name}. Change`}
        className="flex w-full items-center gap-3 rounded-tile bg-raised p-2 text-left transition-colors hover:bg-hover active:bg-press"
      >
        <span className="flex size-10 shrink-0 items-center justify-center rounded-control bg-press text-soft">
          <ModalityIcon modality={model.modality} size={18} />
        </span>
        <span className="flex min-w-0 grow flex-col">
          <span className="truncate text-14 font-medium">{model.name}</span>
          <span className="truncate text-12 text-muted">
            {[modalityLabel(model.modality), model.timing && `usually ${timingWords(model.timing)}`]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        <ChevronsUpDown size={16} aria-hidden="true" className="mr-1 shrink-0 text-muted" />
      </button>
    </Tooltip>
  );
}
