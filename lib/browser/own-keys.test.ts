// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { isOwnKey } from "./own-keys";

afterEach(() => document.body.replaceChildren());

function focused(html: string): Element | null {
  document.body.innerHTML = html;
  const element = document.body.firstElementChild as HTMLElement | null;
  element?.focus();
  return element;
}

test("a slider keeps the keys that move it, and leaves the others to the page", () => {
  const slider = focused('<input type="range">');
  for (const key of ["arrowleft", "arrowup", "shift+arrowright", "home", "end", "pageup"])
    expect(isOwnKey(slider, key), key).toBe(true);
  for (const key of ["z", "escape", "space", "mod+arrowleft"]) expect(isOwnKey(slider, key), key).toBe(false);
});

test("nothing that is no control keeps a key", () => {
  const tile = focused("<p tabindex='0'>Words</p>");
  for (const key of ["space", "enter", "arrowleft"]) expect(isOwnKey(tile, key), key).toBe(false);
  expect(isOwnKey(null, "space")).toBe(false);
});

test("what was reached by keyboard is pressed by its own keys", () => {
  const button = focused("<button>Play</button>");
  expect(isOwnKey(button, "space")).toBe(true);
  expect(isOwnKey(button, "enter")).toBe(true);
  expect(isOwnKey(button, "arrowleft")).toBe(false);
  expect(isOwnKey(button, "mod+enter")).toBe(false);
  expect(isOwnKey(focused('<a href="/x">x</a>'), "enter")).toBe(true);
  expect(isOwnKey(focused('<a href="/x">x</a>'), "space")).toBe(false);
  expect(isOwnKey(focused('<input type="checkbox">'), "space")).toBe(true);
  expect(isOwnKey(focused('<input type="radio">'), "arrowdown")).toBe(true);
});
