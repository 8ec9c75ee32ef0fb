"use client";

import { ArrowLeftRight, ChevronDown, Link2, Link2Off } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { NumberField } from "@/components/ui/number-field";
import { Tooltip } from "@/components/ui/tooltip";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { type Draft, unreadProblem, valueProblem } from "@/lib/browser/drafts";
import { parameterDefinition } from "@/lib/domain/parameters";
import type { Parameters } from "@/lib/domain/request";
import {
  aspectRatios,
  linkedSide,
  megapixelWords,
  ratioOf,
  type Size,
  sizeForRatio,
  sizePresets,
} from "./size-presets";

interface SizeFieldProps {
  size: Pick<Parameters, "width" | "height">;
  onChange: (size: Partial<Size>) => void;
  /** What was typed in a side's place and is no number. */
  unread: Draft["unread"];
  onUnread: (side: "width" | "height", text: string | null) => void;
  /** What the model made of this size before, where that was another. */
  madeBefore: Size | null;
}

// The longer side of a ratio's drawing.
const glyphPixels = 14;

function RatioGlyph({ width, height }: Size) {
  const scale = glyphPixels / Math.max(width, height);
  return (
    <span
      aria-hidden="true"
      className="rounded-[1.5px] border-[1.5px] border-current"
      style={{ width: width * scale, height: height * scale }}
    />
  );
}

/** Width and height, by ratio, by what the picture is for, or by the pixel. Both empty: the model decides. */
export function SizeField({ size, onChange, unread, onUnread, madeBefore }: SizeFieldProps) {
  const [isLinked, setIsLinked] = useState(false);
  const ratio = ratioOf(size);
  const isAuto = size.width === undefined && size.height === undefined;

  const setSide = (side: "width" | "height", next: number | null) => {
    const other = side === "width" ? "height" : "width";
    const linked = isLinked && next !== null ? linkedSide(side, next, size) : null;
    onChange({ ...size, [side]: next ?? undefined, ...(linked === null ? {} : { [other]: linked }) });
  };
  const side = (key: "width" | "height") => (
    <NumberField
      label={parameterDefinition(key).label}
      help={<VisuallyHidden>{parameterDefinition(key).help}</VisuallyHidden>}
      value={size[key] ?? null}
      onChange={(next) => setSide(key, next)}
      min={1}
      step={16}
      unit="px"
      placeholder="Auto"
      unread={unread[key]}
      onUnread={(text) => onUnread(key, text)}
      error={
        unread[key] !== undefined
          ? unreadProblem(key, unread[key])
          : size[key] === undefined
            ? null
            : valueProblem(key, size[key])
      }
      className="grow"
    />
  );

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex min-h-5 items-center justify-between">
        <span className="flex items-baseline gap-2 text-12 font-medium text-soft">
          Size
          <span className="font-normal text-muted tabular">{megapixelWords(size)}</span>
        </span>
        <Menu
          align="end"
          trigger={
            <Button variant="ghost" size="s" className="-my-1 -mr-2 h-6 gap-1 text-muted">
              Usual sizes
              <ChevronDown size={13} aria-hidden="true" />
            </Button>
          }
        >
          {sizePresets.map(({ label, width, height }) => (
            <MenuItem
              key={label}
              icon={
                <span className="flex w-4 justify-center">
                  <RatioGlyph width={width} height={height} />
                </span>
              }
              onSelect={() => onChange({ width, height })}
            >
              <span className="flex gap-6">
                <span className="grow">{label}</span>
                <span className="text-muted tabular">
                  {width} × {height}
                </span>
              </span>
            </MenuItem>
          ))}
        </Menu>
      </div>
      <fieldset
        aria-label="Aspect ratio"
        className="grid grid-cols-9 gap-0.5 rounded-control bg-well p-0.5 shadow-[inset_0_0_0_1px_var(--line)]"
      >
        <RatioButton
          label="Auto"
          hint="The model decides"
          isOn={isAuto}
          onSelect={() => onChange({ width: undefined, height: undefined })}
        />
        {aspectRatios.map((each) => (
          <RatioButton
            key={each.label}
            label={each.label}
            hint={`${each.label} with about as many pixels`}
            isOn={ratio?.label === each.label}
            glyph={<RatioGlyph width={each.width} height={each.height} />}
            onSelect={() => onChange(sizeForRatio(each, size))}
          />
        ))}
      </fieldset>
      <div className="flex items-start gap-1">
        {side("width")}
        <div className="flex flex-col pt-6.5 touch:pt-6">
          <IconButton
            label="Swap the sides"
            icon={<ArrowLeftRight size={14} />}
            size="s"
            disabled={isAuto}
            onClick={() => onChange({ width: size.height, height: size.width })}
          />
        </div>
        {side("height")}
        <IconButton
          label="Keep the ratio"
          icon={isLinked ? <Link2 size={14} /> : <Link2Off size={14} />}
          size="s"
          className="mt-6.5 touch:mt-6"
          isPressed={isLinked}
          onClick={() => setIsLinked(!isLinked)}
        />
      </div>
      {madeBefore ? (
        <p className="flex items-start gap-2 text-12 text-muted">
          <span className="min-w-0 grow">
            Asked for this size before, this model made {madeBefore.width} × {madeBefore.height}.
          </span>
          <Button size="s" variant="ghost" className="-my-1" onClick={() => onChange(madeBefore)}>
            Ask for that
          </Button>
        </p>
      ) : null}
    </div>
  );
}

interface RatioButtonProps {
  label: string;
  hint: string;
  isOn: boolean;
  glyph?: React.ReactNode;
  onSelect: () => void;
}

function RatioButton({ label, hint, isOn, glyph, onSelect }: RatioButtonProps) {
  return (
    <Tooltip label={hint}>
      <button
        type="button"
        aria-pressed={isOn}
        aria-label={label}
        onClick={onSelect}
        className={classNames(
          "flex h-10 min-w-0 flex-col items-center justify-end gap-0.5 rounded-[3px] pb-0.5 text-11 transition-colors touch:h-12",
          isOn ? "bg-press text-text" : "text-muted hover:bg-hover hover:text-text",
        )}
      >
        {glyph ? (
          <span className="flex grow items-center">{glyph}</span>
        ) : (
          <span className="flex grow items-center text-12">✦</span>
        )}
        <span className="leading-none">{label}</span>
      </button>
    </Tooltip>
  );
}
