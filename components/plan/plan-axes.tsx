"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { TextField } from "@/components/ui/text-field";
import type { PlanAxis } from "@/lib/browser/plan-rows";
import type { Model } from "@/lib/domain/model";
import { fieldsFor, type ParameterKey } from "@/lib/domain/parameters";
import {
  canSweep,
  readSweep,
  type SweepKey,
  sweepChoices,
  sweepExample,
  sweepKeys,
  sweepLabel,
} from "@/lib/domain/sweep";
import { AxisCard } from "./axis-card";

const maxAxes = 2;

interface PlanAxesProps {
  models: readonly Model[];
  axes: readonly PlanAxis[];
  onChange: (axes: PlanAxis[]) => void;
  isSeedShared: boolean;
  /** Null where a shared seed changes nothing. */
  onSeedShared: ((isShared: boolean) => void) | null;
}

/** One or two parameters, each over several values. */
export function PlanAxes({ models, axes, onChange, isSeedShared, onSeedShared }: PlanAxesProps) {
  const keySets = models.map((model) => new Set<ParameterKey>(fieldsFor(model).map(({ key }) => key)));
  const offered = sweepKeys.filter((key) => keySets.some((keys) => canSweep(key, keys)));
  const free = offered.filter((key) => !axes.some((axis) => axis.key === key));
  const set = (index: number, axis: PlanAxis) => onChange(axes.toSpliced(index, 1, axis));
  const [first] = free;
  return (
    <section aria-labelledby="plan-axes" className="flex flex-col gap-2">
      <h2 id="plan-axes" className="text-12 font-medium text-soft">
        Sweep
      </h2>
      {axes.map((axis, index) => (
        <AxisField
          key={axis.key}
          axis={axis}
          choices={offered.filter((key) => key === axis.key || free.includes(key))}
          onChange={(next) => set(index, next)}
          onRemove={() => onChange(axes.toSpliced(index, 1))}
        />
      ))}
      {axes.length < maxAxes && first ? (
        <Button
          size="s"
          className="self-start"
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => onChange([...axes, { key: first, text: "" }])}
        >
          {axes.length === 0 ? "Vary a parameter" : "Vary another"}
        </Button>
      ) : null}
      {onSeedShared ? (
        <Switch
          label="Same seed in every row"
          isOn={isSeedShared}
          onChange={onSeedShared}
          help="Only what is varied differs then."
        />
      ) : null}
    </section>
  );
}

interface AxisFieldProps {
  axis: PlanAxis;
  choices: readonly SweepKey[];
  onChange: (axis: PlanAxis) => void;
  onRemove: () => void;
}

function AxisField({ axis, choices, onChange, onRemove }: AxisFieldProps) {
  const label = sweepLabel(axis.key);
  const { values, problems } = readSweep(axis.key, axis.text);
  return (
    <AxisCard
      kind="Parameter"
      name={label}
      value={axis.key}
      choices={choices.map((key) => ({ value: key, label: sweepLabel(key) }))}
      onChoose={(key) => onChange({ key, text: "" })}
      onRemove={onRemove}
      ticks={sweepChoices(axis.key)}
      ticked={new Set(values.map((value) => value.label))}
      onTicked={(ticks) => onChange({ ...axis, text: ticks.join(", ") })}
    >
      <TextField
        label={`Values of ${label}`}
        isLabelHidden
        value={axis.text}
        autoComplete="off"
        placeholder={sweepExample(axis.key)}
        onChange={(event) => onChange({ ...axis, text: event.currentTarget.value })}
        error={problems.join(" ") || null}
        help={
          values.length > 0
            ? `${values.length === 1 ? "1 value" : `${values.length} values`}: ${values
                .slice(0, 6)
                .map((value) => value.label)
                .join(", ")}${values.length > 6 ? " …" : ""}`
            : axis.key === "size"
              ? "Sizes, with commas between."
              : "A list, or a range such as 20..60 step 10."
        }
      />
    </AxisCard>
  );
}
