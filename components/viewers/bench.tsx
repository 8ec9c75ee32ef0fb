"use client";

import { Pause, Play, StepBack, StepForward } from "lucide-react";
import { type CSSProperties, type ReactNode, useEffect, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { Slider } from "@/components/ui/slider";
import { Switch } from "@/components/ui/switch";
import { shownPath } from "@/lib/browser/queries";
import { useShortcuts } from "@/lib/browser/shortcuts";
import type { Asset } from "@/lib/domain/asset";
import type { AssetOwner } from "./asset-owner";
import { type BenchTest, benchTests, benchTestsFor } from "./bench-tests";
import { LoopSeam } from "./loop-seam";
import { spritePosition, spriteStep } from "./sprite-frame";

interface BenchProps {
  generation: AssetOwner;
  asset: Asset;
  test: BenchTest;
  onTest: (test: BenchTest) => void;
}

/** A result where it will live: small, repeated, played, looped, and seen by other eyes. */
export function Bench({ generation, asset, test, onTest }: BenchProps) {
  const src = shownPath(generation, asset);
  const tests = benchTestsFor(asset);
  return (
    <div className="flex size-full flex-col bg-well">
      <div className="flex shrink-0 justify-center overflow-x-auto p-2">
        <Segmented
          label="Bench"
          value={test}
          onChange={onTest}
          choices={tests.map((value) => ({ value, label: benchTests[value] }))}
        />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What is larger than its room is scrolled by keys too. */}
      <section aria-label="On the bench" tabIndex={0} className="min-h-0 grow overflow-auto">
        {test === "icons" ? <IconSizes src={src} /> : null}
        {test === "tiles" ? <Tiles src={src} asset={asset} /> : null}
        {test === "sprite" ? <FlipBook src={src} asset={asset} /> : null}
        {test === "sight" ? <Sight src={src} asset={asset} /> : null}
        {test === "seam" ? <LoopSeam key={src} src={src} asset={asset} /> : null}
      </section>
    </div>
  );
}

const iconSizes = [16, 24, 32, 48, 64, 96, 128] as const;
const iconGrounds = [
  { name: "Dark", className: "bg-[#16181c]" },
  { name: "Light", className: "bg-[#f4f4f5]" },
  { name: "Chequer", className: "bg-viewer-chequer" },
] as const;

function IconSizes({ src }: { src: string }) {
  return (
    <div className="mx-auto flex w-fit max-w-full flex-col gap-2 p-4">
      {iconGrounds.map(({ name, className }) => (
        <section
          key={name}
          aria-label={`On ${name.toLowerCase()}`}
          className={classNames("flex flex-wrap items-end gap-5 rounded-tile p-5", className)}
        >
          {iconSizes.map((size) => (
            <figure key={size} className="flex flex-col items-center gap-2">
              <img
                src={src}
                alt={`${size} pixels on ${name.toLowerCase()}`}
                width={size}
                height={size}
                className="object-contain"
                style={{ width: size, height: size }}
              />
              <figcaption className="rounded-control bg-black/70 px-1 text-11 text-white tabular">
                {size}
              </figcaption>
            </figure>
          ))}
        </section>
      ))}
    </div>
  );
}

const aspectOf = ({ widthPixels, heightPixels }: Asset) =>
  widthPixels && heightPixels ? widthPixels / heightPixels : 1;

const backgroundOf = (src: string) => `url(${JSON.stringify(src)})`;

