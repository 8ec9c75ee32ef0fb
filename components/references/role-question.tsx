"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { heardElsewhere, useShortcuts } from "@/lib/browser/shortcuts";
import { referenceRoleLabel, referenceRoles } from "@/lib/domain/reference-roles";

interface RoleQuestionProps {
  count: number;
  roles: readonly string[];
  role: string;
  onRole: (role: string) => void;
  onClose: () => void;
}

/** Asks what dropped files are used as. They are on the form already, so that an answer is never owed. */
export function RoleQuestion({ count, roles, role, onRole, onClose }: RoleQuestionProps) {
  const group = useRef<HTMLFieldSetElement>(null);
  // An effect, because the answer to a drop is the next key, and focus is the browser's.
  useEffect(() => {
    group.current?.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
  }, []);
  useShortcuts("Dropped files", [
    ...heardElsewhere("Use them as that one", ...roles.slice(0, 9).map((_, at) => String(at + 1))),
    ...heardElsewhere("Leave them as they are", "escape"),
  ]);
  const press = (event: KeyboardEvent) => {
    const chosen = /^[1-9]$/.test(event.key) ? roles[Number(event.key) - 1] : undefined;
    if (!chosen && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (chosen) onRole(chosen);
    onClose();
  };
  return (
    <fieldset
      ref={group}
      onKeyDown={press}
      className="relative flex animate-enter flex-wrap gap-1 rounded-control bg-raised p-2 pr-9"
    >
      <legend className="sr-only">
        Use {count === 1 ? "the dropped file" : `the ${count} dropped files`} as
      </legend>
      <span aria-hidden="true" className="self-center pr-1 text-12 text-muted">
        Use as
      </span>
      {roles.map((choice, at) => (
        <ToggleChip
          key={choice}
          isOn={choice === role}
          title={referenceRoles[choice]?.help}
          onToggle={() => {
            onRole(choice);
            onClose();
          }}
        >
          {referenceRoleLabel(choice)}
          {at < 9 ? (
            <span aria-hidden="true" className="opacity-60 tabular">
              {at + 1}
            </span>
          ) : null}
        </ToggleChip>
      ))}
      <IconButton
        label="Leave the roles as they are"
        icon={<X size={14} />}
        size="s"
        className="absolute top-1.5 right-1"
        onClick={onClose}
      />
    </fieldset>
  );
}
