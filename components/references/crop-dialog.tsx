"use client";

import { RotateCcw, RotateCw } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Slider } from "@/components/ui/slider";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { useTurns } from "@/lib/browser/turns";
import { InputError, paintedFile } from "@/lib/browser/upload-input-work";
import type { PictureTarget } from "@/lib/domain/upload-check";
import {
  type Corner,
  type CropArea,
  fullArea,
  keptPixels,
  movedArea,
  resizedArea,
  shapedArea,
  turnedBox,
  wholeArea,
} from "./crop-geometry";

interface CropDialogProps {
  file: File;
  onCropped: (file: File) => void;
  onClose: () => void;
}

const shapes: ReadonlyArray<{ label: string; shape: number | null }> = [
  { label: "Free", shape: null },
  { label: "1:1", shape: 1 },
  { label: "4:3", shape: 4 / 3 },
  { label: "3:4", shape: 3 / 4 },
  { label: "16:9", shape: 16 / 9 },
  { label: "9:16", shape: 9 / 16 },
];

const corners: readonly Corner[] = ["nw", "ne", "sw", "se"];
const cornerPlaces: Record<Corner, string> = {
  nw: "-top-2 -left-2 cursor-nwse-resize",
  ne: "-top-2 -right-2 cursor-nesw-resize",
  sw: "-bottom-2 -left-2 cursor-nesw-resize",
  se: "-right-2 -bottom-2 cursor-nwse-resize",
};

const targetOf = (type: string): PictureTarget =>
  type === "image/jpeg" || type === "image/webp" ? type : "image/png";

