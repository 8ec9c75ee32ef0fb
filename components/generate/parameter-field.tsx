"use client";

import { RotateCcw } from "lucide-react";
import dynamic from "next/dynamic";
import { IconButton } from "@/components/ui/icon-button";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { lengthProblem, unreadProblem, valueProblem } from "@/lib/browser/drafts";
import { patiently } from "@/lib/browser/patiently";
import { capitalised, type Field, rangeWords } from "@/lib/domain/parameters";
import type { ParameterValue } from "@/lib/domain/request";
import { FieldHint } from "./field-hint";

interface ParameterFieldProps {
  field: Field;
  value: ParameterValue | undefined;
  onChange: (value: ParameterValue | undefined) => void;
  /** What was typed in a number's place and is none. */
  unread: string | undefined;
  onUnread: (text: string | null) => void;
}

const VideoEffects = dynamic(
  () => patiently(() => import("./video-effects")).then((part) => part.VideoEffects),
  {
    ssr: false,
    loading: () => <div className="h-8 touch:h-11" />,
  },
);

// What is left out is Layer's to decide; where Layer says what it does then, that stands in the field's place.
const unset = (field: Field) =>
  field.definition.layerDefault === null ? "Auto" : String(field.definition.layerDefault);

/** One parameter as its definition describes it. An empty field is left to Layer. */
export function ParameterField({ field, value, onChange, unread, onUnread }: ParameterFieldProps) {
  const { definition, key, allowedNumbers } = field;
  const { shape } = definition;
  const hint = [definition.help, rangeWords(definition)].filter(Boolean).join(" ");
  const help = <VisuallyHidden>{hint}</VisuallyHidden>;
  const error =
    unread !== undefined ? unreadProblem(key, unread) : value === undefined ? null : valueProblem(key, value);

  if (allowedNumbers) {
    const choices = allowedNumbers.map((number) => ({
      value: String(number),
      label: definition.unit ? `${number} ${definition.unit}` : String(number),
    }));
    // A length from another model's run is shown as what it is, not as another.
    const length = typeof value === "number" ? value : null;
    const strayProblem = length === null ? null : lengthProblem(field, length);
    return (
      <FieldHint help={hint}>
        <Select
          label={definition.label}
          help={help}
          value={typeof value === "number" ? String(value) : ""}
          onChange={(text) => onChange(text === "" ? undefined : Number(text))}
          error={strayProblem}
          choices={[
            { value: "", label: unset(field) },
            ...(strayProblem ? [{ value: String(length), label: `${length} ${definition.unit ?? ""}` }] : []),
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
        <FieldHint help={hint}>
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
            unread={unread}
            onUnread={onUnread}
            error={error}
          />
        </FieldHint>
      );
    case "choice":
      return (
        <FieldHint help={hint}>
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
          <FieldHint help={hint}>
            <Switch
              label={definition.label}
              // A thumb has no way to rest on a switch and read its hint.
              help={<span className="not-touch:sr-only">{hint}</span>}
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
        <VideoEffects
          effects={Array.isArray(value) ? value : []}
          onChange={(effects) => onChange(effects.length > 0 ? effects : undefined)}
        />
      );
    // The prompt and the seed have fields of their own.
    case "text":
    case "seed":
      return null;
  }
}