function Tiles({ src, asset }: { src: string; asset: Asset }) {
  const [count, setCount] = useState<"3" | "5">("3");
  const [isHalf, setIsHalf] = useState(false);
  const tiles = Number(count);
  // Half a tile, in CSS's own terms: a share of what the picture does not fill.
  const half = `${(0.5 / (1 - tiles)) * 100}%`;
  return (
    <div className="flex h-full min-h-80 flex-col items-center gap-3 p-3">
      <div className="flex flex-wrap items-center gap-4">
        <Segmented
          label="Tiles"
          value={count}
          onChange={setCount}
          choices={[
            { value: "3", label: "3 × 3" },
            { value: "5", label: "5 × 5" },
          ]}
        />
        <Switch label="Offset by half a tile" isOn={isHalf} onChange={setIsHalf} />
      </div>
      <div className="flex min-h-0 w-full grow items-center justify-center" style={{ containerType: "size" }}>
        <div
          role="img"
          aria-label={`The picture repeated ${tiles} by ${tiles}${isHalf ? ", offset by half a tile" : ""}`}
          style={{
            width: `min(100cqw, 100cqh * ${aspectOf(asset)})`,
            aspectRatio: aspectOf(asset),
            backgroundImage: backgroundOf(src),
            backgroundSize: `${100 / tiles}% ${100 / tiles}%`,
            backgroundPosition: isHalf ? `${half} ${half}` : "0 0",
          }}
        />
      </div>
    </div>
  );
}

function FlipBook({ src, asset }: { src: string; asset: Asset }) {
  const [rows, setRows] = useState(4);
  const [columns, setColumns] = useState(4);
  const [frames, setFrames] = useState(16);
  const [fps, setFps] = useState(12);
  const [isOnion, setIsOnion] = useState(false);
  const [isPlaying, setIsPlaying] = useState(true);
  const [frame, setFrame] = useState(0);
  const used = Math.min(frames, rows * columns);
  const sheet = { rows, columns, frames: used };
  const shown = frame % used;
  // An effect, because the flip-book keeps the screen's own time.
  useEffect(() => {
    if (!isPlaying) return undefined;
    let last = performance.now();
    let handle = requestAnimationFrame(function turn(now) {
      const by = Math.floor(((now - last) / 1_000) * fps);
      if (by > 0) {
        last += (by * 1_000) / fps;
        setFrame((before) => spriteStep(before, by, used));
      }
      handle = requestAnimationFrame(turn);
    });
    return () => cancelAnimationFrame(handle);
  }, [isPlaying, fps, used]);
  const step = (by: number) => {
    setIsPlaying(false);
    setFrame((before) => spriteStep(before, by, used));
  };
  useShortcuts("Flip-book", [
    { keys: "space", label: "Play or pause", run: () => setIsPlaying(!isPlaying) },
    { keys: ",", label: "A frame back", repeats: true, run: () => step(-1) },
    { keys: ".", label: "A frame on", repeats: true, run: () => step(1) },
  ]);
  const resize = (nextRows: number, nextColumns: number) => {
    setRows(nextRows);
    setColumns(nextColumns);
    setFrames(nextRows * nextColumns);
    setFrame(0);
  };
  const aspect = (aspectOf(asset) * rows) / columns;
  const cell = (which: number, opacity: number): CSSProperties => ({
    backgroundImage: backgroundOf(src),
    backgroundSize: `${columns * 100}% ${rows * 100}%`,
    backgroundPosition: spritePosition(sheet, spriteStep(which, 0, used)),
    opacity,
  });
  return (
    <div className="flex h-full min-h-96 flex-col gap-3 p-3">
      <div className="flex min-h-40 grow items-center justify-center" style={{ containerType: "size" }}>
        <div
          role="img"
          aria-label={`Frame ${shown + 1} of ${used}`}
          className="relative bg-viewer-chequer"
          style={{ width: `min(100cqw, 100cqh * ${aspect})`, aspectRatio: aspect }}
        >
          {isOnion ? (
            <>
              <span className="absolute inset-0" style={cell(shown - 1, 0.35)} />
              <span className="absolute inset-0" style={cell(shown + 1, 0.25)} />
            </>
          ) : null}
          <span className="absolute inset-0" style={cell(shown, isOnion ? 0.75 : 1)} />
        </div>
      </div>
      <div className="mx-auto flex w-full max-w-3xl flex-wrap items-end gap-x-4 gap-y-2">
        <div className="flex items-center">
          <IconButton
            label={isPlaying ? "Pause" : "Play"}
            shortcut="space"
            icon={isPlaying ? <Pause size={16} /> : <Play size={16} />}
            onClick={() => setIsPlaying(!isPlaying)}
          />
          <IconButton
            label="A frame back"
            shortcut=","
            icon={<StepBack size={16} />}
            onClick={() => step(-1)}
          />
          <IconButton
            label="A frame on"
            shortcut="."
            icon={<StepForward size={16} />}
            onClick={() => step(1)}
          />
          <span className="px-2 text-12 text-muted tabular">
            {shown + 1} / {used}
          </span>
        </div>
        <Slider
          label="Rows"
          className="w-32"
          value={rows}
          min={1}
          max={16}
          step={1}
          onChange={(next) => resize(next, columns)}
        />
        <Slider
          label="Columns"
          className="w-32"
          value={columns}
          min={1}
          max={16}
          step={1}
          onChange={(next) => resize(rows, next)}
        />
        <Slider
          label="Frames"
          className="w-32"
          value={used}
          min={1}
          max={rows * columns}
          step={1}
          onChange={setFrames}
        />
        <Slider
          label="Frames a second"
          className="w-32"
          value={fps}
          min={1}
          max={60}
          step={1}
          onChange={setFps}
        />
        <Switch label="Onion skin" isOn={isOnion} onChange={setIsOnion} />
      </div>
    </div>
  );
}

