import { MaskHistory } from "./mask-history";
import {
  type Area,
  coveredPart,
  type Dab,
  isBlankPlane,
  isEmptyArea,
  joinedArea,
  type Margins,
  type MaskPlane,
  noMargins,
  outlineArea,
  type PaintMode,
  type Point,
  paintOutline,
  paintSegment,
  segmentArea,
} from "./mask-plane";
import {
  drawMask,
  fittedView,
  type MaskView,
  movedView,
  toPicture,
  toWindow,
  viewShowing,
  windowArea,
  zoomedView,
} from "./mask-view";

export type MaskTool = "brush" | "eraser" | "lasso" | "rectangle" | "extend";

export interface PainterSettings {
  tool: MaskTool;
  /** Diameter in pixels of the picture. */
  sizePixels: number;
  /** From 0, soft to the middle, to 1. */
  hardness: number;
  /** Whether lasso and rectangle take away what they go around. */
  takesAway: boolean;
  usesPressure: boolean;
  colour: readonly [number, number, number];
}

/** What the window around the painter shows of it; the same object until something changes. */
export interface PainterState {
  width: number;
  height: number;
  zoomPercent: number;
  canUndo: boolean;
  canRedo: boolean;
  isBlank: boolean;
  coveredPercent: number;
  /** The keyboard's tool is down. */
  isDown: boolean;
  /** Where the keyboard is, in pixels of the picture; null until it was used. */
  place: Point | null;
  isChanged: boolean;
  isDrawing: boolean;
  /** Counts every move of the view, for what is laid over the picture. */
  viewCount: number;
}

/** What the painter draws into. */
export interface PainterParts {
  frame: HTMLElement;
  base: HTMLCanvasElement;
  overlay: HTMLCanvasElement;
  cursor: HTMLElement;
  outline: SVGPathElement;
}

interface Stroke {
  kind: "stroke" | "lasso" | "rectangle";
  mode: PaintMode;
  points: Point[];
  last: Dab;
  pointerId: number | null;
}

const emptyArea: Area = { left: 0, top: 0, right: 0, bottom: 0 };

// The lightest touch of a pen still leaves a line.
const leastPressure = 0.15;

/**
 * The picture, the mask over it, and the hand that paints. It lives outside React: a stroke is dealt with within the
 * pointer's own event, and only the part of the window that it changed is drawn again.
 */
export class MaskPainter {
  private readonly history: MaskHistory;
  private view: MaskView = { scale: 1, left: 0, top: 0 };
  private stroke: Stroke | null = null;
  private place: Point | null = null;
  private readonly fingers = new Map<number, Point>();
  private pan: { pointerId: number; at: Point } | null = null;
  private hasPen = false;
  private isSpaceDown = false;
  private lastPoint: Point | null = null;
  private frameRequest = 0;
  private steps = 0;
  private viewCount = 0;
  private parts: PainterParts | null = null;
  private state: PainterState;
  private readonly listeners = new Set<() => void>();
  private settings: PainterSettings;

  constructor(
    private readonly bitmap: ImageBitmap,
    plane: MaskPlane,
    settings: PainterSettings,
  ) {
    this.history = new MaskHistory(plane);
    this.settings = settings;
    this.state = this.read();
  }

  get plane(): MaskPlane {
    return this.history.plane;
  }

  get margins(): Margins {
    return this.history.margins();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): PainterState => this.state;

  private read(keptCover = false): PainterState {
    const { width, height } = this.plane;
    const before = keptCover ? this.state : null;
    return {
      width,
      height,
      zoomPercent: Math.round((this.view.scale * 100) / this.ratio()),
      canUndo: this.history.canUndo,
      canRedo: this.history.canRedo,
      isBlank: before?.isBlank ?? isBlankPlane(this.plane),
      coveredPercent: before?.coveredPercent ?? Math.round(coveredPart(this.plane) * 100),
      isDown: this.stroke !== null && this.stroke.pointerId === null,
      place: this.place && { x: Math.round(this.place.x), y: Math.round(this.place.y) },
      isChanged: this.steps > 0,
      isDrawing: this.stroke !== null,
      viewCount: this.viewCount,
    };
  }

  /** `keptCover` where nothing was painted: to look through a large mask takes longer than a frame. */
  private tell(keptCover = false): void {
    this.state = this.read(keptCover);
    for (const listener of this.listeners) listener();
  }

