import { expect, test } from "vitest";
import { keyNameOf, matchKey } from "./shortcut-match";

const press = (key: string, modifiers: Partial<KeyboardEvent> = {}) =>
  keyNameOf({ key, metaKey: false, ctrlKey: false, altKey: false, shiftKey: false, ...modifiers });

const goModels = { keys: "g m" };
const generateWithIt = { keys: "g" };
const favourite = { keys: "f" };
const pageFavourite = { keys: "f" };
const bindings = [goModels, generateWithIt, favourite, pageFavourite];

test("⌘ and Ctrl are one modifier", () => {
  expect(press("k", { metaKey: true })).toBe("mod+k");
  expect(press("K", { ctrlKey: true, shiftKey: true })).toBe("mod+shift+k");
});

test("a question mark is the same key on every layout", () => {
  expect(press("?", { shiftKey: true })).toBe("?");
  expect(press("?")).toBe("?");
});

test("a shifted letter is another key than the letter", () => {
  expect(press("G", { shiftKey: true })).toBe("shift+g");
});

test("a key that begins a sequence waits, even when it is bound alone", () => {
  expect(matchKey(bindings, null, "g")).toEqual({ run: null, pending: "g" });
});

test("the second key completes the sequence", () => {
  expect(matchKey(bindings, "g", "m")).toEqual({ run: goModels, pending: null });
});

test("a key that completes nothing acts for itself", () => {
  expect(matchKey(bindings, "g", "f")).toEqual({ run: pageFavourite, pending: null });
});

test("the binding of the page wins over the shell's", () => {
  expect(matchKey(bindings, null, "f").run).toBe(pageFavourite);
});

test("an unbound key does nothing", () => {
  expect(matchKey(bindings, null, "q")).toEqual({ run: null, pending: null });
});
