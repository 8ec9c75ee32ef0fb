"use client";

import { TextArea } from "@/components/ui/text-area";
import { groupedDigits } from "@/lib/domain/grouped-digits";
import { parameterDefinition } from "@/lib/domain/parameters";

interface PromptFieldProps {
  value: string;
  maxCharacters: number;
  onChange: (value: string) => void;
  placeholder: string;
  /** What there is to know of this model's prompts. */
  note: string | null;
}

// Counting is only of use when the end is near.
const countFromShare = 0.9;

export function PromptField({ value, maxCharacters, onChange, placeholder, note }: PromptFieldProps) {
  const isNear = value.length > maxCharacters * countFromShare;
  const isOver = value.length > maxCharacters;
  return (
    <TextArea
      label={parameterDefinition("prompt").label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      placeholder={placeholder}
      minLines={note ? 2 : 5}
      help={note}
      maxLines={18}
      spellCheck
      error={isOver ? `${groupedDigits(value.length - maxCharacters)} characters too many.` : null}
      aside={
        isNear ? (
          <span className="text-12 text-muted tabular">
            {groupedDigits(value.length)} / {groupedDigits(maxCharacters)}
          </span>
        ) : null
      }
    />
  );
}
