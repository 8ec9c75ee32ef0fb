import {
  type Area,
  extendedPlane,
  fillPlane,
  invertPlane,
  isEmptyArea,
  joinedArea,
  type Margins,
  type MaskPlane,
  wholeArea,
} from "./mask-plane";

// Small enough that a stroke keeps little it did not touch, large enough that a long one has few.
const tileSide = 256;

/** Past this the oldest steps are forgotten: a picture of 4,096 pixels a side takes 16 MB itself. */
const usualBudgetBytes = 192 * 1_048_576;

/** What a tile held: one number where it is all the same, as most are. */
type Tile = number | Uint8Array<ArrayBuffer>;

type Step =
  | { kind: "tiles"; tiles: Map<number, Tile> }
  | { kind: "invert" }
  | { kind: "extend"; margins: Margins };

const sizeOf = (step: Step): number => {
  if (step.kind !== "tiles") return 64;
  let bytes = 64;
  for (const tile of step.tiles.values()) bytes += typeof tile === "number" ? 16 : tile.byteLength;
  return bytes;
};

const opposite = ({ left, top, right, bottom }: Margins): Margins => ({
  left: -left || 0,
  top: -top || 0,
  right: -right || 0,
  bottom: -bottom || 0,
});

/** A mask being painted, with its way back: a step keeps the tiles it changed as they were, never the whole mask. */
export class MaskHistory {
  private done: Step[] = [];
  private undone: Step[] = [];
  private open: Map<number, Tile> | null = null;
  private bytes = 0;

  constructor(
    public plane: MaskPlane,
    private readonly budgetBytes = usualBudgetBytes,
  ) {}

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Begins a step; what it changes has to be named with `touch` before it is changed. */
  begin(): void {
    this.open = new Map();
  }

  touch(area: Area): void {
    if (!this.open || isEmptyArea(area)) return;
    const across = this.tilesAcross();
    for (let row = Math.floor(area.top / tileSide); row * tileSide < area.bottom; row += 1)
      for (let column = Math.floor(area.left / tileSide); column * tileSide < area.right; column += 1) {
        const index = row * across + column;
        if (!this.open.has(index)) this.open.set(index, this.read(index));
      }
  }

  /** Ends the step. False where nothing came of it. */
  commit(): boolean {
    const tiles = this.open;
    this.open = null;
    if (!tiles) return false;
    for (const [index, tile] of tiles) if (isSame(tile, this.read(index))) tiles.delete(index);
    if (tiles.size === 0) return false;
    this.push({ kind: "tiles", tiles });
    return true;
  }

  /** Puts back what the open step has changed; gives the area to draw again. */
  rollBack(): Area {
    const tiles = this.open;
    this.open = null;
    return tiles ? this.swap(tiles) : { left: 0, top: 0, right: 0, bottom: 0 };
  }

  fill(value: 0 | 255): boolean {
    this.begin();
    this.touch(wholeArea(this.plane));
    fillPlane(this.plane, value);
    return this.commit();
  }

  invert(): void {
    invertPlane(this.plane);
    this.push({ kind: "invert" });
  }

  extend(margins: Margins): void {
    this.plane = extendedPlane(this.plane, margins);
    this.push({ kind: "extend", margins });
  }

  /** Takes the last step back; gives the area to draw again, or null where there is none. */
  undo(): Area | null {
    const step = this.done.pop();
    if (!step) return null;
    this.bytes -= sizeOf(step);
    const area = this.apply(step, true);
    this.undone.push(step);
    return area;
  }

  redo(): Area | null {
    const step = this.undone.pop();
    if (!step) return null;
    const area = this.apply(step, false);
    this.done.push(step);
    this.bytes += sizeOf(step);
    return area;
  }

  /** What all extensions that stand have added to the picture the mask began with. */
  margins(): Margins {
    const sum = { left: 0, top: 0, right: 0, bottom: 0 };
    for (const step of this.done)
      if (step.kind === "extend") {
        sum.left += step.margins.left;
        sum.top += step.margins.top;
        sum.right += step.margins.right;
        sum.bottom += step.margins.bottom;
      }
    return sum;
  }

  private apply(step: Step, isBack: boolean): Area {
    if (step.kind === "tiles") return this.swap(step.tiles);
    if (step.kind === "invert") invertPlane(this.plane);
    // What was painted on the added margins was a later step and is undone already, so that nothing is lost by cutting.
    else this.plane = extendedPlane(this.plane, isBack ? opposite(step.margins) : step.margins);
    return wholeArea(this.plane);
  }

  private push(step: Step): void {
    this.undone = [];
    this.done.push(step);
    this.bytes += sizeOf(step);
    // An extension is never forgotten: the picture's own size hangs on it.
    while (this.bytes > this.budgetBytes && this.done.length > 1 && this.done[0]?.kind !== "extend") {
      const oldest = this.done.shift();
      if (oldest) this.bytes -= sizeOf(oldest);
    }
  }

  private tilesAcross(): number {
    return Math.ceil(this.plane.width / tileSide);
  }

  private areaOf(index: number): Area {
    const across = this.tilesAcross();
    const [left, top] = [(index % across) * tileSide, Math.floor(index / across) * tileSide];
    return {
      left,
      top,
      right: Math.min(left + tileSide, this.plane.width),
      bottom: Math.min(top + tileSide, this.plane.height),
    };
  }

  private read(index: number): Tile {
    const { left, top, right, bottom } = this.areaOf(index);
    const { width, cover } = this.plane;
    const side = right - left;
    const bytes = new Uint8Array(side * (bottom - top));
    for (let y = top; y < bottom; y += 1)
      bytes.set(cover.subarray(y * width + left, y * width + right), (y - top) * side);
    const first = bytes[0] ?? 0;
    return bytes.every((value) => value === first) ? first : bytes;
  }

  private write(index: number, tile: Tile): Area {
    const area = this.areaOf(index);
    const { width, cover } = this.plane;
    const side = area.right - area.left;
    for (let y = area.top; y < area.bottom; y += 1) {
      const begin = y * width + area.left;
      if (typeof tile === "number") cover.fill(tile, begin, begin + side);
      else cover.set(tile.subarray((y - area.top) * side, (y - area.top + 1) * side), begin);
    }
    return area;
  }

  /** Exchanges tiles with what stands there now: the same step then leads the other way. */
  private swap(tiles: Map<number, Tile>): Area {
    let area: Area = { left: 0, top: 0, right: 0, bottom: 0 };
    for (const [index, tile] of tiles) {
      tiles.set(index, this.read(index));
      area = joinedArea(area, this.write(index, tile));
    }
    return area;
  }
}

function isSame(one: Tile, other: Tile): boolean {
  if (typeof one === "number" || typeof other === "number") return one === other;
  return one.every((value, at) => value === other[at]);
}
