"use client";

import { TextArea } from "@/components/ui/text-area";
import { parameterDefinition } from "@/lib/domain/parameters";

interface PromptFieldProps {
  value: string;
  maxCharacters: number;
  onChange: (value: string) => void;
  placeholder: string;
}

// Counting is only of use when the end is near.
const countFromShare = 0.9;

export function PromptField({ value, maxCharacters, onChange, placeholder }: PromptFieldProps) {
  const isNear = value.length > maxCharacters * countFromShare;
  const isOver = value.length > maxCharacters;
  return (
    <TextArea
      label={parameterDefinition("prompt").label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      placeholder={placeholder}
      minLines={5}
      maxLines={18}
      spellCheck
      error={isOver ? `${(value.length - maxCharacters).toLocaleString("en-US")} characters too many.` : null}
      aside={
        isNear ? (
          <span className="text-12 text-muted tabular">
            {value.length.toLocaleString("en-US")} / {maxCharacters.toLocaleString("en-US")}
          </span>
        ) : null
      }
    />
  );
}
