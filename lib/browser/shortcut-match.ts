/**
 * One key press as text: "mod+k" (⌘ or Ctrl), "alt+x", "shift+enter", "g", "?". Printable characters carry no shift,
 * because a keyboard layout decides which of them need it; letters do, so that "shift+g" is not "g".
 */
export function keyNameOf(
  event: Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">,
): string {
  const isLetter = /^\p{L}$/u.test(event.key);
  const isPrintable = event.key.length === 1;
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  return [
    event.metaKey || event.ctrlKey ? "mod+" : "",
    event.altKey ? "alt+" : "",
    event.shiftKey && (isLetter || !isPrintable) ? "shift+" : "",
    key,
  ].join("");
}

export interface KeyBinding {
  /** One key name, or two with a space between for one after the other: "g m". */
  keys: string;
}

export interface Match<Binding extends KeyBinding> {
  run: Binding | null;
  /** The first key of a sequence that may still be completed; null when none. */
  pending: string | null;
}

/**
 * What a key press does, given the key waited on. A later binding wins over an earlier one. A key that begins a
 * sequence and is also bound alone waits first; the caller runs it alone when nothing follows.
 */
export function matchKey<Binding extends KeyBinding>(
  bindings: readonly Binding[],
  pending: string | null,
  key: string,
): Match<Binding> {
  const find = (keys: string) => bindings.findLast((binding) => binding.keys === keys) ?? null;
  if (pending !== null) {
    const completed = find(`${pending} ${key}`);
    if (completed) return { run: completed, pending: null };
  }
  if (bindings.some((binding) => binding.keys.startsWith(`${key} `))) return { run: null, pending: key };
  return { run: find(key), pending: null };
}
