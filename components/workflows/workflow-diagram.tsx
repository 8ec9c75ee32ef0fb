import { ArrowRight } from "lucide-react";
import type { Modality } from "@/lib/domain/modality";
import type { Workflow } from "@/lib/domain/workflow";
import { WorkflowGlyph } from "./workflow-glyph";

/** More would make the card a list. */
const maxShown = 4;

/** A file an output makes is best told by what kind of media the workflow is for. */
const outputType = (type: string, modality: Modality | null) =>
  type === "file" && modality ? modality : type;

/** What goes in and what comes out, at a glance. */
export function WorkflowDiagram({ workflow }: { workflow: Workflow }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-3 rounded-control bg-well p-2.5 text-left">
      <Column
        label="Takes"
        items={workflow.inputs.map(({ name, label, type, isRequired }) => ({
          name,
          label,
          type,
          isRequired,
        }))}
      />
      <ArrowRight size={14} aria-hidden="true" className="text-faint" />
      <Column
        label="Makes"
        items={workflow.outputs.map(({ name, label, type }) => ({
          name,
          label,
          type: outputType(type, workflow.modality),
          isRequired: true,
        }))}
      />
    </div>
  );
}

interface ColumnItem {
  name: string;
  label: string;
  type: string;
  isRequired: boolean;
}

function Column({ label, items }: { label: string; items: readonly ColumnItem[] }) {
  const shown = items.length > maxShown ? items.slice(0, maxShown - 1) : items;
  return (
    <ul aria-label={label} className="flex min-w-0 flex-col gap-1">
      {shown.map((item) => (
        <li
          key={item.name}
          className={`flex min-w-0 items-center gap-1.5 text-12 ${item.isRequired ? "text-soft" : "text-muted"}`}
        >
          <WorkflowGlyph type={item.type} />
          <span className="truncate">{item.label}</span>
        </li>
      ))}
      {items.length > shown.length ? (
        <li className="pl-5 text-12 text-muted">{items.length - shown.length} more</li>
      ) : null}
    </ul>
  );
}