  /** Takes the window's elements, and gives what lets go of them. */
  attach(parts: PainterParts): () => void {
    this.parts = parts;
    const resize = () => this.resize();
    const observer = new ResizeObserver(resize);
    observer.observe(parts.frame);
    const wheel = (event: WheelEvent) => this.onWheel(event);
    // React's own wheel listener is passive, and the page would zoom too.
    parts.frame.addEventListener("wheel", wheel, { passive: false });
    this.resize();
    this.fit();
    return () => {
      observer.disconnect();
      parts.frame.removeEventListener("wheel", wheel);
      cancelAnimationFrame(this.frameRequest);
      this.frameRequest = 0;
      this.parts = null;
    };
  }

  private ratio(): number {
    return Math.min(3, globalThis.devicePixelRatio || 1);
  }

  private frameSize() {
    return { width: this.parts?.base.width ?? 1, height: this.parts?.base.height ?? 1 };
  }

  private resize(): void {
    const { parts } = this;
    if (!parts) return;
    const { width, height } = parts.frame.getBoundingClientRect();
    const ratio = this.ratio();
    const [across, down] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
    if (parts.base.width === across && parts.base.height === down) return;
    const before = this.frameSize();
    const middle = toPicture(this.view, { x: before.width / 2, y: before.height / 2 });
    for (const canvas of [parts.base, parts.overlay]) {
      canvas.width = across;
      canvas.height = down;
    }
    this.setView({
      ...this.view,
      left: middle.x - across / 2 / this.view.scale,
      top: middle.y - down / 2 / this.view.scale,
    });
  }

  private setView(view: MaskView): void {
    this.view = view;
    this.viewCount += 1;
    this.moveCursor();
    this.tell(true);
    if (this.frameRequest !== 0) return;
    this.frameRequest = requestAnimationFrame(() => {
      this.frameRequest = 0;
      this.drawBase();
      this.drawOverlay(null);
      this.drawOutline();
    });
  }

  /** Paints from now on as these say, and shows what is painted by them. */
  use(settings: PainterSettings): void {
    this.settings = settings;
    this.drawOverlay(null);
    this.moveCursor();
  }

  private drawBase(): void {
    const context = this.parts?.base.getContext("2d");
    if (!context) return;
    const { width, height } = this.frameSize();
    const { margins } = this;
    context.clearRect(0, 0, width, height);
    const from = toWindow(this.view, { x: 0, y: 0 });
    const to = toWindow(this.view, { x: this.plane.width, y: this.plane.height });
    const [left, top] = [Math.max(0, from.x), Math.max(0, from.y)];
    const [right, bottom] = [Math.min(width, to.x), Math.min(height, to.y)];
    context.fillStyle = chequer(context, this.ratio());
    context.fillRect(left, top, right - left, bottom - top);
    context.imageSmoothingEnabled = this.view.scale < 2;
    context.imageSmoothingQuality = "medium";
    const corner = toWindow(this.view, { x: margins.left, y: margins.top });
    // Only what the window shows: a large picture would otherwise be scaled as a whole each time.
    const seenLeft = Math.max(0, Math.floor(-corner.x / this.view.scale));
    const seenTop = Math.max(0, Math.floor(-corner.y / this.view.scale));
    const seenRight = Math.min(this.bitmap.width, Math.ceil((width - corner.x) / this.view.scale));
    const seenBottom = Math.min(this.bitmap.height, Math.ceil((height - corner.y) / this.view.scale));
    if (seenRight <= seenLeft || seenBottom <= seenTop) return;
    context.drawImage(
      this.bitmap,
      seenLeft,
      seenTop,
      seenRight - seenLeft,
      seenBottom - seenTop,
      corner.x + seenLeft * this.view.scale,
      corner.y + seenTop * this.view.scale,
      (seenRight - seenLeft) * this.view.scale,
      (seenBottom - seenTop) * this.view.scale,
    );
  }

  /** Draws what shows an area of the picture; the whole window where it is null. */
  private drawOverlay(changed: Area | null): void {
    const context = this.parts?.overlay.getContext("2d");
    if (!context) return;
    const frame = this.frameSize();
    const area = changed
      ? windowArea(this.view, changed, frame)
      : { left: 0, top: 0, right: frame.width, bottom: frame.height };
    if (isEmptyArea(area)) return;
    const image = context.createImageData(area.right - area.left, area.bottom - area.top);
    drawMask(image.data, area, this.plane, this.view, this.settings.colour);
    context.putImageData(image, area.left, area.top);
  }

