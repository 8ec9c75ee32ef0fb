"use client";

import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { TextField } from "./text-field";

interface SearchFieldProps
  extends Omit<ComponentProps<typeof TextField>, "type" | "icon" | "isLabelHidden" | "onChange"> {
  value: string;
  onChange: (text: string) => void;
}

/** A field that a list is searched by. Its label is for a screen reader: what is searched stands below. */
export function SearchField({ onChange, ...rest }: SearchFieldProps) {
  return (
    <TextField
      isLabelHidden
      type="search"
      autoComplete="off"
      icon={<Search size={15} aria-hidden="true" />}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...rest}
    />
  );
}
