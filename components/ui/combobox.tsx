"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronDown } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { Field, inputClasses } from "./field";
import { popupClasses } from "./popup-classes";

export interface ComboboxChoice {
  value: string;
  label: string;
  /** Drawn after the label, muted. */
  hint?: ReactNode;
}

interface ComboboxProps {
  label: string;
  value: ComboboxChoice | null;
  onChange: (choice: ComboboxChoice | null) => void;
  choices: readonly ComboboxChoice[];
  /** Given when the choices are searched for elsewhere; otherwise they are filtered here by their labels. */
  onQueryChange?: (query: string) => void;
  placeholder?: string;
  emptyText?: string;
  isLabelHidden?: boolean;
  className?: string;
}

/** A choice among many, found by typing. */
export function Combobox({
  label,
  value,
  onChange,
  choices,
  onQueryChange,
  placeholder,
  emptyText = "Nothing matches.",
  isLabelHidden = false,
  className,
}: ComboboxProps) {
  const id = useId();
  return (
    <Base.Root
      id={id}
      items={choices}
      value={value}
      onValueChange={onChange}
      onInputValueChange={(query) => onQueryChange?.(query)}
      isItemEqualToValue={(item, other) => item.value === other.value}
      itemToStringLabel={(item) => item.label}
      autoHighlight
      {...(onQueryChange ? { filter: null } : {})}
    >
      <Field
        id={id}
        label={label}
        isLabelHidden={isLabelHidden}
        {...(className === undefined ? {} : { className })}
      >
        <div className="relative flex">
          <Base.Input
            placeholder={placeholder}
            className={classNames(inputClasses, "h-8 pr-8 pl-2.5 touch:h-11 touch:text-16")}
          />
          <Base.Trigger
            aria-label={`Show choices for ${label}`}
            className="absolute inset-y-0 right-0 flex w-8 items-center justify-center text-muted"
          >
            <ChevronDown size={14} aria-hidden="true" />
          </Base.Trigger>
        </div>
      </Field>
      <Base.Portal>
        <Base.Positioner sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup
            className={classNames(
              popupClasses,
              "max-h-[min(20rem,var(--available-height))] w-(--anchor-width) overflow-y-auto",
            )}
          >
            <Base.Empty className="px-2 text-muted not-empty:py-1.5">{emptyText}</Base.Empty>
            <Base.List>
              {(choice: ComboboxChoice) => (
                <Base.Item
                  key={choice.value}
                  value={choice}
                  className="flex min-h-7 items-center gap-2 rounded-control px-2 py-1 text-soft outline-none select-none data-highlighted:bg-hover data-highlighted:text-text touch:min-h-11"
                >
                  <span className="grow truncate">{choice.label}</span>
                  {choice.hint ? <span className="text-12 text-muted">{choice.hint}</span> : null}
                  <Base.ItemIndicator>
                    <Check size={14} aria-hidden="true" />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
