interface KeyLine {
  keys: readonly string[];
  label: string;
}

/** What the painter's window hears wherever the focus is; its sheet lists these, and its handlers are one for each. */
const windowKeys = [
  { keys: ["b"], label: "Brush" },
  { keys: ["e"], label: "Eraser" },
  { keys: ["l"], label: "Lasso" },
  { keys: ["r"], label: "Rectangle" },
  { keys: ["o"], label: "Extend the picture" },
  { keys: ["x"], label: "Lasso and rectangle add or take away" },
  { keys: ["[", "]"], label: "Smaller, larger brush" },
  { keys: ["{", "}"], label: "Softer, harder brush" },
  { keys: ["f"], label: "Paint everything" },
  { keys: ["i"], label: "Invert" },
  { keys: ["delete", "backspace"], label: "Clear" },
  { keys: ["h"], label: "Show or hide what is painted" },
  { keys: ["mod+z"], label: "Undo" },
  { keys: ["mod+shift+z", "mod+y"], label: "Redo" },
  { keys: ["+", "="], label: "Zoom in" },
  { keys: ["-"], label: "Zoom out" },
  { keys: ["0", "1"], label: "Fit the window, true size" },
  { keys: ["mod+enter"], label: "Save the mask" },
  { keys: ["?"], label: "Show this sheet" },
] as const satisfies readonly KeyLine[];

/** A key that is listed has a handler, and a handler's key is listed: the compiler holds both. */
export type EditorKey = (typeof windowKeys)[number]["keys"][number];

/** Everything the painter's keys do, as its own sheet lists them. */
export const editorKeys: readonly KeyLine[] = [
  ...windowKeys,
  {
    keys: ["arrowleft", "arrowright", "arrowup", "arrowdown"],
    label: "Move the tool; with Shift further, with Alt by one pixel",
  },
  { keys: ["enter"], label: "Put the tool down, lift it" },
  { keys: ["space"], label: "Held: drag the picture" },
  { keys: ["alt"], label: "Held: the tool does the opposite" },
  { keys: ["shift"], label: "Held: a straight line from the last stroke" },
  { keys: ["escape"], label: "Give up the stroke, then leave" },
];
