"use client";

import { Plus, RotateCcw, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Slider } from "@/components/ui/slider";
import { patiently } from "@/lib/browser/patiently";
import { effectWords, parameterDefinitions } from "@/lib/domain/parameters";
import type { VideoEffect } from "@/lib/domain/request";

const EffectsDialog = dynamic(
  () => patiently(() => import("./effects-dialog")).then((part) => part.EffectsDialog),
  {
    ssr: false,
  },
);

interface VideoEffectsProps {
  effects: readonly VideoEffect[];
  onChange: (effects: VideoEffect[]) => void;
}

// Where the thumb lies while Layer decides: the middle says neither little nor much.
const restingWeight = 50;

/** The effects of the clip, each with its weight; the way to the others. */
export function VideoEffects({ effects, onChange }: VideoEffectsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { label } = parameterDefinitions.videoEffects;
  const setWeight = (type: string, weight: number | null) =>
    onChange(effects.map((effect) => (effect.type === type ? { ...effect, weight } : effect)));
  return (
    <section aria-label={label} className="col-span-2 flex flex-col gap-1">
      <div className="flex min-h-8 items-center justify-between">
        <h3 className="text-12 font-medium text-soft">{label}</h3>
        <Button
          size="s"
          variant="ghost"
          icon={<Plus size={13} aria-hidden="true" />}
          aria-haspopup="dialog"
          onClick={() => setIsOpen(true)}
        >
          Choose effects
        </Button>
      </div>
      {effects.length > 0 ? (
        <ul aria-label="Chosen effects" className="flex flex-col gap-1">
          {effects.map(({ type, weight }) => {
            const name = effectWords(type);
            return (
              <li
                key={type}
                className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_2.25rem_auto] items-center gap-2 rounded-control bg-raised py-1 pr-1 pl-2.5"
              >
                <span className="truncate text-12" title={name}>
                  {name}
                </span>
                <Slider
                  label={`Weight of ${name}`}
                  isLabelHidden
                  value={weight ?? restingWeight}
                  min={0}
                  max={100}
                  step={1}
                  valueText={weight === null ? "Layer's own" : String(weight)}
                  onChange={(next) => setWeight(type, next)}
                />
                <span aria-hidden="true" className="text-right text-12 text-muted tabular">
                  {weight ?? "Auto"}
                </span>
                <span className="flex">
                  <IconButton
                    label={`Leave the weight of ${name} to Layer`}
                    icon={<RotateCcw size={13} />}
                    size="s"
                    disabled={weight === null}
                    onClick={() => setWeight(type, null)}
                  />
                  <IconButton
                    label={`Remove ${name}`}
                    icon={<X size={14} />}
                    size="s"
                    onClick={() => onChange(effects.filter((effect) => effect.type !== type))}
                  />
                </span>
              </li>
            );
          })}
        </ul>
      ) : null}
      {isOpen ? (
        <EffectsDialog effects={effects} onChange={onChange} onClose={() => setIsOpen(false)} />
      ) : null}
    </section>
  );
}
