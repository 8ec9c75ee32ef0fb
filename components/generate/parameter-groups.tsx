"use client";

import type { ReactNode } from "react";
import { changedCount, type Draft } from "@/lib/browser/drafts";
import { type Field, type ParameterGroup, type ParameterKey, parameterGroups } from "@/lib/domain/parameters";
import type { ParameterValue } from "@/lib/domain/request";
import { ParameterField } from "./parameter-field";

export interface SetParameter {
  onValue: (key: ParameterKey, value: ParameterValue | undefined) => void;
  onUnread: (key: ParameterKey, text: string | null) => void;
}

interface ParameterGroupsProps extends SetParameter {
  fields: readonly Field[];
  draft: Pick<Draft, "parameters" | "unread">;
  /** Whether each group stands under its name. */
  isTitled?: boolean;
  /** Stands with the last fields that are not switches. */
  last?: ReactNode;
}

const isSwitch = ({ definition }: Field) => definition.shape.kind === "toggle";

/** Fields by what they are about, in the order of the form: those that hold a value side by side, then the switches. */
export function ParameterGroups({
  fields,
  draft,
  onValue,
  onUnread,
  isTitled = false,
  last,
}: ParameterGroupsProps) {
  const draw = (field: Field) => (
    <ParameterField
      key={field.key}
      field={field}
      value={draft.parameters[field.key]}
      onChange={(value) => onValue(field.key, value)}
      unread={draft.unread[field.key]}
      onUnread={(text) => onUnread(field.key, text)}
    />
  );
  const block = (list: readonly Field[], end?: ReactNode) => (
    <>
      <div className="grid grid-cols-2 items-start gap-x-3 gap-y-2 empty:hidden">
        {list.filter((field) => !isSwitch(field)).map(draw)}
        {end}
      </div>
      <div className="flex flex-col empty:hidden">{list.filter(isSwitch).map(draw)}</div>
    </>
  );
  if (!isTitled) return <div className="flex flex-col gap-2">{block(fields, last)}</div>;
  const names = [...new Set(fields.map(({ definition }) => definition.group))];
  return (
    <div className="flex flex-col gap-4">
      {(Object.keys(parameterGroups) as ParameterGroup[])
        .filter((name) => names.includes(name))
        .map((name) => {
          const own = fields.filter(({ definition }) => definition.group === name);
          const changed = changedCount(own, draft.parameters);
          return (
            <section
              key={name}
              aria-label={parameterGroups[name] ?? undefined}
              className="flex flex-col gap-1.5"
            >
              {names.length > 1 && parameterGroups[name] ? (
                <h3 className="flex items-baseline justify-between text-11 font-medium text-muted">
                  {parameterGroups[name]}
                  {changed > 0 ? <span className="tabular">{changed} changed</span> : null}
                </h3>
              ) : null}
              {block(own)}
            </section>
          );
        })}
    </div>
  );
}
