"use client";

import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { type IgnoredField, valueWords } from "@/lib/domain/parameters";
import type { Parameters } from "@/lib/domain/request";

interface IgnoredFieldsProps {
  ignored: readonly IgnoredField[];
  parameters: Parameters;
  onRemove: (key: IgnoredField["key"]) => void;
}

/** What is set and has no use with this model: kept for the next one, not sent, and said so. */
export function UnusedSettings({ ignored, parameters, onRemove }: IgnoredFieldsProps) {
  if (ignored.length === 0) return null;
  return (
    <section aria-label="Not used by this model" className="flex flex-col gap-0.5 text-12 text-muted">
      <h3 className="font-medium">Kept, not used by this model</h3>
      <ul>
        {ignored.map(({ key, definition, reason }) => {
          const value = parameters[key];
          return (
            <li key={key} className="flex min-h-7 items-center gap-2 touch:min-h-11">
              <span className="min-w-0 grow truncate">
                {definition.label}
                {value === undefined ? "" : `: ${valueWords(key, value)}`}
                {` · ${reason}`}
              </span>
              <IconButton
                label={`Remove ${definition.label}`}
                icon={<X size={13} />}
                size="s"
                onClick={() => onRemove(key)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What other models of this kind know and this one does not: greyed, with the reason. */
export function LackingFields({ ignored }: Pick<IgnoredFieldsProps, "ignored">) {
  const reasons = [...new Set(ignored.map(({ reason }) => reason))];
  if (reasons.length === 0) return null;
  return (
    <section aria-label="Not for this model" className="flex flex-col gap-1 text-12 text-muted">
      <h3 className="text-11 font-medium">Not for this model</h3>
      <dl className="flex flex-col gap-0.5">
        {reasons.map((reason) => (
          <div key={reason}>
            <dt className="inline text-soft">
              {ignored
                .filter((field) => field.reason === reason)
                .map(({ definition }) => definition.label)
                .join(", ")}
            </dt>
            <dd className="inline"> {reason}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
