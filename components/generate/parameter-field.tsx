"use client";

import { RotateCcw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { valueProblem } from "@/lib/browser/drafts";
import type { Field } from "@/lib/domain/parameters";
import type { ParameterValue, VideoEffect } from "@/lib/domain/request";
import { FieldHint } from "./field-hint";

interface ParameterFieldProps {
  field: Field;
  value: ParameterValue | undefined;
  onChange: (value: ParameterValue | undefined) => void;
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

// What is left out is Layer's to decide; where Layer says what it does then, that stands in the field's place.
const unset = (field: Field) =>
  field.definition.layerDefault === null ? "Auto" : String(field.definition.layerDefault);

/** One parameter as its definition describes it. An empty field is left to Layer. */
export function ParameterField({ field, value, onChange }: ParameterFieldProps) {
  const { definition, key, allowedNumbers } = field;
  const { shape } = definition;
  const help = <VisuallyHidden>{definition.help}</VisuallyHidden>;
  const error = value === undefined ? null : valueProblem(key, value);

  if (allowedNumbers) {
    const choices = allowedNumbers.map((number) => ({
      value: String(number),
      label: definition.unit ? `${number} ${definition.unit}` : String(number),
    }));
    // A length from another model's run is shown as what it is, not as another.
    const stray = typeof value === "number" && !allowedNumbers.includes(value);
    return (
      <FieldHint help={definition.help}>
        <Select
          label={definition.label}
          help={help}
          value={typeof value === "number" ? String(value) : ""}
          onChange={(text) => onChange(text === "" ? undefined : Number(text))}
          error={stray ? `This model makes ${allowedNumbers.join(", ")} ${definition.unit ?? ""}.` : null}
          choices={[
            { value: "", label: unset(field) },
            ...(stray ? [{ value: String(value), label: `${value} ${definition.unit ?? ""}` }] : []),
            ...choices,
          ]}
        />
      </FieldHint>
    );
  }

  switch (shape.kind) {
    case "integer":
    case "number":
      return (
        <FieldHint help={definition.help}>
          <NumberField
            label={definition.label}
            help={help}
            value={typeof value === "number" ? value : null}
            onChange={(next) => onChange(next ?? undefined)}
            {...(shape.min === undefined && shape.above === undefined
              ? {}
              : { min: shape.min ?? (shape.kind === "integer" ? 1 : 0) })}
            {...(shape.max === undefined ? {} : { max: shape.max })}
            {...(shape.kind === "number" ? { step: shape.step } : {})}
            {...(definition.unit === undefined ? {} : { unit: definition.unit })}
            placeholder={unset(field)}
            error={error}
          />
        </FieldHint>
      );
    case "choice":
      return (
        <FieldHint help={definition.help}>
          <Select
            label={definition.label}
            help={help}
            value={typeof value === "string" ? value : ""}
            onChange={(text) => onChange(shape.choices.find((choice) => choice === text))}
            choices={[
              { value: "", label: unset(field) },
              ...shape.choices.map((choice) => ({ value: choice, label: capitalised(choice) })),
            ]}
          />
        </FieldHint>
      );
    case "toggle":
      return (
        <div className="relative">
          <FieldHint help={definition.help}>
            <Switch
              label={definition.label}
              help={help}
              isOn={value === true}
              onChange={(isOn) => onChange(isOn)}
            />
          </FieldHint>
          {value === undefined ? null : (
            <IconButton
              label="Leave it to the model"
              icon={<RotateCcw size={13} />}
              size="s"
              className="absolute top-1/2 right-10 -translate-y-1/2 touch:right-14"
              onClick={() => onChange(undefined)}
            />
          )}
        </div>
      );
    case "effects":
      return (
        <KeptEffects
          label={definition.label}
          effects={value as VideoEffect[] | undefined}
          onChange={onChange}
        />
      );
    // The prompt and the seed have fields of their own.
    case "text":
    case "seed":
      return null;
  }
}

/** Effects that came with a run's settings: shown, so that nothing is sent unseen, and removable. */
function KeptEffects({
  label,
  effects,
  onChange,
}: {
  label: string;
  effects: VideoEffect[] | undefined;
  onChange: (value: ParameterValue | undefined) => void;
}) {
  if (!effects || effects.length === 0) return null;
  return (
    <div className="flex items-center gap-2 text-12">
      <p className="min-w-0 grow text-soft">
        {label}:{" "}
        {effects
          .map(({ type, weight }) => `${type.replaceAll("_", " ")}${weight === null ? "" : ` ${weight}`}`)
          .join(", ")}
      </p>
      <Button size="s" variant="ghost" onClick={() => onChange(undefined)}>
        Remove
      </Button>
    </div>
  );
}
