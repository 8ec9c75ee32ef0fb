"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  ArrowLeft,
  ChevronLeft,
  ChevronRight,
  Columns2,
  Copy,
  Download,
  FlaskConical,
  FolderDown,
  ImagePlus,
  SlidersHorizontal,
  Workflow as WorkflowIcon,
} from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { Button, buttonClasses } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toast";
import { useArrivalFocus } from "@/components/ui/use-arrival-focus";
import { AssetView } from "@/components/viewers/asset-view";
import { type BenchTest, benchTestFrom, benchTestsFor } from "@/components/viewers/bench-tests";
import { copying } from "@/components/viewers/copying";
import { dragResult } from "@/components/viewers/drag-result";
import { generationPath, referencePath, settingsPath } from "@/components/viewers/generation-paths";
import { saving } from "@/components/viewers/saving";
import { SettleOutcome } from "@/components/viewers/settle-outcome";
import { shortened } from "@/components/viewers/shortened";
import { BreathingTile, OutcomeTile, RunLife } from "@/components/viewers/tile-state";
import { expectedTiles } from "@/components/viewers/tiles-of";
import { WorkflowMenu } from "@/components/viewers/workflow-menu";
import { problemFrom } from "@/lib/browser/api";
import { downloadArchive } from "@/lib/browser/archive";
import { download } from "@/lib/browser/download";
import { useListAround } from "@/lib/browser/list-around";
import { applyChanges } from "@/lib/browser/live-generations";
import { patiently } from "@/lib/browser/patiently";
import { assetPath, generationQuery, shownPath, thumbnailOf } from "@/lib/browser/queries";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { useTurns } from "@/lib/browser/turns";
import { uploadOnce } from "@/lib/browser/upload-once";
import { useWallBehind } from "@/lib/browser/wall-behind";
import { assetKind } from "@/lib/domain/asset";
import { comparePath } from "@/lib/domain/compare";
import { type Generation, generationTitle, isActive } from "@/lib/domain/generation";
import { assetKeyOf } from "@/lib/domain/marks";
import { Filmstrip, stripReach } from "./filmstrip";
import { type Frame, framesOf } from "./filmstrip-frames";
import { GenerationInspector } from "./generation-inspector";

// A script of its own, fetched by the first press that asks for it.
const Bench = dynamic(
  () => patiently(() => import("@/components/viewers/bench")).then((part) => part.Bench),
  { ssr: false },
);

const grounds = {
  black: "bg-viewer-black",
  grey: "bg-viewer-grey18",
  white: "bg-viewer-white",
  canvas: "bg-well",
  chequer: "bg-well",
} as const;

function addressOf(generation: Generation, position: number, bench: BenchTest | null): string {
  const path = generationPath(generation, position);
  return bench ? `${path}${path.includes("?") ? "&" : "?"}bench=${bench}` : path;
}

/** Above this a neighbour's original is not fetched ahead. */
const aheadBytes = 20_000_000;