// Machado, Oliveira and Fernandes 2009, the whole loss of one kind of cone, for linear light; grey is luminance.
const sights = [
  { name: "As made", matrix: null },
  {
    name: "Values only",
    matrix: "0.2126 0.7152 0.0722 0 0 0.2126 0.7152 0.0722 0 0 0.2126 0.7152 0.0722 0 0 0 0 0 1 0",
  },
  {
    name: "No red cones",
    matrix:
      "0.152286 1.052583 -0.204868 0 0 0.114503 0.786281 0.099216 0 0 -0.003882 -0.048116 1.051998 0 0 0 0 0 1 0",
  },
  {
    name: "No green cones",
    matrix:
      "0.367322 0.860646 -0.227968 0 0 0.280085 0.672501 0.047413 0 0 -0.01182 0.04294 0.968881 0 0 0 0 0 1 0",
  },
  {
    name: "No blue cones",
    matrix:
      "1.255528 -0.076749 -0.178779 0 0 -0.078411 0.930809 0.147602 0 0 0.004733 0.691367 0.3039 0 0 0 0 0 1 0",
  },
] as const;

function Sight({ src, asset }: { src: string; asset: Asset }) {
  const isClip = asset.contentType.startsWith("video/");
  const medium = (name: string, style: CSSProperties): ReactNode =>
    isClip ? (
      <video src={src} muted loop autoPlay playsInline aria-label={name} className="w-full" style={style} />
    ) : (
      <img src={src} alt={name} className="w-full" style={style} />
    );
  return (
    <div className="grid grid-cols-2 gap-2 p-2 lg:grid-cols-3">
      <svg aria-hidden="true" className="absolute size-0">
        <title>Filters</title>
        {sights.map(({ matrix }, index) =>
          matrix ? (
            <filter key={matrix} id={`sight-${index}`} colorInterpolationFilters="linearRGB">
              <feColorMatrix type="matrix" values={matrix} />
            </filter>
          ) : null,
        )}
      </svg>
      {sights.map(({ name, matrix }, index) => (
        <figure key={name} className="flex flex-col gap-1">
          {medium(name, matrix ? { filter: `url(#sight-${index})` } : {})}
          <figcaption className="text-12 text-muted">{name}</figcaption>
        </figure>
      ))}
    </div>
  );
}
