import { createContext, useContext, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { isOwnKey } from "./own-keys";
import { keyNameOf, matchKey } from "./shortcut-match";
import { activeSections, type ListedShortcut, listedSections, type Section } from "./shortcut-sections";

export interface Shortcut extends ListedShortcut {
  /** Only for keys with a modifier, which type nothing. */
  worksWhileTyping?: boolean;
  /** Goes on while the key is held down. */
  repeats?: boolean;
  /** Works under what covers the page as well. */
  worksEverywhere?: boolean;
}

type Heard = Shortcut & { run: () => void };

// How long a first key waits for its second; about as long as it takes to find it.
const sequenceMs = 700;

let sections: ReadonlyArray<Section<Shortcut>> = [];
const listeners = new Set<() => void>();
let pending: { key: string; timer: ReturnType<typeof setTimeout> } | null = null;

const heardShortcuts = (): Heard[] =>
  activeSections(sections).flatMap((section) =>
    section.shortcuts.filter((shortcut): shortcut is Heard => shortcut.run !== null),
  );

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("textarea, select")) return true;
  const input = target.closest("input");
  return input !== null && !/^(checkbox|radio|range|button|submit|reset|file)$/.test(input.type);
}

/** True where keys belong to something that floats above the page; what is closing has the focus a little longer. */
function isInsidePopup(target: EventTarget | null): boolean {
  const popup =
    target instanceof Element
      ? target.closest("[role=dialog]:not([data-shortcut-layer]), [role=menu], [role=listbox]")
      : null;
  if (popup?.hasAttribute("data-closed"))
    return document.querySelector("[role=dialog][data-open]:not([data-shortcut-layer])") !== null;
  return popup !== null;
}

function clearPending() {
  if (pending) clearTimeout(pending.timer);
  pending = null;
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return;
  const key = keyNameOf(event);
  if (/(^|\+)(shift|control|meta|alt)$/.test(key) || isOwnKey(event.target, key)) return;
  // A window that has just come takes the keys before it has the focus.
  const isAbove = isInsidePopup(event.target) || document.querySelector("[data-modal][data-open]") !== null;
  // The page's form is not sent from what floats above it, where a field or a button of its own is meant.
  if (isAbove && key === "mod+enter") return;
  const typing = isTyping(event.target);
  const usable = heardShortcuts().filter(
    (shortcut) =>
      ((!typing && !isAbove) || shortcut.worksWhileTyping === true) &&
      (!event.repeat || shortcut.repeats === true),
  );
  const { run, pending: waitsOn } = matchKey(usable, pending?.key ?? null, key);
  clearPending();
  if (waitsOn !== null) {
    pending = {
      key: waitsOn,
      timer: setTimeout(() => {
        pending = null;
        heardShortcuts()
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

function change(next: ReadonlyArray<Section<Shortcut>>) {
  const isHeard = next.length > 0;
  if (isHeard !== sections.length > 0) {
    if (isHeard) window.addEventListener("keydown", onKeyDown);
    else window.removeEventListener("keydown", onKeyDown);
    clearPending();
  }
  sections = next;
  // Whoever drives the page by keys, a tool or a test, sees by this whose keys are heard: a page's parts come one by one.
  document.documentElement.dataset.keys = activeSections(next)
    .map(({ title }) => title)
    .join(", ");
  for (const listener of listeners) listener();
}

/** Keys that only the part of the page hears which has the focus: for the sheet, so that nobody has to find them. */
export const heardElsewhere = (label: string, ...keys: readonly string[]): Shortcut[] =>
  keys.map((each) => ({ keys: each, label, run: null }));

const Layer = createContext(0);

/**
 * Around what covers the page and takes its keys: while it is mounted, only the shortcuts of its own parts work and are
 * listed. Its popup is marked `data-shortcut-layer`, because the keys within a popup are else the popup's.
 */
export const ShortcutLayer = Layer.Provider;

/**
 * Makes shortcuts work, and listed in the shortcut sheet under the title, while the component is mounted. They never
 * act while somebody types. A page's win over the shell's of the same key.
 */
export function useShortcuts(
  title: string,
  shortcuts: readonly Shortcut[],
  { isShell = false }: { isShell?: boolean } = {},
): void {
  const layer = useContext(Layer);
  const latest = useRef(shortcuts);
  const named = shortcuts.map(({ keys, label }) => `${keys} ${label}`).join("\n");
  // A layout effect, because the handlers close over what a render knew: a key right after it was drawn must meet them.
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  // A layout effect, because the keyboard is outside React; registered anew only when the keys change.
  useLayoutEffect(() => {
    if (named === "") return undefined;
    const section: Section<Shortcut> = {
      title,
      layer,
      isShell,
      shortcuts: latest.current.map((shortcut, index) => ({
        ...shortcut,
        run: shortcut.run === null ? null : () => latest.current[index]?.run?.(),
      })),
    };
    change([...sections, section]);
    return () => change(sections.filter((other) => other !== section));
  }, [title, named, layer, isShell]);
}

/** What the shortcut sheet lists now. */
export function useShortcutSections(): ReturnType<typeof listedSections> {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sections,
    () => sections,
  );
  return listedSections(all);
}
