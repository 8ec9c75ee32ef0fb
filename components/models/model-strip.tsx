"use client";

import Link from "next/link";
import { ModalityGlyph } from "@/components/ui/modality-glyph";
import type { ModelSummary } from "@/lib/domain/model";

interface ModelStripProps {
  title: string;
  workspaceId: string;
  models: readonly ModelSummary[];
}

/** A line of models one comes back to. */
export function ModelStrip({ title, workspaceId, models }: ModelStripProps) {
  if (models.length === 0) return null;
  return (
    <section className="flex items-center gap-3">
      <h2 className="w-20 shrink-0 text-12 font-medium text-muted">{title}</h2>
      <ul aria-label={title} className="-mx-1 flex min-w-0 gap-1.5 overflow-x-auto p-1">
        {models.map((model) => (
          <li key={model.id} className="shrink-0">
            <Link
              href={`/w/${workspaceId}/models/${model.id}`}
              prefetch={false}
              className="flex h-7 items-center gap-1.5 rounded-control bg-panel px-2 text-12 text-soft shadow-[inset_0_0_0_1px_var(--line)] transition-colors hover:bg-hover hover:text-text touch:h-11 touch:px-3"
            >
              <ModalityGlyph modality={model.modality} size={14} className="text-muted" />
              {model.name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
