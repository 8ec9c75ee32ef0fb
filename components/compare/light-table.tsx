"use client";

import { ArrowLeft, Blend, Columns2, Grid2x2, Pause, Play, SplitSquareHorizontal } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type CSSProperties, useRef, useState } from "react";
import { Button, buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Slider } from "@/components/ui/slider";
import { useArrivalFocus } from "@/components/ui/use-arrival-focus";
import { clockWords } from "@/components/viewers/time-words";
import { fitted, type Zoom } from "@/components/viewers/zoom";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { useWallBehind } from "@/lib/browser/wall-behind";
import { assetKind } from "@/lib/domain/asset";
import { comparePath } from "@/lib/domain/compare";
import { assetKeyOf } from "@/lib/domain/marks";
import type { Compared } from "./compared";
import { ComparedCell } from "./compared-cell";
import { type PairMode, PicturePair } from "./picture-pair";
import { settingDifferences } from "./setting-differences";
import { useSyncedClips } from "./synced-clips";

interface LightTableProps {
  workspaceId: string;
  compared: readonly Compared[];
  /** Named by the address and not to be found. */
  missingCount: number;
}

type Mode = "side" | PairMode;

const placeOf = ({ generation, asset }: Compared) => ({
  generationId: generation.id,
  position: asset.position,
});

/** Columns that leave the cells largest on a wide screen. */
const columnsFor = (count: number) => (count <= 3 ? count : count === 4 ? 2 : 3);

