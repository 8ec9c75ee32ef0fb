import { useEffect, useRef, useSyncExternalStore } from "react";
import { type KeyBinding, keyNameOf, matchKey } from "./shortcut-match";

export interface Shortcut extends KeyBinding {
  /** What it does, in the words of the shortcut sheet. */
  label: string;
  run: () => void;
  /** Only for keys with a modifier, which type nothing. */
  worksWhileTyping?: boolean;
}

interface Section {
  title: string;
  shortcuts: readonly Shortcut[];
}

// How long a first key waits for its second; about as long as it takes to find it.
const sequenceMs = 700;

let sections: readonly Section[] = [];
const listeners = new Set<() => void>();
let pending: { key: string; timer: ReturnType<typeof setTimeout> } | null = null;

const allShortcuts = () => sections.flatMap((section) => section.shortcuts);

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("textarea, select")) return true;
  const input = target.closest("input");
  return input !== null && !/^(checkbox|radio|range|button|submit|reset|file)$/.test(input.type);
}

/** True where keys belong to something that floats above the page. */
function isInsidePopup(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=menu], [role=listbox]") !== null;
}

function clearPending() {
  if (pending) clearTimeout(pending.timer);
  pending = null;
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const key = keyNameOf(event);
  if (/(^|\+)(shift|control|meta|alt)$/.test(key)) return;
  const typing = isTyping(event.target);
  const usable = allShortcuts().filter(
    (shortcut) => (!typing && !isInsidePopup(event.target)) || shortcut.worksWhileTyping === true,
  );
  const { run, pending: waitsOn } = matchKey(usable, pending?.key ?? null, key);
  clearPending();
  if (waitsOn !== null) {
    pending = {
      key: waitsOn,
      timer: setTimeout(() => {
        pending = null;
        allShortcuts()
          .findLast((shortcut) => shortcut.keys === waitsOn)
          ?.run();
      }, sequenceMs),
    };
    return;
  }
  if (!run) return;
  event.preventDefault();
  run.run();
}

function change(next: readonly Section[]) {
  const isHeard = next.length > 0;
  if (isHeard !== sections.length > 0) {
    if (isHeard) window.addEventListener("keydown", onKeyDown);
    else window.removeEventListener("keydown", onKeyDown);
    clearPending();
    // Whoever drives the page by keys, a tool or a test, sees by this that they are heard.
    document.documentElement.toggleAttribute("data-keys", isHeard);
  }
  sections = next;
  for (const listener of listeners) listener();
}

/**
 * Makes shortcuts work, and listed in the shortcut sheet under the title, while the component is mounted. They never
 * act while somebody types. A page's win over the shell's of the same key.
 */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  const named = shortcuts.map(({ keys, label }) => `${keys} ${label}`).join("\n");
  // An effect after each render, because the handlers close over what that render knew.
  useEffect(() => {
    latest.current = shortcuts;
  });
  // An effect, because the keyboard is outside React; registered anew only when the keys change.
  useEffect(() => {
    if (named === "") return undefined;
    const section: Section = {
      title,
      shortcuts: latest.current.map((shortcut, index) => ({
        ...shortcut,
        run: () => latest.current[index]?.run(),
      })),
    };
    change([...sections, section]);
    return () => change(sections.filter((other) => other !== section));
  }, [title, named]);
}

/** What the shortcut sheet lists now. */
export function useShortcutSections(): readonly Section[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sections,
    () => sections,
  );
}
