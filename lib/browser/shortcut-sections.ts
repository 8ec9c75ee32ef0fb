import type { KeyBinding } from "./shortcut-match";

export interface ListedShortcut extends KeyBinding {
  /** What it does, in the words of the shortcut sheet; keys that share one are one line of it. */
  label: string;
  /** Null where the part that has the focus hears the key itself, and the sheet only tells of it. */
  run: (() => void) | null;
  worksEverywhere?: boolean;
}

export interface Section<Listed extends ListedShortcut> {
  title: string;
  /** 0 is the page; what covers it lies higher, and the highest has the keys. */
  layer: number;
  /** The shell's: a page's own win over them and stand before them, whichever came first. */
  isShell?: boolean;
  shortcuts: readonly Listed[];
}

/** What the keyboard means now: what lies on top, and from below it only what works everywhere. */
export function activeSections<Listed extends ListedShortcut>(
  sections: ReadonlyArray<Section<Listed>>,
): ReadonlyArray<Section<Listed>> {
  const top = Math.max(0, ...sections.map(({ layer }) => layer));
  const isShell = (section: Section<Listed>) => section.isShell === true;
  const inOrder = [...sections.filter(isShell), ...sections.filter((section) => !isShell(section))];
  return inOrder.flatMap((section) => {
    if (section.layer === top) return [section];
    const shortcuts = section.shortcuts.filter(({ worksEverywhere }) => worksEverywhere === true);
    return shortcuts.length > 0 ? [{ ...section, shortcuts }] : [];
  });
}

interface ListedSection {
  title: string;
  lines: Array<{ label: string; keys: string[] }>;
}

/** What the sheet shows of them: a title once, what does the same in one line, and no key that another has taken over. */
export function listedSections(all: ReadonlyArray<Section<ListedShortcut>>): ListedSection[] {
  const sections = activeSections(all);
  // A later binding wins, as with the keys themselves.
  const winners = new Map(
    sections.flatMap(({ shortcuts }) =>
      shortcuts.flatMap((shortcut) => (shortcut.run === null ? [] : [[shortcut.keys, shortcut] as const])),
    ),
  );
  const listed = new Map<string, Map<string, string[]>>();
  const shell = sections.filter(({ isShell }) => isShell === true);
  for (const { title, shortcuts } of [...sections.filter((section) => !shell.includes(section)), ...shell])
    for (const shortcut of shortcuts) {
      if (shortcut.run !== null && winners.get(shortcut.keys) !== shortcut) continue;
      const lines = listed.get(title) ?? new Map<string, string[]>();
      // Each of many rows may tell of the same key.
      lines.set(shortcut.label, [...new Set([...(lines.get(shortcut.label) ?? []), shortcut.keys])]);
      listed.set(title, lines);
    }
  return [...listed].map(([title, lines]) => ({
    title,
    lines: [...lines].map(([label, keys]) => ({ label, keys })),
  }));
}
