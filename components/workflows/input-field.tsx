"use client";

import type { ReactNode } from "react";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import type { WorkflowInput } from "@/lib/domain/workflow";
import { FileInput } from "./file-input";
import { FileListInput } from "./file-list-input";
import { controlFor, type FormValue } from "./input-control";
import { countWords, rangeWords } from "./range-words";

interface InputFieldProps {
  workspaceId: string;
  input: WorkflowInput;
  value: FormValue;
  error: string | null;
  onChange: (change: (last: FormValue) => FormValue) => void;
  onBlur: () => void;
}

/** One input of a workflow, asked for as its type and schema call for. */
export function InputField({ workspaceId, input, value, error, onChange: change, onBlur }: InputFieldProps) {
  const control = controlFor(input);
  const { label, isRequired } = input;
  const onChange = (next: FormValue) => change(() => next);
  const help = input.description || null;
  // Said by `required` to a screen reader, so that it is not part of the name.
  const mark = isRequired ? <RequiredMark /> : null;
  const named: ReactNode = (
    <>
      {label} {mark}
    </>
  );
  switch (control.kind) {
    case "text":
      return control.isLong ? (
        <TextArea
          label={named}
          help={help}
          error={error}
          required={isRequired}
          minLines={3}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={onBlur}
        />
      ) : (
        <TextField
          label={named}
          help={help}
          error={error}
          required={isRequired}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={onBlur}
        />
      );
    case "number":
      return (
        <NumberField
          label={label}
          aside={mark}
          help={[help, rangeWords(control)].filter(Boolean).join(" ") || null}
          error={error}
          step={control.step}
          {...(control.min === null ? {} : { min: control.min })}
          {...(control.max === null ? {} : { max: control.max })}
          value={typeof value === "number" ? value : null}
          onChange={onChange}
        />
      );
    case "toggle":
      return <Switch label={label} help={help} isOn={value === true} onChange={onChange} />;
    case "choice":
      return (
        <Select
          label={named}
          help={help}
          error={error}
          required={isRequired}
          value={typeof value === "string" ? value : ""}
          onChange={(next) => onChange(next === "" ? null : next)}
          onBlur={onBlur}
          choices={[
            ...(typeof value === "string" && isRequired
              ? []
              : [{ value: "", label: isRequired ? "Choose one" : "The workflow's own choice" }]),
            ...control.choices.map(({ key, label: text }) => ({ value: key, label: text })),
          ]}
        />
      );
    case "file":
      return (
        <FileInput
          workspaceId={workspaceId}
          label={label}
          labelNode={named}
          help={help}
          error={error}
          value={typeof value === "object" && !Array.isArray(value) ? value : null}
          onChange={onChange}
        />
      );
    case "files":
      return (
        <FileListInput
          workspaceId={workspaceId}
          label={label}
          labelNode={named}
          help={[help, countWords(control.min, control.max)].filter(Boolean).join(" ") || null}
          error={error}
          max={control.max}
          value={Array.isArray(value) ? value : []}
          onChange={(changeFiles) => change((last) => changeFiles(Array.isArray(last) ? last : []))}
        />
      );
    case "lines":
      return (
        <TextArea
          label={named}
          help={[help, "One a line."].filter(Boolean).join(" ")}
          error={error}
          required={isRequired}
          minLines={3}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={onBlur}
        />
      );
    case "json":
      return (
        <TextArea
          label={named}
          help={[help, "Given as JSON."].filter(Boolean).join(" ")}
          error={error}
          required={isRequired}
          minLines={3}
          spellCheck={false}
          style={{ fontFamily: "var(--font-mono)" }}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={onBlur}
        />
      );
  }
}

function RequiredMark() {
  return (
    <span aria-hidden="true" className="text-11 font-normal text-muted">
      required
    </span>
  );
}