/** Two to nine results looked at as one: they zoom, move, turn and play together. */
export function LightTable({ workspaceId, compared, missingCount }: LightTableProps) {
  const router = useRouter();
  const [mode, setMode] = useState<Mode>("side");
  const [zoom, setZoom] = useState<Zoom>(fitted);
  const [orbit, setOrbit] = useState<string | null>(null);
  const [divide, setDivide] = useState(0.5);
  const [showsSecond, setShowsSecond] = useState<boolean | null>(null);
  const [gain, setGain] = useState(4);
  const [pair, setPair] = useState<[number, number]>([0, 1]);
  const clips = useSyncedClips();

  const pictures = compared.flatMap(({ asset }, index) => (assetKind(asset) === "image" ? [index] : []));
  const canPair = pictures.length >= 2;
  const hasClips = compared.some(({ asset }) => assetKind(asset) === "video");
  const shown: Mode = canPair ? mode : "side";
  const inPair = (index: number, otherwise: number) =>
    pictures.includes(index) ? index : (pictures[otherwise] ?? 0);
  const [a, b] = [inPair(pair[0], 0), inPair(pair[1], 1)];
  const [first, second] = [compared[a], compared[b]];
  const heading = useRef<HTMLHeadingElement>(null);
  useArrivalFocus(heading, `${shown} ${compared.length}`);
  const isWallBehind = useWallBehind();
  const leave = () => {
    if (isWallBehind()) router.back();
    else router.push(`/w/${workspaceId}/gallery`);
  };

  useShortcuts("Light table", [
    { keys: "escape", label: "Back to the gallery", run: leave },
    ...(canPair
      ? [
          { keys: "1", label: "Side by side", run: () => setMode("side") },
          { keys: "2", label: "Slider", run: () => setMode("slider") },
          { keys: "3", label: "Blink", run: () => setMode("blink") },
          { keys: "4", label: "Difference", run: () => setMode("difference") },
        ]
      : []),
    ...(shown === "blink"
      ? [{ keys: "space", label: "The other picture", run: () => setShowsSecond((last) => !last) }]
      : hasClips
        ? [{ keys: "space", label: "Play or pause all", run: clips.toggle }]
        : []),
  ]);

  if (compared.length === 0)
    return (
      <EmptyState
        icon={<Columns2 size={32} strokeWidth={1.25} aria-hidden="true" />}
        title="Nothing to compare"
        action={
          <Link href={`/w/${workspaceId}/gallery`} className={buttonClasses("primary")}>
            Open the gallery
          </Link>
        }
      >
        {missingCount > 0
          ? "What this address names is not in this workspace's history."
          : "Select two to nine results in the gallery and press C."}
      </EmptyState>
    );

  const differences = settingDifferences(compared.map(({ generation }) => generation));
  const columns = columnsFor(compared.length);
  return (
    <article className="flex min-h-full flex-col">
      <header className="sticky top-0 z-10 flex min-h-11 flex-wrap items-center gap-2 border-b border-line bg-panel px-2 py-1">
        <Link
          href={`/w/${workspaceId}/gallery`}
          scroll={false}
          prefetch={false}
          className={buttonClasses("ghost", "s")}
          aria-keyshortcuts="Escape"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || !isWallBehind()) return;
            event.preventDefault();
            router.back();
          }}
        >
          <ArrowLeft size={16} aria-hidden="true" />
          Gallery
        </Link>
        <h1 ref={heading} tabIndex={-1} className="text-13 text-soft outline-none">
          Compare {compared.length}
          {missingCount > 0 ? (
            <span className="text-warning"> · {missingCount} not in this workspace's history</span>
          ) : null}
        </h1>
        <span className="grow" />
        {canPair ? (
          <Segmented
            label="How to compare"
            value={shown}
            onChange={setMode}
            isIconOnly
            choices={[
              { value: "side", label: "Side by side", icon: <Grid2x2 size={14} aria-hidden="true" /> },
              {
                value: "slider",
                label: "Slider",
                icon: <SplitSquareHorizontal size={14} aria-hidden="true" />,
              },
              { value: "blink", label: "Blink", icon: <Columns2 size={14} aria-hidden="true" /> },
              { value: "difference", label: "Difference", icon: <Blend size={14} aria-hidden="true" /> },
            ]}
          />
        ) : null}
        <Button
          size="s"
          variant="ghost"
          // On a phone it would need a line of its own, for nothing.
          className="max-md:disabled:hidden"
          onClick={() => setZoom(fitted)}
          disabled={zoom.scale <= 1.001}
        >
          Fit all
        </Button>
      </header>

      <section
        aria-label="Light table"
        className="flex h-[calc(100dvh-8.5rem)] shrink-0 flex-col gap-1 p-1 max-md:h-auto"
      >
        {shown === "side" || !first || !second ? (
          <ol
            className="grid min-h-0 grow auto-rows-fr grid-cols-1 gap-1 md:grid-cols-(--columns)"
            style={{ "--columns": `repeat(${columns}, minmax(0, 1fr))` } as CSSProperties}
          >
            {compared.map((item, index) => (
              <ComparedCell
                key={assetKeyOf(placeOf(item))}
                item={item}
                index={index}
                zoom={zoom}
                onZoom={setZoom}
                hasZoomKeys={index === pictures[0]}
                orbit={orbit}
                onOrbit={setOrbit}
                holdClip={clips.hold}
                withoutHref={
                  compared.length > 2
                    ? comparePath(workspaceId, compared.filter((other) => other !== item).map(placeOf))
                    : null
                }
              />
            ))}
          </ol>
        ) : (
          <>
            <div
              data-ground="chequer"
              className="min-h-0 grow overflow-hidden rounded-control bg-well max-md:h-96 max-md:grow-0"
            >
              <PicturePair
                key={`${a}:${b}`}
                mode={shown}
                first={first}
                second={second}
                zoom={zoom}
                onZoom={setZoom}
                divide={divide}
                onDivide={setDivide}
                showsSecond={showsSecond}
                gain={gain}
              />
            </div>
            <div className="flex flex-wrap items-end gap-3 rounded-control bg-panel px-2 py-1.5">
              {pictures.length > 2
                ? (["A", "B"] as const).map((name, side) => (
                    <Select
                      key={name}
                      label={name}
                      className="w-24"
                      value={String(side === 0 ? a : b)}
                      onChange={(next) => setPair(side === 0 ? [Number(next), b] : [a, Number(next)])}
                      choices={pictures.map((index) => ({ value: String(index), label: `${index + 1}` }))}
                    />
                  ))
                : null}
              {shown === "slider" ? (
                <Slider
                  label="Divider"
                  className="min-w-40 grow"
                  value={Math.round(divide * 100)}
                  min={0}
                  max={100}
                  step={1}
                  valueText={`${Math.round(divide * 100)} percent of A`}
                  onChange={(next) => setDivide(next / 100)}
                />
              ) : null}
              {shown === "blink" ? (
                <>
                  <Button onClick={() => setShowsSecond((last) => !last)}>
                    {showsSecond === null ? "Flip by hand" : showsSecond ? "Showing B" : "Showing A"}
                  </Button>
                  <Button
                    variant="ghost"
                    disabled={showsSecond === null}
                    onClick={() => setShowsSecond(null)}
                  >
                    Blink by itself
                  </Button>
                </>
              ) : null}
              {shown === "difference" ? (
                <Slider
                  label="Strength"
                  className="min-w-40 grow"
                  value={gain}
                  min={1}
                  max={16}
                  step={1}
                  valueText={`${gain} times`}
                  onChange={setGain}
                />
              ) : null}
            </div>
          </>
        )}
        {hasClips && shown === "side" ? (
          <div className="flex items-center gap-2 rounded-control bg-panel px-2 py-1">
            <IconButton
              label={clips.isPlaying ? "Pause all" : "Play all"}
              shortcut="space"
              icon={clips.isPlaying ? <Pause size={16} /> : <Play size={16} />}
              onClick={clips.toggle}
            />
            <input
              type="range"
              aria-label="Position in all clips"
              aria-valuetext={`${clips.seconds.toFixed(2)} seconds`}
              min={0}
              max={clips.length || 1}
              step={0.04}
              value={Math.min(clips.seconds, clips.length || 1)}
              onChange={(event) => clips.seek(event.currentTarget.valueAsNumber)}
              className="h-5 grow accent-(--accent) touch:h-11"
            />
            <span className="text-12 text-muted tabular">
              {clockWords(clips.seconds)} / {clockWords(clips.length)}
            </span>
          </div>
        ) : null}
      </section>

      <section aria-label="What differs" className="overflow-x-auto p-3">
        <h2 className="mb-2 text-12 font-medium text-muted">What differs</h2>
        {differences.length === 0 ? (
          <p className="text-13 text-soft">Nothing that was asked for: the same settings, another draw.</p>
        ) : (
          <table className="min-w-full text-12 tabular">
            <thead>
              <tr className="text-left text-11 text-muted">
                <th scope="col" className="py-1 pr-4 font-medium">
                  <span className="sr-only">Setting</span>
                </th>
                {compared.map((item, index) => (
                  <th key={assetKeyOf(placeOf(item))} scope="col" className="px-2 py-1 font-medium">
                    {index + 1}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {differences.map(({ label, values }) => (
                <tr key={label} className="border-t border-line align-top">
                  <th scope="row" className="py-1.5 pr-4 text-left font-normal whitespace-nowrap text-soft">
                    {label}
                  </th>
                  {values.map((value, index) => (
                    <td
                      // The columns are the compared results and keep their order.
                      key={index}
                      className="max-w-72 px-2 py-1.5 wrap-anywhere text-text"
                    >
                      <span className="line-clamp-6">{value ?? "–"}</span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </article>
  );
}
