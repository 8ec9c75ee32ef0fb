"use client";

import { Minus, Plus } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { NumberField } from "@/components/ui/number-field";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { unreadProblem, valueProblem } from "@/lib/browser/drafts";
import { parameterDefinitions } from "@/lib/domain/parameters";

interface BatchFieldProps {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  /** What was typed in its place and is no number. */
  unread: string | undefined;
  onUnread: (text: string | null) => void;
}

const { label, help, layerDefault, shape } = parameterDefinitions.batchSize;
const dots = Array.from({ length: shape.max }, (_, index) => index + 1);

/** How many one click makes; left alone it is what Layer makes by itself. */
export function BatchField({ value, onChange, unread, onUnread }: BatchFieldProps) {
  const count = value ?? layerDefault;
  const step = (by: number) => onChange(Math.min(Math.max(count + by, shape.min), shape.max));
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex items-start gap-0.5">
        <NumberField
          label={label}
          help={<VisuallyHidden>{help}</VisuallyHidden>}
          value={value ?? null}
          onChange={(next) => onChange(next ?? undefined)}
          min={shape.min}
          max={shape.max}
          placeholder={String(layerDefault)}
          unread={unread}
          onUnread={onUnread}
          error={
            unread !== undefined
              ? unreadProblem("batchSize", unread)
              : value === undefined
                ? null
                : valueProblem("batchSize", value)
          }
          className="grow"
        />
        <IconButton
          label="One fewer"
          icon={<Minus size={14} />}
          size="s"
          className="mt-6.5 touch:mt-6"
          disabled={count <= shape.min}
          onClick={() => step(-1)}
        />
        <IconButton
          label="One more"
          icon={<Plus size={14} />}
          size="s"
          className="mt-6.5 touch:mt-6"
          disabled={count >= shape.max}
          onClick={() => step(1)}
        />
      </div>
      {/* For the pointer only: the field above is the same thing for keyboard and screen reader. */}
      <div aria-hidden="true" className="flex gap-px">
        {dots.map((dot) => (
          <button
            key={dot}
            type="button"
            tabIndex={-1}
            aria-label={String(dot)}
            onClick={() => onChange(dot)}
            className="group flex h-3 grow items-center justify-center"
          >
            <span
              className={classNames(
                "h-1 w-full rounded-full transition-colors group-hover:bg-text",
                dot <= count ? "bg-soft" : "bg-press",
              )}
            />
          </button>
        ))}
      </div>
    </div>
  );
}
