"use client";

import { memo, useMemo } from "react";
import { controlFor, defaultProblem, type FormValue } from "@/lib/browser/input-control";
import type { SchemaProblem } from "@/lib/domain/value-schema";
import type { WorkflowInput } from "@/lib/domain/workflow";
import { ControlField } from "./control-field";

interface InputFieldProps {
  workspaceId: string;
  input: WorkflowInput;
  value: FormValue;
  problem: SchemaProblem | null;
  onChange: (name: string, change: (last: FormValue) => FormValue) => void;
  onLeave: (name: string) => void;
}

/** One input of a workflow, asked for as its type and schema call for. */
export const InputField = memo(function InputField({
  workspaceId,
  input,
  value,
  problem,
  onChange,
  onLeave,
}: InputFieldProps) {
  const control = useMemo(() => controlFor(input), [input]);
  const badDefault = useMemo(() => defaultProblem(input), [input]);
  return (
    <div
      data-wrong={problem !== null}
      // Left as a whole: going from one entry of a list to the next is not yet the end of it.
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onLeave(input.name);
      }}
    >
      <ControlField
        workspaceId={workspaceId}
        label={input.label}
        description={input.description}
        isRequired={input.isRequired}
        control={control}
        value={value}
        problem={problem}
        onChange={(change) => onChange(input.name, change)}
      />
      {badDefault ? (
        <p className="mt-1 text-12 text-warning">
          {badDefault} {input.isRequired ? "Give another." : "Left empty, the workflow decides."}
        </p>
      ) : null}
    </div>
  );
});
