"use client";

import { useSyncExternalStore } from "react";
import { classNames } from "./class-names";

interface KbdProps {
  /** Key names as shortcuts spell them: "mod+k", "g m", "?", "shift+enter". */
  keys: string;
  className?: string;
}

const subscribe = () => () => undefined;
const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

const glyphs: Record<string, string> = {
  shift: "⇧",
  enter: "⏎",
  space: "Space",
  escape: "Esc",
  arrowleft: "←",
  arrowright: "→",
  arrowup: "↑",
  arrowdown: "↓",
  backspace: "⌫",
  delete: "Del",
};

/** Keys drawn as keys. Hidden from screen readers, to which the control itself tells its shortcut. */
export function Kbd({ keys, className }: KbdProps) {
  const apple = useSyncExternalStore(subscribe, isApple, () => false);
  const caps = keys
    // A plus that stands alone is a key itself.
    .split(/ |(?<=.)\+(?=.)/)
    .map((key) =>
      key === "mod" ? (apple ? "⌘" : "Ctrl") : key === "alt" && apple ? "⌥" : (glyphs[key] ?? key),
    );
  return (
    <span className={classNames("inline-flex gap-0.5 touch:hidden", className)} aria-hidden="true">
      {caps.map((cap, index) => (
        <kbd
          // "G G" is the same key twice, and a cap never moves.
          key={`${index} ${cap}`}
          className="inline-flex h-4 min-w-4 items-center justify-center rounded-[3px] bg-press px-1 font-sans text-11 leading-none text-soft capitalize"
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