  /** The lasso's or rectangle's line while it is drawn. */
  private drawOutline(): void {
    const points = this.stroke && this.stroke.kind !== "stroke" ? this.shapeOf(this.stroke) : [];
    const ratio = this.ratio();
    const text = points
      .map((point) => toWindow(this.view, point))
      .map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${(x / ratio).toFixed(1)} ${(y / ratio).toFixed(1)}`)
      .join("");
    this.parts?.outline.setAttribute("d", text === "" ? "" : `${text}Z`);
  }

  private shapeOf(stroke: Stroke): Point[] {
    if (stroke.kind === "lasso") return stroke.points;
    const [from, to] = [stroke.points[0], stroke.points.at(-1)];
    if (!from || !to) return [];
    const [left, right] = [Math.floor(Math.min(from.x, to.x)), Math.ceil(Math.max(from.x, to.x))];
    const [top, bottom] = [Math.floor(Math.min(from.y, to.y)), Math.ceil(Math.max(from.y, to.y))];
    return [
      { x: left, y: top },
      { x: right, y: top },
      { x: right, y: bottom },
      { x: left, y: bottom },
    ];
  }

  private moveCursor(at: Point | null = this.place && toWindow(this.view, this.place)): void {
    const { parts } = this;
    if (!parts) return;
    const ratio = this.ratio();
    const isBrush = this.settings.tool === "brush" || this.settings.tool === "eraser";
    if (!at || this.settings.tool === "extend") {
      parts.cursor.style.opacity = "0";
      return;
    }
    const side = isBrush ? Math.max(6, (this.settings.sizePixels * this.view.scale) / ratio) : 6;
    parts.cursor.style.opacity = "1";
    parts.cursor.style.width = `${side}px`;
    parts.cursor.style.height = `${side}px`;
    parts.cursor.style.transform = `translate(${at.x / ratio - side / 2}px, ${at.y / ratio - side / 2}px)`;
  }

  hideCursor(): void {
    if (!this.stroke) this.moveCursor(null);
  }

  /** Where the picture lies in the window, in the page's pixels. */
  pictureBox() {
    const ratio = this.ratio();
    const from = toWindow(this.view, { x: 0, y: 0 });
    return {
      left: from.x / ratio,
      top: from.y / ratio,
      scale: this.view.scale / ratio,
      width: (this.plane.width * this.view.scale) / ratio,
      height: (this.plane.height * this.view.scale) / ratio,
    };
  }

  private windowPoint(event: { clientX: number; clientY: number }): Point {
    const box = this.parts?.frame.getBoundingClientRect();
    const ratio = this.ratio();
    return { x: (event.clientX - (box?.left ?? 0)) * ratio, y: (event.clientY - (box?.top ?? 0)) * ratio };
  }

  private dabAt(point: Point, pressure: number | null): Dab {
    const full = this.settings.sizePixels / 2;
    const share =
      pressure === null || !this.settings.usesPressure
        ? 1
        : leastPressure + (1 - leastPressure) * Math.min(1, Math.max(0, pressure));
    return { ...point, radius: Math.max(0.5, full * share) };
  }

  private begin(point: Point, pressure: number | null, isOther: boolean, pointerId: number | null): void {
    const { tool, takesAway } = this.settings;
    if (tool === "extend") return;
    const removes = tool === "eraser" || (tool !== "brush" && takesAway);
    const mode: PaintMode = removes === isOther ? "add" : "remove";
    const last = this.dabAt(point, pressure);
    this.stroke = {
      kind: tool === "lasso" || tool === "rectangle" ? tool : "stroke",
      mode,
      points: [point],
      last,
      pointerId,
    };
    this.history.begin();
    if (this.stroke.kind === "stroke") this.drawOverlay(this.paint(last));
    this.tell(true);
  }

  /** Paints on to the next place of the brush; gives the area that changed. */
  private paint(next: Dab): Area {
    const { stroke } = this;
    if (!stroke) return emptyArea;
    const area = segmentArea(this.plane, stroke.last, next);
    this.history.touch(area);
    paintSegment(this.plane, stroke.last, next, this.settings.hardness, stroke.mode);
    stroke.last = next;
    return area;
  }

  private goOn(points: ReadonlyArray<{ point: Point; pressure: number | null }>): void {
    const { stroke } = this;
    if (!stroke) return;
    if (stroke.kind !== "stroke") {
      for (const { point } of points) stroke.points.push(point);
      this.drawOutline();
      return;
    }
    let area = emptyArea;
    for (const { point, pressure } of points)
      area = joinedArea(area, this.paint(this.dabAt(point, pressure)));
    this.drawOverlay(area);
  }

  private finish(): void {
    const { stroke } = this;
    if (!stroke) return;
    if (stroke.kind !== "stroke") {
      const shape = this.shapeOf(stroke);
      const area = outlineArea(this.plane, shape);
      this.history.touch(area);
      paintOutline(this.plane, shape, stroke.mode);
      this.drawOverlay(area);
    }
    this.lastPoint = stroke.points.length > 0 ? { x: stroke.last.x, y: stroke.last.y } : null;
    this.stroke = null;
    if (this.history.commit()) this.steps += 1;
    this.drawOutline();
    this.tell();
  }

  /** Gives up what is being drawn. False where nothing was. */
  cancel(): boolean {
    if (!this.stroke) return false;
    this.stroke = null;
    this.drawOverlay(this.history.rollBack());
    this.drawOutline();
    this.tell(true);
    return true;
  }

  setSpace(isDown: boolean): void {
    this.isSpaceDown = isDown;
  }

  get isPanning(): boolean {
    return this.pan !== null || this.isSpaceDown;
  }

  onPointerDown(event: PointerEvent): void {
    const at = this.windowPoint(event);
    this.parts?.frame.setPointerCapture(event.pointerId);
    if (event.pointerType === "pen") this.hasPen = true;
    if (event.pointerType === "touch") {
      this.fingers.set(event.pointerId, at);
      // The second finger says that the first was never meant to paint.
      if (this.fingers.size > 1) {
        this.cancel();
        return;
      }
      // Whoever has a pen rests a hand beside it.
      if (this.hasPen) return;
    }
    if (event.button === 1 || this.isSpaceDown) {
      this.pan = { pointerId: event.pointerId, at };
      return;
    }
    if (event.button !== 0 || this.stroke) return;
    const point = toPicture(this.view, at);
    const pressure = event.pointerType === "pen" ? event.pressure : null;
    this.place = point;
    const isBrush = this.settings.tool === "brush" || this.settings.tool === "eraser";
    if (event.shiftKey && isBrush && this.lastPoint) {
      this.begin(this.lastPoint, pressure, event.altKey, event.pointerId);
      this.goOn([{ point, pressure }]);
      return;
    }
    this.begin(point, pressure, event.altKey, event.pointerId);
  }

  onPointerMove(event: PointerEvent): void {
    const at = this.windowPoint(event);
    if (this.pan?.pointerId === event.pointerId) {
      const before = this.pan.at;
      this.pan.at = at;
      this.setView(movedView(this.view, at.x - before.x, at.y - before.y, this.plane, this.frameSize()));
      return;
    }
    const finger = this.fingers.get(event.pointerId);
    if (finger) {
      this.fingers.set(event.pointerId, at);
      const other = [...this.fingers.entries()].find(([id]) => id !== event.pointerId)?.[1];
      if (other) return this.pinch(finger, at, other);
      if (this.hasPen) {
        this.setView(movedView(this.view, at.x - finger.x, at.y - finger.y, this.plane, this.frameSize()));
        return;
      }
    }
    this.moveCursor(at);
    if (this.stroke?.pointerId !== event.pointerId) return;
    const events = event.getCoalescedEvents?.() ?? [];
    const isPen = event.pointerType === "pen";
    this.goOn(
      (events.length > 0 ? events : [event]).map((each) => ({
        point: toPicture(this.view, this.windowPoint(each)),
        pressure: isPen ? each.pressure : null,
      })),
    );
    this.place = toPicture(this.view, at);
  }

  private pinch(before: Point, now: Point, other: Point): void {
    const distance = (point: Point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
    const frame = this.frameSize();
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    const zoomed = zoomedView(this.view, distance(now) / distance(before), middle, this.plane, frame);
    this.setView(movedView(zoomed, (now.x - before.x) / 2, (now.y - before.y) / 2, this.plane, frame));
  }

  onPointerUp(event: PointerEvent): void {
    this.fingers.delete(event.pointerId);
    if (this.pan?.pointerId === event.pointerId) this.pan = null;
    if (this.stroke?.pointerId !== event.pointerId) return;
    if (event.type === "pointercancel") this.cancel();
    else this.finish();
  }

  private onWheel(event: WheelEvent): void {
    event.preventDefault();
    const frame = this.frameSize();
    // A wheel zooms; fingers on a pad, which also move sideways, and a wheel with Shift push the picture.
    if (!event.ctrlKey && !event.metaKey && (event.shiftKey || event.deltaX !== 0)) {
      const [byX, byY] =
        event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      this.setView(movedView(this.view, -byX, -byY, this.plane, frame));
      return;
    }
    const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002));
    this.setView(zoomedView(this.view, factor, this.windowPoint(event), this.plane, frame));
  }

  zoomBy(factor: number): void {
    const frame = this.frameSize();
    const at = this.place ? toWindow(this.view, this.place) : { x: frame.width / 2, y: frame.height / 2 };
    const isSeen = at.x >= 0 && at.y >= 0 && at.x <= frame.width && at.y <= frame.height;
    const around = isSeen ? at : { x: frame.width / 2, y: frame.height / 2 };
    this.setView(zoomedView(this.view, factor, around, this.plane, frame));
  }

  /** One picture pixel a pixel of the page. */
  zoomToTrueSize(): void {
    this.zoomBy(this.ratio() / this.view.scale);
  }

  /** Shows the whole picture, with what is to be added around it. */
  fit(around: Margins = noMargins): void {
    const { width, height } = this.plane;
    const whole = { width: width + around.left + around.right, height: height + around.top + around.bottom };
    const view = fittedView(whole, this.frameSize(), 24 * this.ratio());
    this.setView({ ...view, left: view.left - around.left, top: view.top - around.top });
  }

  /** Moves the keyboard's place; paints on where its tool is down. */
  step(byX: number, byY: number): void {
    const from = this.place ?? { x: this.plane.width / 2, y: this.plane.height / 2 };
    const held = (value: number, most: number) => Math.min(Math.max(value, 0), most);
    this.place = { x: held(from.x + byX, this.plane.width), y: held(from.y + byY, this.plane.height) };
    if (this.stroke?.pointerId === null) this.goOn([{ point: this.place, pressure: null }]);
    this.setView(viewShowing(this.view, this.place, this.frameSize()));
  }

  /** Puts the keyboard's tool down, or lifts it. */
  press(isOther: boolean): void {
    if (this.stroke) {
      if (this.stroke.pointerId === null) this.finish();
      return;
    }
    this.place ??= { x: this.plane.width / 2, y: this.plane.height / 2 };
    this.moveCursor();
    this.begin(this.place, null, isOther, null);
  }

  private whole(isChanged: boolean): void {
    if (isChanged) this.steps += 1;
    this.drawOverlay(null);
    this.tell();
  }

  fill(value: 0 | 255): void {
    this.cancel();
    this.whole(this.history.fill(value));
  }

  invert(): void {
    this.cancel();
    this.history.invert();
    this.whole(true);
  }

  extend(margins: Margins): void {
    this.cancel();
    this.history.extend(margins);
    this.steps += 1;
    this.tell();
    this.fit();
  }

  undo(): void {
    this.travel(() => this.history.undo(), -1);
  }

  redo(): void {
    this.travel(() => this.history.redo(), 1);
  }

  private travel(go: () => Area | null, by: number): void {
    if (this.cancel()) return;
    const { width, height } = this.plane;
    const area = go();
    if (!area) return;
    this.steps += by;
    if (this.plane.width !== width || this.plane.height !== height) {
      this.tell();
      this.fit();
      return;
    }
    this.drawOverlay(area);
    this.tell();
  }
}

/** The ground that shows through what is transparent. */
function chequer(context: CanvasRenderingContext2D, ratio: number): CanvasPattern | string {
  const side = Math.round(8 * ratio);
  const tile = document.createElement("canvas");
  tile.width = side * 2;
  tile.height = side * 2;
  const painter = tile.getContext("2d");
  if (!painter) return "rgb(118 118 118)";
  painter.fillStyle = "rgb(96 96 96)";
  painter.fillRect(0, 0, side * 2, side * 2);
  painter.fillStyle = "rgb(140 140 140)";
  painter.fillRect(0, 0, side, side);
  painter.fillRect(side, side, side, side);
  return context.createPattern(tile, "repeat") ?? "rgb(118 118 118)";
}
