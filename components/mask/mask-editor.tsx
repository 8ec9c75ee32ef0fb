"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import {
  Brush,
  CircleHelp,
  Contrast,
  Eraser,
  Expand,
  Eye,
  EyeOff,
  Lasso,
  LoaderCircle,
  Maximize,
  PaintBucket,
  Redo2,
  SlidersHorizontal,
  SquareDashed,
  Trash2,
  Undo2,
  X,
  ZoomIn,
  ZoomOut,
} from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { keyNameOf } from "@/lib/browser/shortcut-match";
import { useTurns } from "@/lib/browser/turns";
import {
  type EditorChoices,
  overlayColours,
  readChoices,
  rememberChoices,
  steppedSize,
} from "./editor-choices";
import { type EditorKey, editorKeys } from "./editor-keys";
import { ExtendFrame } from "./extend-frame";
import { hasMargins, roomAround } from "./extension";
import { MaskPainter, type MaskTool, type PainterState } from "./mask-painter";
import { MaskPanel } from "./mask-panel";
import { extendedPicture, maskThumbnail, planeFromPicture } from "./mask-picture";
import { emptyPlane, type Margins, noMargins } from "./mask-plane";
import { maskPng } from "./mask-png";

/** What was painted, ready to be sent. */
export interface PaintedMask {
  png: Blob;
  widthPixels: number;
  heightPixels: number;
  thumbnail: string | null;
  edgeRadiusPixels: number;
  /** The picture on its larger canvas, where it was extended. */
  extendedPicture: File | null;
}

export interface MaskEditorProps {
  name: string;
  picture: Blob;
  /** The mask to go on with; null to begin with nothing painted. */
  mask: Blob | null;
  edgeRadiusPixels: number;
  /** What becomes of what is painted, by the rule that is chosen on the form. */
  ruleWords: string;
  /** Said above the picture, such as why an earlier mask is not shown. */
  notice: string | null;
  /** Why the picture cannot be extended, or null where it can. */
  whyNoExtension: string | null;
  onSave: (painted: PaintedMask) => void;
  onClose: () => void;
}

/** A tenth of the picture: wide enough to cover something with a few strokes. */
const usualSize = ({ width, height }: ImageBitmap) => Math.max(4, Math.round(Math.min(width, height) / 10));

/** The full-window painter: opens picture and mask, and hands over what was painted. */
export function MaskEditor(props: MaskEditorProps) {
  const { picture, mask, onClose } = props;
  const [opened, setOpened] = useState<{ bitmap: ImageBitmap; painter: MaskPainter } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  // An effect, because decoding is the browser's, takes its time, and leaves memory that only closing gives back.
  useEffect(() => {
    let isGone = false;
    let bitmap: ImageBitmap | null = null;
    const open = async () => {
      bitmap = await createImageBitmap(picture, { imageOrientation: "from-image" });
      const { width, height } = bitmap;
      const plane = mask ? await planeFromPicture(mask, width, height) : emptyPlane(width, height);
      if (isGone) return bitmap.close();
      const choices = readChoices();
      const painter = new MaskPainter(bitmap, plane, {
        tool: "brush",
        sizePixels: usualSize(bitmap),
        hardness: choices.hardness,
        takesAway: false,
        usesPressure: choices.usesPressure,
        colour: overlayColours[choices.colour].rgb,
      });
      setOpened({ bitmap, painter });
    };
    open().catch(() => {
      if (!isGone) setProblem("This picture cannot be opened in this browser.");
    });
    return () => {
      isGone = true;
      bitmap?.close();
    };
  }, [picture, mask]);

  if (opened) return <OpenEditor key="open" {...props} bitmap={opened.bitmap} painter={opened.painter} />;
  return (
    <Window onEscape={onClose}>
      <Base.Title className="sr-only">Mask of {props.name}</Base.Title>
      <div className="flex grow flex-col items-center justify-center gap-4 text-13 text-muted">
        {problem ? (
          <>
            <p role="alert" className="text-danger">
              {problem}
            </p>
            <Button onClick={onClose}>Back to the form</Button>
          </>
        ) : (
          <p role="status">Opening the picture…</p>
        )}
      </div>
    </Window>
  );
}

interface WindowProps {
  onEscape: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  onKeyUp?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

function Window({ onEscape, onKeyDown, onKeyUp, children }: WindowProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onEscape();
      }}
    >
      <Base.Portal>
        <Base.Popup
          ref={popup}
          initialFocus={() => popup.current?.querySelector<HTMLElement>("[data-autofocus]") ?? popup.current}
          onKeyDown={onKeyDown}
          onKeyUp={onKeyUp}
          className="fixed inset-0 z-40 flex flex-col bg-canvas text-text outline-none"
        >
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

