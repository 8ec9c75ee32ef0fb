import type { AssetMarks, MarkChange } from "@/lib/domain/marks";

/** What a key means while results are decided about full screen. */
export type CullStep =
  | { kind: "decide"; change: MarkChange; goesOn: boolean }
  | { kind: "go"; by: 1 | -1 }
  | { kind: "undo" }
  | { kind: "advance" };

/** The keys of deciding full screen, as the shortcut sheet lists them. */
export const cullKeys: ReadonlyArray<{ keys: string; label: string }> = [
  { keys: "p", label: "Pick" },
  { keys: "x", label: "Reject" },
  ...["1", "2", "3", "4", "5"].map((keys) => ({ keys, label: "That many stars" })),
  { keys: "0", label: "No stars and no verdict" },
  { keys: "f", label: "Favourite" },
  { keys: "u", label: "Undo, and back to it" },
  { keys: "a", label: "Go on by itself, or stay" },
  { keys: "arrowright", label: "The next one" },
  { keys: "arrowdown", label: "The next one" },
  { keys: "space", label: "The next one" },
  { keys: "arrowleft", label: "The one before" },
  { keys: "arrowup", label: "The one before" },
];

/** The meaning of a key, as shortcuts spell it, told the marks of what is in sight; null where it has none. */
export function cullStepOf(key: string, marks: AssetMarks, isAdvancing: boolean): CullStep | null {
  const decided = (change: MarkChange, goesOn = isAdvancing): CullStep => ({
    kind: "decide",
    change,
    goesOn,
  });
  switch (key.toLowerCase()) {
    case "p":
      return decided({ verdict: "pick" });
    case "x":
      return decided({ verdict: "reject" });
    case "0":
      return decided({ rating: null, verdict: null }, false);
    case "f":
      return decided({ isFavourite: !marks.isFavourite }, false);
    case "u":
      return { kind: "undo" };
    case "a":
      return { kind: "advance" };
    case "arrowright":
    case "arrowdown":
    case "space":
      return { kind: "go", by: 1 };
    case "arrowleft":
    case "arrowup":
      return { kind: "go", by: -1 };
    default:
      return /^[1-5]$/.test(key) ? decided({ rating: Number(key) }) : null;
  }
}

/** Far enough that a finger meant it. */
const swipePixels = 72;

/** What a finger that moved so far means: right picks, left rejects, up goes on, down goes back. */
export function swipeOf(x: number, y: number): "pick" | "reject" | "next" | "previous" | null {
  if (Math.max(Math.abs(x), Math.abs(y)) < swipePixels) return null;
  if (Math.abs(x) > Math.abs(y)) return x > 0 ? "pick" : "reject";
  return y < 0 ? "next" : "previous";
}

/** How a session stands, in a few words. */
export function tallyWords(all: readonly AssetMarks[]): string {
  const picked = all.filter(({ verdict }) => verdict === "pick").length;
  const rejected = all.filter(({ verdict }) => verdict === "reject").length;
  return `${picked} picked · ${rejected} rejected · ${all.length - picked - rejected} open`;
}