/** Cuts and turns a picture before it is uploaded: what is given back is a new file, the chosen one stays as it is. */
export function CropDialog({ file, onCropped, onClose }: CropDialogProps) {
  const [bitmap, setBitmap] = useState<ImageBitmap | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [quarters, setQuarters] = useState(0);
  const [tilt, setTilt] = useState(0);
  const [shape, setShape] = useState<number | null>(null);
  const [area, setArea] = useState<CropArea>(wholeArea);
  const [isBusy, setIsBusy] = useState(false);
  const beginCropping = useTurns();
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number; area: CropArea; corner: Corner | null } | null>(null);
  const helpId = useId();

  // An effect, because decoding is the browser's and takes its time.
  useEffect(() => {
    let isGone = false;
    createImageBitmap(file, { imageOrientation: "from-image" }).then(
      (opened) => (isGone ? opened.close() : setBitmap(opened)),
      () => setProblem("This picture cannot be opened in this browser."),
    );
    return () => {
      isGone = true;
    };
  }, [file]);
  // An effect, because the decoded picture is memory that only closing gives back.
  useEffect(() => () => bitmap?.close(), [bitmap]);

  const degrees = quarters * 90 + tilt;
  const box = bitmap ? turnedBox(bitmap.width, bitmap.height, degrees) : { width: 4, height: 3 };
  const boxRatio = box.width / box.height;
  const kept = keptPixels(area, box);

  // An effect, because a canvas is drawn on, not rendered.
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !bitmap || !canvas.current) return;
    // Twice the largest size it is shown at is enough for any screen.
    const scale = Math.min(1, 1_400 / Math.max(box.width, box.height));
    canvas.current.width = Math.max(1, Math.round(box.width * scale));
    canvas.current.height = Math.max(1, Math.round(box.height * scale));
    context.scale(scale, scale);
    context.translate(box.width / 2, box.height / 2);
    context.rotate((degrees * Math.PI) / 180);
    context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
  }, [bitmap, degrees, box.width, box.height]);

  const settle = (nextQuarters: number, nextTilt: number, nextShape: number | null) => {
    setQuarters(nextQuarters);
    setTilt(nextTilt);
    setShape(nextShape);
    if (!bitmap) return;
    const turned = nextQuarters * 90 + nextTilt;
    const nextBox = turnedBox(bitmap.width, bitmap.height, turned);
    const full = fullArea(bitmap.width, bitmap.height, turned);
    setArea(nextShape === null ? full : shapedArea(full, nextShape, nextBox.width / nextBox.height));
  };

  const begin = (event: PointerEvent, corner: Corner | null) => {
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, area, corner };
  };
  const follow = (event: PointerEvent) => {
    const size = stage.current?.getBoundingClientRect();
    if (!drag.current || !size) return;
    const [byX, byY] = [
      (event.clientX - drag.current.x) / size.width,
      (event.clientY - drag.current.y) / size.height,
    ];
    const { corner, area: from } = drag.current;
    setArea(corner ? resizedArea(from, corner, byX, byY, shape, boxRatio) : movedArea(from, byX, byY));
  };
  const end = () => {
    drag.current = null;
  };
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, readonly [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const part = event.altKey ? 0.002 : 0.02;
    const [byX, byY] = [step[0] * part, step[1] * part];
    setArea(event.shiftKey ? resizedArea(area, "se", byX, byY, shape, boxRatio) : movedArea(area, byX, byY));
  };

  const apply = async () => {
    if (!bitmap) return;
    const isWanted = beginCropping();
    setIsBusy(true);
    try {
      const size = { widthPixels: kept.width, heightPixels: kept.height };
      const cropped = await paintedFile(file, targetOf(file.type), size, (context) => {
        context.translate(box.width / 2 - kept.left, box.height / 2 - kept.top);
        context.rotate((degrees * Math.PI) / 180);
        context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
      });
      if (isWanted()) onCropped(cropped);
    } catch (error) {
      setProblem(error instanceof InputError ? error.message : "This picture cannot be written here.");
      setIsBusy(false);
    }
  };
  const percent = (part: number) => `${part * 100}%`;

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Crop and rotate"
      description={`${file.name}: what you keep is uploaded, your own file stays as it is.`}
      size="l"
      actions={
        <>
          <span role="status" className="mr-auto self-center text-12 text-muted tabular">
            {bitmap ? `${kept.width} × ${kept.height}` : null}
          </span>
          <Button variant="ghost" onClick={onClose}>
            Keep as it is
          </Button>
          <Button variant="primary" disabled={!bitmap || isBusy} onClick={() => void apply()}>
            {isBusy ? "Cropping…" : "Use this part"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="flex h-[min(50dvh,28rem)] items-center justify-center overflow-hidden rounded-tile bg-canvas p-4">
          {problem ? (
            <p role="alert" className="text-13 text-danger">
              {problem}
            </p>
          ) : null}
          <div
            ref={stage}
            className={bitmap ? "relative max-h-full max-w-full touch-none" : "hidden"}
            style={{
              aspectRatio: String(boxRatio),
              ...(boxRatio > 1.55 ? { width: "100%" } : { height: "100%" }),
            }}
          >
            <canvas ref={canvas} aria-hidden="true" className="size-full" />
            {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- A rectangle that is moved in two directions has no role of its own. */}
            <div
              role="application"
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- Its arrow keys are how the frame is moved.
              tabIndex={0}
              data-autofocus
              aria-label={`Part that is kept, ${kept.width} by ${kept.height} pixels`}
              aria-describedby={helpId}
              onPointerDown={(event) => begin(event, null)}
              onPointerMove={follow}
              onPointerUp={end}
              onPointerCancel={end}
              onKeyDown={press}
              style={{
                left: percent(area.x),
                top: percent(area.y),
                width: percent(area.width),
                height: percent(area.height),
              }}
              className="absolute cursor-move shadow-[0_0_0_9999px_rgb(0_0_0/0.55)] outline-1 outline-white [clip-path:none] focus-visible:outline-2 focus-visible:outline-accent-text"
            >
              <div
                aria-hidden="true"
                className="absolute inset-0 grid grid-cols-3 grid-rows-3 *:border-[0.5px] *:border-white/30"
              >
                {Array.from({ length: 9 }, (_, cell) => (
                  <span key={cell} />
                ))}
              </div>
              {corners.map((corner) => (
                <span
                  key={corner}
                  aria-hidden="true"
                  onPointerDown={(event) => begin(event, corner)}
                  onPointerMove={follow}
                  onPointerUp={end}
                  className={`absolute size-4 rounded-full border border-black/40 bg-white touch:size-7 ${cornerPlaces[corner]}`}
                />
              ))}
            </div>
          </div>
        </div>
        <p id={helpId} className="text-12 text-muted">
          Drag the frame or its corners. Arrow keys move it, with Shift they resize it, with Alt by less.
        </p>
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
          <fieldset className="flex flex-wrap gap-1">
            <legend className="mb-1 text-12 text-soft">Shape</legend>
            {shapes.map((choice) => (
              <ToggleChip
                key={choice.label}
                isOn={shape === choice.shape}
                onToggle={() => settle(quarters, tilt, choice.shape)}
              >
                {choice.label}
              </ToggleChip>
            ))}
          </fieldset>
          <div className="flex items-end gap-1">
            <IconButton
              label="Turn left by 90°"
              icon={<RotateCcw size={16} />}
              variant="secondary"
              onClick={() => settle((quarters + 3) % 4, tilt, shape)}
            />
            <IconButton
              label="Turn right by 90°"
              icon={<RotateCw size={16} />}
              variant="secondary"
              onClick={() => settle((quarters + 1) % 4, tilt, shape)}
            />
          </div>
          <Slider
            className="min-w-40 grow"
            label="Straighten"
            value={tilt}
            min={-45}
            max={45}
            step={0.5}
            valueText={`${tilt} degrees`}
            aside={<span className="text-12 text-muted tabular">{tilt}°</span>}
            onChange={(next) => settle(quarters, next, shape)}
          />
        </div>
      </div>
    </Dialog>
  );
}