const tools: ReadonlyArray<{ tool: MaskTool; label: string; key: EditorKey; icon: ReactNode }> = [
  { tool: "brush", label: "Brush", key: "b", icon: <Brush size={18} /> },
  { tool: "eraser", label: "Eraser", key: "e", icon: <Eraser size={18} /> },
  { tool: "lasso", label: "Lasso", key: "l", icon: <Lasso size={18} /> },
  { tool: "rectangle", label: "Rectangle", key: "r", icon: <SquareDashed size={18} /> },
  { tool: "extend", label: "Extend", key: "o", icon: <Expand size={18} /> },
];

const isTypedInto = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && !/^(checkbox|radio|range)$/.test(target.type);

function OpenEditor({
  name,
  picture,
  edgeRadiusPixels,
  ruleWords,
  notice,
  whyNoExtension,
  onSave,
  onClose,
  bitmap,
  painter,
}: MaskEditorProps & { bitmap: ImageBitmap; painter: MaskPainter }) {
  const state = useSyncExternalStore(painter.subscribe, painter.snapshot, painter.snapshot);
  const [choices, setChoices] = useState<EditorChoices>(readChoices);
  const [tool, setTool] = useState<MaskTool>("brush");
  const [sizePixels, setSizePixels] = useState(() => usualSize(bitmap));
  const [takesAway, setTakesAway] = useState(false);
  const [feather, setFeather] = useState(edgeRadiusPixels);
  const [isShown, setIsShown] = useState(true);
  const [margins, setMargins] = useState<Margins>(noMargins);
  const [asked, setAsked] = useState<"leave" | "keys" | null>(null);
  const [isPanelOpen, setIsPanelOpen] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const begin = useTurns();
  const [problem, setProblem] = useState<string | null>(null);
  const mostPixels = Math.max(state.width, state.height);
  const isChanged = state.isChanged || feather !== edgeRadiusPixels;

  // An effect, because the painter lives outside React and paints by what is chosen here.
  useEffect(() => {
    painter.use({
      tool,
      sizePixels,
      hardness: choices.hardness,
      takesAway,
      usesPressure: choices.usesPressure,
      colour: overlayColours[choices.colour].rgb,
    });
  }, [painter, tool, sizePixels, choices, takesAway]);
  // An effect, because only the browser can ask before it leaves a page.
  useEffect(() => {
    if (!isChanged) return undefined;
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", guard);
    return () => window.removeEventListener("beforeunload", guard);
  }, [isChanged]);

  const choose = (change: Partial<EditorChoices>) => {
    const next = { ...choices, ...change };
    setChoices(next);
    rememberChoices(next);
  };
  const takeTool = (next: MaskTool) => {
    if (next === "extend" && whyNoExtension) return;
    painter.cancel();
    setTool(next);
    setMargins(noMargins);
    // Room to draw the edges into.
    if (next === "extend") painter.fit(roomAround(state));
  };
  const extend = () => {
    if (!hasMargins(margins)) return;
    painter.extend(margins);
    setMargins(noMargins);
  };
  const save = async () => {
    if (state.isBlank || isSaving) return;
    painter.cancel();
    const isWanted = begin();
    setIsSaving(true);
    setProblem(null);
    try {
      const { plane } = painter;
      const added = painter.margins;
      const mask = {
        png: await maskPng(plane),
        widthPixels: plane.width,
        heightPixels: plane.height,
        thumbnail: maskThumbnail(plane),
        edgeRadiusPixels: feather,
        extendedPicture: hasMargins(added) ? await extendedPicture(picture, name, bitmap, added) : null,
      };
      if (isWanted()) onSave(mask);
    } catch (error) {
      setProblem(
        error instanceof Error && error.name === "InputError"
          ? error.message
          : "There is not enough memory to write the mask here. What you painted is still on this page.",
      );
      setIsSaving(false);
    }
  };
  const leave = () => {
    if (painter.cancel()) return;
    if (isChanged) setAsked("leave");
    else onClose();
  };

  const keys: Record<EditorKey, () => void> = {
    b: () => takeTool("brush"),
    e: () => takeTool("eraser"),
    l: () => takeTool("lasso"),
    r: () => takeTool("rectangle"),
    o: () => takeTool("extend"),
    x: () => setTakesAway(!takesAway),
    "[": () => setSizePixels(steppedSize(sizePixels, -1, mostPixels)),
    "]": () => setSizePixels(steppedSize(sizePixels, 1, mostPixels)),
    "{": () => choose({ hardness: Math.max(0, Math.round(choices.hardness * 10 - 1) / 10) }),
    "}": () => choose({ hardness: Math.min(1, Math.round(choices.hardness * 10 + 1) / 10) }),
    f: () => painter.fill(255),
    i: () => painter.invert(),
    delete: () => painter.fill(0),
    backspace: () => painter.fill(0),
    h: () => setIsShown(!isShown),
    "mod+z": () => painter.undo(),
    "mod+shift+z": () => painter.redo(),
    "mod+y": () => painter.redo(),
    "+": () => painter.zoomBy(1.25),
    "=": () => painter.zoomBy(1.25),
    "-": () => painter.zoomBy(0.8),
    "0": () => painter.fit(),
    "1": () => painter.zoomToTrueSize(),
    "?": () => setAsked("keys"),
    "mod+enter": () => void save(),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // What the page below has keys for is not meant while this window covers it.
    event.stopPropagation();
    if (asked || event.nativeEvent.isComposing) return;
    const key = keyNameOf(event.nativeEvent);
    if (isTypedInto(event.target) && !key.startsWith("mod+")) return;
    if (key === "space") {
      // On a control that was reached by keyboard the space bar presses it.
      if (event.target instanceof HTMLElement && event.target.matches("button:focus-visible, input")) return;
      event.preventDefault();
      painter.setSpace(true);
      return;
    }
    const run = new Map<string, () => void>(Object.entries(keys)).get(key);
    if (!run || (event.repeat && /^[a-z?]$/.test(key))) return;
    event.preventDefault();
    run();
  };

  return (
    <>
      <Window
        onEscape={() => {
          if (asked) setAsked(null);
          else leave();
        }}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => {
          if (event.key === " ") painter.setSpace(false);
        }}
      >
        <div className="flex h-11 shrink-0 items-center gap-1 border-b border-line bg-panel px-2 touch:h-13">
          <IconButton label="Close" icon={<X size={16} />} onClick={leave} />
          <div className="mr-2 flex min-w-0 grow items-baseline gap-2">
            <Base.Title className="min-w-0 truncate text-13 font-medium">Mask of {name}</Base.Title>
            <span className="shrink-0 text-12 text-muted tabular max-md:hidden">
              {state.width} × {state.height}
            </span>
          </div>
          <IconButton
            label="Undo"
            shortcut="mod+z"
            icon={<Undo2 size={16} />}
            disabled={!state.canUndo}
            onClick={() => painter.undo()}
          />
          <IconButton
            label="Redo"
            shortcut="mod+shift+z"
            icon={<Redo2 size={16} />}
            disabled={!state.canRedo}
            onClick={() => painter.redo()}
          />
          <div className="flex items-center max-md:hidden">
            <IconButton
              label="Zoom out"
              shortcut="-"
              icon={<ZoomOut size={16} />}
              onClick={() => painter.zoomBy(0.8)}
            />
            <button
              type="button"
              aria-label={`Zoom is ${state.zoomPercent}%. Show at true size`}
              onClick={() => painter.zoomToTrueSize()}
              className="h-8 min-w-12 rounded-control px-1 text-12 text-soft tabular hover:bg-hover touch:h-11"
            >
              {state.zoomPercent}%
            </button>
            <IconButton
              label="Zoom in"
              shortcut="+"
              icon={<ZoomIn size={16} />}
              onClick={() => painter.zoomBy(1.25)}
            />
          </div>
          <IconButton
            label="Fit the window"
            shortcut="0"
            icon={<Maximize size={16} />}
            onClick={() => painter.fit()}
          />
          <IconButton
            label="Keys"
            shortcut="?"
            className="max-md:hidden"
            icon={<CircleHelp size={16} />}
            onClick={() => setAsked("keys")}
          />
          <Button
            variant="primary"
            className="ml-2"
            aria-disabled={state.isBlank || isSaving || undefined}
            aria-busy={isSaving || undefined}
            title={state.isBlank ? "Nothing is painted yet" : undefined}
            icon={isSaving ? <LoaderCircle size={14} aria-hidden="true" className="animate-spin" /> : null}
            onClick={() => void save()}
          >
            Save mask
          </Button>
        </div>
        {notice || problem ? (
          <p
            role={problem ? "alert" : "status"}
            className={classNames(
              "shrink-0 border-b border-line px-3 py-1.5 text-12",
              problem ? "bg-danger-soft text-danger" : "bg-warning-soft text-text",
            )}
          >
            {problem ?? notice}
          </p>
        ) : null}
        <div className="flex min-h-0 grow flex-col md:flex-row">
          <div
            role="toolbar"
            aria-label="Tools"
            className="flex shrink-0 gap-1 overflow-x-auto border-line bg-panel p-1.5 max-md:order-last max-md:border-t md:w-12 md:flex-col md:border-r touch:md:w-14"
          >
            {tools.map((each) => (
              <IconButton
                key={each.tool}
                label={each.tool === "extend" && whyNoExtension ? `Extend: ${whyNoExtension}` : each.label}
                shortcut={each.key}
                icon={each.icon}
                isPressed={tool === each.tool}
                aria-disabled={(each.tool === "extend" && whyNoExtension !== null) || undefined}
                className="aria-disabled:opacity-40 aria-pressed:bg-press"
                onClick={() => takeTool(each.tool)}
              />
            ))}
            <span aria-hidden="true" className="shrink-0 bg-line max-md:mx-1 max-md:w-px md:my-1 md:h-px" />
            <IconButton
              label="Paint everything"
              shortcut="f"
              icon={<PaintBucket size={18} />}
              onClick={() => painter.fill(255)}
            />
            <IconButton
              label="Invert"
              shortcut="i"
              icon={<Contrast size={18} />}
              onClick={() => painter.invert()}
            />
            <IconButton
              label="Clear"
              shortcut="delete"
              icon={<Trash2 size={18} />}
              onClick={() => painter.fill(0)}
            />
            <IconButton
              label={isShown ? "Hide what is painted" : "Show what is painted"}
              shortcut="h"
              icon={isShown ? <Eye size={18} /> : <EyeOff size={18} />}
              onClick={() => setIsShown(!isShown)}
            />
            <IconButton
              label="Tool settings"
              className="ml-auto md:hidden"
              icon={<SlidersHorizontal size={18} />}
              isPressed={isPanelOpen}
              onClick={() => setIsPanelOpen(!isPanelOpen)}
            />
          </div>
          <Stage
            name={name}
            painter={painter}
            state={state}
            tool={tool}
            sizePixels={sizePixels}
            isShown={isShown}
            opacity={choices.opacity}
            feather={feather}
            margins={margins}
            onMargins={setMargins}
          />
          <MaskPanel
            className={isPanelOpen ? "" : "max-md:hidden"}
            tool={tool}
            picture={state}
            sizePixels={sizePixels}
            onSize={setSizePixels}
            takesAway={takesAway}
            onTakesAway={setTakesAway}
            choices={choices}
            onChoices={choose}
            feather={feather}
            onFeather={setFeather}
            margins={margins}
            onMargins={(next) => {
              setMargins(next);
              painter.fit(hasMargins(next) ? next : roomAround(state));
            }}
            onExtend={extend}
          />
        </div>
        <div className="flex min-h-7 shrink-0 items-center justify-between gap-4 border-t border-line bg-panel px-3 text-12 text-muted max-md:hidden">
          <p>{ruleWords}</p>
          <p role="status" aria-label="Painted" className="shrink-0 tabular">
            {paintedWords(state)}
          </p>
        </div>
      </Window>
      {asked === "leave" ? (
        <Dialog
          isOpen
          onOpenChange={() => setAsked(null)}
          title="Leave without saving?"
          size="s"
          description="What you painted since you opened this picture would be gone."
          actions={
            <>
              <Button onClick={onClose}>Discard</Button>
              <Button variant="primary" data-autofocus onClick={() => setAsked(null)}>
                Keep painting
              </Button>
            </>
          }
        />
      ) : null}
      {asked === "keys" ? (
        <Dialog isOpen onOpenChange={() => setAsked(null)} title="Keys of the mask painter" size="l">
          <dl className="gap-8 pt-1 md:columns-2">
            {editorKeys.map(({ keys: names, label }) => (
              <div
                key={label}
                className="flex min-h-7 break-inside-avoid items-center justify-between gap-4 border-b border-line text-13"
              >
                <dt className="text-soft">{label}</dt>
                <dd className="flex gap-1">
                  <span className="sr-only">{names.join(", ")}</span>
                  {names.map((each) => (
                    <Kbd key={each} keys={each} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </Dialog>
      ) : null}
    </>
  );
}

function paintedWords({ isBlank, coveredPercent, isDown, place }: PainterState): string {
  const painted = isBlank ? "Nothing is painted yet" : `${coveredPercent}% painted`;
  const at = place ? ` at ${place.x}, ${place.y}` : "";
  return isDown ? `${painted} · tool down${at}` : painted;
}

interface StageProps {
  name: string;
  painter: MaskPainter;
  state: PainterState;
  tool: MaskTool;
  sizePixels: number;
  isShown: boolean;
  opacity: number;
  feather: number;
  margins: Margins;
  onMargins: (margins: Margins) => void;
}

const arrowSteps: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function Stage({
  name,
  painter,
  state,
  tool,
  sizePixels,
  isShown,
  opacity,
  feather,
  margins,
  onMargins,
}: StageProps) {
  const frame = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const cursor = useRef<HTMLDivElement>(null);
  const outline = useRef<SVGPathElement>(null);
  const helpId = useId();

  // An effect, because the painter draws on the canvases themselves.
  useEffect(() => {
    if (!frame.current || !base.current || !overlay.current || !cursor.current || !outline.current)
      return undefined;
    return painter.attach({
      frame: frame.current,
      base: base.current,
      overlay: overlay.current,
      cursor: cursor.current,
      outline: outline.current,
    });
  }, [painter]);

  const press = (event: KeyboardEvent) => {
    const step = arrowSteps[event.key];
    if (step && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      const usual = tool === "brush" || tool === "eraser" ? Math.max(1, sizePixels / 4) : 16;
      const pixels = event.altKey ? 1 : event.shiftKey ? usual * 4 : usual;
      painter.step(step[0] * pixels, step[1] * pixels);
    }
    if (event.key === "Enter" && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      painter.press(event.altKey);
    }
  };

  const box = painter.pictureBox();
  // What the form calls the feather is told to Layer as a blur of so many pixels; it is shown once the hand is lifted,
  // because blurring the whole window takes longer than a stroke may.
  const blurPixels = state.isDrawing ? 0 : (feather * box.scale) / 2;
  return (
    <div
      ref={frame}
      role="application"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- Arrows and Enter paint here.
      tabIndex={0}
      data-autofocus
      aria-label={`Mask over ${name}, ${state.width} by ${state.height} pixels`}
      aria-describedby={helpId}
      onPointerDown={(event) => painter.onPointerDown(event.nativeEvent)}
      onPointerMove={(event) => painter.onPointerMove(event.nativeEvent)}
      onPointerUp={(event) => painter.onPointerUp(event.nativeEvent)}
      onPointerCancel={(event) => painter.onPointerUp(event.nativeEvent)}
      onPointerLeave={() => painter.hideCursor()}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={press}
      className={classNames(
        "relative min-h-0 min-w-0 grow touch-none overflow-hidden bg-well select-none focus-visible:outline-2 focus-visible:-outline-offset-2",
        tool === "extend" ? "cursor-default" : "cursor-none",
      )}
    >
      <p id={helpId} className="sr-only">
        Arrow keys move the tool, Enter puts it down and lifts it, question mark lists every key.
      </p>
      <canvas ref={base} aria-hidden="true" className="absolute inset-0 size-full" />
      <div
        aria-hidden="true"
        className="absolute inset-0"
        style={{
          // A blur reaches past the picture's edge, where nothing is painted.
          clipPath: `polygon(${[
            [box.left, box.top],
            [box.left + box.width, box.top],
            [box.left + box.width, box.top + box.height],
            [box.left, box.top + box.height],
          ]
            .map(([x, y]) => `${x}px ${y}px`)
            .join(",")})`,
          opacity: isShown ? opacity : 0,
        }}
      >
        <canvas
          ref={overlay}
          className="absolute inset-0 size-full"
          style={blurPixels > 0.2 ? { filter: `blur(${blurPixels}px)` } : undefined}
        />
      </div>
      <svg aria-hidden="true" className="pointer-events-none absolute inset-0 size-full">
        <path
          ref={outline}
          fill="rgb(255 255 255 / 0.12)"
          stroke="white"
          strokeWidth={1.5}
          strokeDasharray="5 4"
          style={{ filter: "drop-shadow(0 0 1px black)" }}
        />
      </svg>
      <div
        ref={cursor}
        aria-hidden="true"
        className="pointer-events-none absolute top-0 left-0 rounded-full border border-white opacity-0 outline-1 outline-black/60 touch:hidden"
      />
      {tool === "extend" ? (
        <ExtendFrame box={box} picture={state} margins={margins} onChange={onMargins} />
      ) : null}
    </div>
  );
}
