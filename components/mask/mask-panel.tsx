"use client";

import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { NumberField } from "@/components/ui/number-field";
import { Segmented } from "@/components/ui/segmented";
import { Slider } from "@/components/ui/slider";
import { Switch } from "@/components/ui/switch";
import { ToggleChip } from "@/components/ui/toggle-chip";
import {
  type EditorChoices,
  overlayColourNames,
  overlayColours,
  placeFromSize,
  sizeFromPlace,
} from "./editor-choices";
import {
  extendedSize,
  extensionStepPixels,
  hasMargins,
  heldMargins,
  marginSides,
  marginsForShape,
} from "./extension";
import type { MaskTool } from "./mask-painter";
import { type Margins, noMargins } from "./mask-plane";
import type { Size } from "./mask-view";

interface MaskPanelProps {
  className: string;
  tool: MaskTool;
  picture: Size;
  sizePixels: number;
  onSize: (sizePixels: number) => void;
  takesAway: boolean;
  onTakesAway: (takesAway: boolean) => void;
  choices: EditorChoices;
  onChoices: (change: Partial<EditorChoices>) => void;
  feather: number;
  onFeather: (pixels: number) => void;
  margins: Margins;
  onMargins: (margins: Margins) => void;
  onExtend: () => void;
}

// Beyond this a feather is wider than what anybody masks; the form takes any number.
const mostFeatherPixels = 256;

const shapes = [
  { label: "1:1", shape: 1 },
  { label: "4:3", shape: 4 / 3 },
  { label: "3:4", shape: 3 / 4 },
  { label: "16:9", shape: 16 / 9 },
  { label: "9:16", shape: 9 / 16 },
];

const sideLabels = { left: "Left", top: "Top", right: "Right", bottom: "Bottom" } as const;

/** What the tool in hand can be set to, and how what is painted looks. */
export function MaskPanel({
  className,
  tool,
  picture,
  sizePixels,
  onSize,
  takesAway,
  onTakesAway,
  choices,
  onChoices,
  feather,
  onFeather,
  margins,
  onMargins,
  onExtend,
}: MaskPanelProps) {
  const most = Math.max(picture.width, picture.height);
  const percent = (part: number) => Math.round(part * 100);
  const isBrush = tool === "brush" || tool === "eraser";
  return (
    <div
      className={classNames(
        "flex shrink-0 flex-col gap-4 overflow-y-auto border-line bg-panel p-3 max-md:max-h-[40dvh] max-md:border-t md:w-56 md:border-l",
        className,
      )}
    >
      {isBrush ? (
        <>
          <Slider
            label="Size"
            value={placeFromSize(sizePixels, most)}
            min={0}
            max={100}
            step={1}
            valueText={`${sizePixels} pixels`}
            aside={<span className="text-12 text-muted tabular">{sizePixels} px</span>}
            onChange={(place) => onSize(sizeFromPlace(place, sizePixels, most))}
          />
          <Slider
            label="Hardness"
            value={percent(choices.hardness)}
            min={0}
            max={100}
            step={1}
            valueText={`${percent(choices.hardness)} percent`}
            aside={<span className="text-12 text-muted tabular">{percent(choices.hardness)}%</span>}
            onChange={(value) => onChoices({ hardness: value / 100 })}
          />
          <Switch
            label="Pen pressure sets size"
            isOn={choices.usesPressure}
            onChange={(usesPressure) => onChoices({ usesPressure })}
          />
        </>
      ) : null}
      {tool === "lasso" || tool === "rectangle" ? (
        <Segmented
          label="What the outline does"
          value={takesAway ? "remove" : "add"}
          onChange={(value) => onTakesAway(value === "remove")}
          choices={[
            { value: "add", label: "Adds" },
            { value: "remove", label: "Takes away" },
          ]}
        />
      ) : null}
      {tool === "extend" ? (
        <div className="flex flex-col gap-3">
          <p className="text-12 text-muted">
            Draw the edges outwards, or type by how much. What is new is transparent, and masked to be
            painted.
          </p>
          <fieldset className="flex flex-wrap gap-1">
            <legend className="mb-1 text-12 text-soft">Shape</legend>
            {shapes.map(({ label, shape }) => (
              <ToggleChip
                key={label}
                isOn={false}
                aria-pressed={undefined}
                onToggle={() => onMargins(marginsForShape(picture, shape))}
              >
                {label}
              </ToggleChip>
            ))}
          </fieldset>
          <div className="grid grid-cols-2 gap-2">
            {marginSides.map((side) => (
              <NumberField
                key={side}
                label={sideLabels[side]}
                unit="px"
                min={0}
                step={extensionStepPixels}
                value={margins[side]}
                onChange={(value) => onMargins(heldMargins({ ...margins, [side]: value ?? 0 }, picture))}
              />
            ))}
          </div>
          <p role="status" aria-label="Extended size" className="text-12 text-soft tabular">
            {extendedSize(picture, margins).width} × {extendedSize(picture, margins).height}
          </p>
          <div className="flex gap-2">
            <Button variant="primary" disabled={!hasMargins(margins)} onClick={onExtend}>
              Extend
            </Button>
            <Button variant="ghost" disabled={!hasMargins(margins)} onClick={() => onMargins(noMargins)}>
              Reset
            </Button>
          </div>
        </div>
      ) : (
        <>
          <Slider
            label="Feather"
            value={Math.min(feather, mostFeatherPixels)}
            min={0}
            max={mostFeatherPixels}
            step={1}
            valueText={`${feather} pixels`}
            aside={<span className="text-12 text-muted tabular">{feather} px</span>}
            help="Layer blurs the mask's edge by so much. Shown when the hand is lifted."
            onChange={onFeather}
          />
          <fieldset className="flex flex-wrap gap-1.5">
            <legend className="mb-1 text-12 text-soft">Colour of what is painted</legend>
            {overlayColourNames.map((name) => (
              <label
                key={name}
                title={overlayColours[name].label}
                className="relative flex size-7 items-center justify-center rounded-full has-checked:shadow-[inset_0_0_0_2px_var(--text)] has-focus-visible:outline-2 has-focus-visible:outline-accent-text touch:size-11"
              >
                <input
                  type="radio"
                  name="overlay-colour"
                  checked={choices.colour === name}
                  onChange={() => onChoices({ colour: name })}
                  className="absolute inset-0 appearance-none rounded-full outline-none"
                />
                <span
                  className="size-4 rounded-full shadow-[0_0_0_1px_var(--line)] touch:size-6"
                  style={{ background: `rgb(${overlayColours[name].rgb.join(" ")})` }}
                />
                <span className="sr-only">{overlayColours[name].label}</span>
              </label>
            ))}
          </fieldset>
          <Slider
            label="Opacity"
            value={percent(choices.opacity)}
            min={5}
            max={100}
            step={5}
            valueText={`${percent(choices.opacity)} percent`}
            aside={<span className="text-12 text-muted tabular">{percent(choices.opacity)}%</span>}
            onChange={(value) => onChoices({ opacity: value / 100 })}
          />
        </>
      )}
    </div>
  );
}
