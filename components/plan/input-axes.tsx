"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/text-area";
import { controlFor, type InputControl } from "@/lib/browser/input-control";
import { canVary, type InputAxis, readAxis } from "@/lib/browser/workflow-plan-rows";
import type { Workflow, WorkflowInput } from "@/lib/domain/workflow";
import { AxisCard } from "./axis-card";

type FileOf = Parameters<typeof readAxis>[2];

const maxAxes = 2;

interface InputAxesProps {
  workflow: Workflow;
  axes: readonly InputAxis[];
  fileOf: FileOf;
  onChange: (axes: InputAxis[]) => void;
}

/** One or two inputs of a workflow, each over several values. */
export function InputAxes({ workflow, axes, fileOf, onChange }: InputAxesProps) {
  const offered = workflow.inputs.filter(canVary);
  const free = offered.filter(({ name }) => !axes.some((axis) => axis.name === name));
  const [first] = free;
  return (
    <section aria-labelledby="plan-inputs" className="flex flex-col gap-2">
      <h2 id="plan-inputs" className="text-12 font-medium text-soft">
        Vary
      </h2>
      {axes.map((axis, index) => {
        const input = offered.find(({ name }) => name === axis.name);
        return input ? (
          <AxisField
            key={axis.name}
            input={input}
            axis={axis}
            choices={offered.filter(
              ({ name }) => name === axis.name || free.some((each) => each.name === name),
            )}
            fileOf={fileOf}
            onChange={(next) => onChange(axes.toSpliced(index, 1, next))}
            onRemove={() => onChange(axes.toSpliced(index, 1))}
          />
        ) : null;
      })}
      {axes.length < maxAxes && first ? (
        <Button
          size="s"
          className="self-start"
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => onChange([...axes, { name: first.name, text: "" }])}
        >
          {axes.length === 0 ? "Vary an input" : "Vary another"}
        </Button>
      ) : null}
      {offered.length === 0 ? (
        <p className="text-12 text-muted">No input of this workflow can be written as a list of values.</p>
      ) : null}
    </section>
  );
}

function ticksOf(control: InputControl): string[] | null {
  if (control.kind === "choice") return control.choices.map(({ label }) => label);
  return control.kind === "toggle" ? ["On", "Off"] : null;
}

function helpFor(control: InputControl): string {
  switch (control.kind) {
    case "number":
      return "A list, or a range such as 2..8 step 2.";
    case "file":
      return "Names or ids of files of this workspace, one a line.";
    case "files":
    case "several":
    case "lines":
      return "One run a line; several entries of it with semicolons between.";
    default:
      return "One value a line.";
  }
}

interface AxisFieldProps {
  input: WorkflowInput;
  axis: InputAxis;
  choices: readonly WorkflowInput[];
  fileOf: FileOf;
  onChange: (axis: InputAxis) => void;
  onRemove: () => void;
}

function AxisField({ input, axis, choices, fileOf, onChange, onRemove }: AxisFieldProps) {
  const control = controlFor(input);
  const { values, problems } = readAxis(input, axis.text, fileOf);
  return (
    <AxisCard
      kind="Input"
      name={input.label}
      value={axis.name}
      choices={choices.map(({ name, label }) => ({ value: name, label }))}
      onChoose={(name) => onChange({ name, text: "" })}
      onRemove={onRemove}
      ticks={ticksOf(control)}
      ticked={new Set(axis.text.split("\n").filter(Boolean))}
      onTicked={(ticks) => onChange({ ...axis, text: ticks.join("\n") })}
    >
      <TextArea
        label={`Values of ${input.label}`}
        isLabelHidden
        minLines={3}
        value={axis.text}
        onChange={(event) => onChange({ ...axis, text: event.currentTarget.value })}
        error={problems.join(" ") || null}
        help={
          values.length > 0
            ? `${values.length === 1 ? "1 value" : `${values.length} values`}. ${helpFor(control)}`
            : helpFor(control)
        }
      />
    </AxisCard>
  );
}