/** One generation: its assets as large as the window allows, its settings and its receipt. */
export function GenerationView({ initial }: { initial: Generation }) {
  const router = useRouter();
  const search = useSearchParams();
  const { workspaceId } = initial;
  const { items, more } = useListAround(initial);
  // The arrows lead to another generation by its address alone: the server is not asked for a page that is here.
  const id = /\/gallery\/([0-9a-f-]{36})/.exec(usePathname())?.[1] ?? initial.id;
  const listed = items.find((item) => item.generation.id === id)?.generation;
  // A page that was fetched ahead may be older than what the wall has heard since.
  const isListNewer = id !== initial.id || (listed !== undefined && listed.revision > initial.revision);
  const { data: generation = initial } = useQuery({
    ...generationQuery(workspaceId, id),
    initialData: isListNewer ? listed : initial,
  });
  const client = useQueryClient();
  // An effect, because what the server drew the page with may be newer than what the tab's cache holds.
  useEffect(() => applyChanges(client, workspaceId, [initial]), [client, workspaceId, initial]);
  const heading = useRef<HTMLHeadingElement>(null);
  const [ground, setGround] = useState<keyof typeof grounds>("chequer");

  const assets = generation.status === "complete" ? generation.assets : [];
  const asked = Number(search.get("asset") ?? 0);
  const index = Math.max(
    0,
    assets.findIndex(({ position }) => position === asked),
  );
  const asset = assets[index];
  const galleryHref = `/w/${workspaceId}/gallery`;

  const benchable = asset ? benchTestsFor(asset) : [];
  const bench = asset ? benchTestFrom(search.get("bench"), asset) : null;
  const frames = useMemo(() => framesOf(items, generation, asset?.position ?? 0), [items, generation, asset]);
  const shownKey = assetKeyOf({ generationId: generation.id, position: asset?.position ?? 0 });
  const place = frames.findIndex(({ key }) => key === shownKey);
  useArrivalFocus(heading, `${shownKey} ${bench}`);

  /** In place of this one, so that Back leads to the gallery and not through every picture that was looked at. */
  function show(frame: Frame | undefined) {
    if (!frame) return;
    // Who judges on the bench goes on judging there.
    const next = frame.asset && bench && benchTestsFor(frame.asset).includes(bench) ? bench : null;
    window.history.replaceState(null, "", addressOf(frame.generation, frame.position, next));
  }

  const step = (by: 1 | -1) => show(place < 0 ? undefined : frames[place + by]);

  const askBeyond = useEffectEvent(() => {
    if (place < stripReach) more("newer");
    if (place > frames.length - 1 - stripReach) more("older");
  });
  // An effect, because what lies beyond the strip's ends and what is looked at next are requests.
  useEffect(() => {
    askBeyond();
    for (const next of [frames[place + 1], frames[place - 1]]) {
      if (!next?.asset || assetKind(next.asset) !== "image") continue;
      const small = thumbnailOf(next.generation, next.asset, 640);
      if (small) new Image().src = small;
      if ((next.asset.sizeBytes ?? 0) < aheadBytes) new Image().src = shownPath(next.generation, next.asset);
    }
  }, [frames, place]);

  const isWallBehind = useWallBehind();
  function leave() {
    if (isWallBehind()) router.back();
    else router.push(galleryHref, { scroll: false });
  }

  const canGoBack = place > 0;
  const canGoOn = place >= 0 && place < frames.length - 1;
  const saveAsset = () => {
    if (asset) void saving(download(assetPath(generation, asset.position, true)));
  };
  const isPicture = asset !== undefined && assetKind(asset) === "image";
  const copyAsset = () => {
    if (asset) void copying(assetPath(generation, asset.position));
  };
  const saveAll = () =>
    void saving(
      downloadArchive(
        workspaceId,
        assets.map(({ position }) => ({ generationId: id, position })),
      ),
    );

  function setBench(next: BenchTest | null) {
    if (!asset) return;
    window.history.replaceState(null, "", addressOf(generation, asset.position, next));
  }
  const toggleBench = () => setBench(bench ? null : (benchable[0] ?? null));

  const comparison =
    assets.length > 1
      ? comparePath(
          workspaceId,
          assets.map(({ position }) => ({ generationId: id, position })),
        )
      : null;

  const begin = useTurns();
  async function takeFrame(frame: Blob, seconds: number) {
    const name = `${shortened(title, 40)} at ${seconds.toFixed(2)} s.png`.replace(/[\\/:*?"<>|]/g, " ");
    const isWanted = begin();
    try {
      const fileId = await uploadOnce(workspaceId, new File([frame], name, { type: "image/png" }));
      const open = () => router.push(referencePath(workspaceId, fileId));
      if (isWanted()) open();
      else toast("The frame is among the uploads.", { label: "Use it", onSelect: open });
    } catch (error) {
      toast(`The frame was not uploaded. ${problemFrom(error).detail}`);
    }
  }

  const title = generationTitle(generation);
  // An effect, because the tab was named by the page that the server drew, and the arrows lead away from it.
  useEffect(() => {
    if (id !== initial.id) document.title = `${shortened(title, 60)} · Easel`;
  }, [id, initial.id, title]);
  useShortcuts("Result", [
    { keys: "arrowleft", label: "The result before", run: () => step(-1) },
    { keys: "arrowright", label: "The next result", run: () => step(1) },
    { keys: "escape", label: "Back to the gallery", run: leave },
    { keys: "s", label: "Use these settings", run: () => router.push(settingsPath(generation)) },
    {
      keys: "r",
      label: "Use as reference",
      run: () => {
        if (asset?.fileId) router.push(referencePath(workspaceId, asset.fileId));
      },
    },
    { keys: "d", label: "Download", run: saveAsset },
    ...(isPicture ? [{ keys: "shift+c", label: "Copy the picture", run: copyAsset }] : []),
    ...(benchable.length > 0 ? [{ keys: "b", label: "On the bench, and back", run: toggleBench }] : []),
    ...(comparison
      ? [{ keys: "c", label: "Compare the results of this run", run: () => router.push(comparison) }]
      : []),
    ...(assets.length > 1
      ? [{ keys: "shift+d", label: "Download all of this run as a ZIP", run: saveAll }]
      : []),
  ]);

  const { aspect } = expectedTiles(generation);
  return (
    <article className="grid min-h-full grid-rows-[2.75rem_auto_auto] lg:h-full lg:grid-cols-[minmax(0,1fr)_21rem] lg:grid-rows-[2.75rem_minmax(0,1fr)]">
      <header className="sticky top-0 z-10 flex min-w-0 items-center gap-1 bg-panel px-2 lg:col-span-2 lg:border-b lg:border-line">
        <Link
          href={galleryHref}
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
        <h1 ref={heading} tabIndex={-1} className="min-w-0 grow truncate px-1 text-13 text-soft outline-none">
          {shortened(title, 200)}
        </h1>
        {assets.length > 1 ? (
          <p className="px-2 text-12 whitespace-nowrap text-muted tabular">
            {index + 1} of {assets.length}
          </p>
        ) : null}
        <IconButton
          label="The result before"
          shortcut="←"
          icon={<ChevronLeft size={16} />}
          disabled={!canGoBack}
          onClick={() => step(-1)}
        />
        <IconButton
          label="The next result"
          shortcut="→"
          icon={<ChevronRight size={16} />}
          disabled={!canGoOn}
          onClick={() => step(1)}
        />
      </header>

      <section aria-label="Result" className="flex min-h-0 min-w-0 flex-col max-lg:h-[58dvh]">
        <div
          data-ground={ground}
          className={classNames("relative min-h-0 grow overflow-hidden", grounds[ground])}
        >
          {asset && bench ? (
            <Bench generation={generation} asset={asset} test={bench} onTest={setBench} />
          ) : asset ? (
            <AssetView generation={generation} asset={asset} onUseFrame={takeFrame} />
          ) : isActive(generation) ? (
            <div className="flex size-full items-center justify-center p-6">
              <div
                className="relative max-h-full max-w-full overflow-hidden rounded-tile"
                style={{
                  aspectRatio: aspect,
                  height: aspect > 1 ? undefined : "100%",
                  width: aspect > 1 ? "100%" : undefined,
                }}
              >
                <BreathingTile />
                <RunLife generation={generation} />
              </div>
            </div>
          ) : (
            <div className="flex size-full items-center justify-center p-6">
              <div className="w-full max-w-md overflow-hidden rounded-tile bg-raised">
                <OutcomeTile
                  generation={generation}
                  actions={
                    <Link href={settingsPath(generation)} className={buttonClasses("secondary", "s")}>
                      Edit and try again
                    </Link>
                  }
                />
                {generation.status === "unknown" ? (
                  <div className="px-3 pb-3">
                    <SettleOutcome generation={generation} />
                  </div>
                ) : null}
              </div>
            </div>
          )}
          {asset && !bench && assetKind(asset) !== "text" && assetKind(asset) !== "audio" ? (
            <div className="absolute top-2 right-2 opacity-0 transition-opacity focus-within:opacity-100 hover:opacity-100 [section:hover_&]:opacity-100 touch:hidden">
              <Segmented
                label="Background"
                value={ground}
                onChange={setGround}
                isIconOnly
                choices={[
                  { value: "chequer", label: "Chequer", icon: <Swatch className="bg-viewer-chequer" /> },
                  { value: "canvas", label: "Easel", icon: <Swatch className="bg-well" /> },
                  { value: "black", label: "Black", icon: <Swatch className="bg-viewer-black" /> },
                  { value: "grey", label: "18 % grey", icon: <Swatch className="bg-viewer-grey18" /> },
                  { value: "white", label: "White", icon: <Swatch className="bg-viewer-white" /> },
                ]}
              />
            </div>
          ) : null}
        </div>
        <Filmstrip frames={frames} shownKey={shownKey} onShow={show} />
      </section>

      <aside
        aria-label="Settings and receipt"
        className="min-h-0 overflow-y-auto bg-panel lg:border-l lg:border-line"
      >
        <div className="flex flex-wrap gap-2 p-4 pb-0">
          <Link href={settingsPath(generation)} className={classNames(buttonClasses("primary"), "grow")}>
            <SlidersHorizontal size={16} aria-hidden="true" />
            Use these settings
          </Link>
          {asset?.fileId ? (
            <Link
              href={referencePath(workspaceId, asset.fileId)}
              className={classNames(buttonClasses(), "grow")}
            >
              <ImagePlus size={16} aria-hidden="true" />
              Use as reference
            </Link>
          ) : null}
          {asset?.fileId ? (
            <WorkflowMenu
              workspaceId={workspaceId}
              fileId={asset.fileId}
              contentType={asset.contentType}
              trigger={
                <Button icon={<WorkflowIcon size={16} aria-hidden="true" />} className="grow">
                  Use in a workflow
                </Button>
              }
            />
          ) : null}
          {asset ? (
            <a
              href={assetPath(generation, asset.position, true)}
              download
              onClick={(event) => {
                event.preventDefault();
                saveAsset();
              }}
              title="Drag it to a folder to save it there"
              onDragStart={(event) => dragResult(event.dataTransfer, generation, asset)}
              className={classNames(buttonClasses(), "grow")}
            >
              <Download size={16} aria-hidden="true" />
              Download
            </a>
          ) : null}
          {isPicture ? (
            <Button
              icon={<Copy size={16} aria-hidden="true" />}
              className="grow"
              aria-keyshortcuts="Shift+C"
              onClick={copyAsset}
            >
              Copy
            </Button>
          ) : null}
          {benchable.length > 0 ? (
            <Button
              icon={<FlaskConical size={16} aria-hidden="true" />}
              className="grow"
              aria-pressed={bench !== null}
              aria-keyshortcuts="B"
              onClick={toggleBench}
            >
              {bench ? "Back to the result" : "Bench"}
            </Button>
          ) : null}
          {comparison ? (
            <Link href={comparison} prefetch={false} className={classNames(buttonClasses(), "grow")}>
              <Columns2 size={16} aria-hidden="true" />
              Compare
            </Link>
          ) : null}
          {assets.length > 1 ? (
            <Button icon={<FolderDown size={16} aria-hidden="true" />} className="grow" onClick={saveAll}>
              Download all {assets.length}
            </Button>
          ) : null}
        </div>
        <GenerationInspector generation={generation} asset={asset ?? null} />
      </aside>
    </article>
  );
}

function Swatch({ className }: { className: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames("size-3.5 rounded-full shadow-[inset_0_0_0_1px_var(--edge)]", className)}
    />
  );
}
