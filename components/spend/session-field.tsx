"use client";

import { useId } from "react";
import { TextField } from "@/components/ui/text-field";
import { maxSessionNameCharacters } from "@/lib/domain/parameters";

interface SessionFieldProps {
  value: string;
  /** Sessions used here before, newest first. */
  suggestions: readonly string[];
  onChange: (value: string) => void;
}

export function SessionField({ value, suggestions, onChange }: SessionFieldProps) {
  const listId = useId();
  const isOver = value.trim().length > maxSessionNameCharacters;
  return (
    <>
      <TextField
        label="Session"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        placeholder="None"
        list={listId}
        autoComplete="off"
        error={isOver ? `Session must be at most ${maxSessionNameCharacters} characters.` : null}
      />
      <datalist id={listId}>
        {suggestions.map((suggestion) => (
          <option key={suggestion}>{suggestion}</option>
        ))}
      </datalist>
    </>
  );
}
