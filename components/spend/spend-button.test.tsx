// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { SpendButton } from "./spend-button";

afterEach(cleanup);

interface Click {
  atMs: number;
  /** The place in its row, as the browser counts. */
  detail: number;
  pointerType?: string;
}

/** How many of these clicks press the button. */
function pressesOf(clicks: readonly Click[]): number {
  const onClick = vi.fn<() => void>();
  render(<SpendButton onClick={onClick}>Generate</SpendButton>);
  for (const { atMs, detail, pointerType = "mouse" } of clicks) {
    const event = new PointerEvent("click", { bubbles: true, cancelable: true, detail, pointerType });
    Object.defineProperty(event, "timeStamp", { value: atMs });
    fireEvent(screen.getByRole("button"), event);
  }
  return onClick.mock.calls.length;
}

test("the clicks of one row press once, though the browser begins to count again after three", () => {
  const details = [1, 2, 3, 1, 2];
  expect(pressesOf(details.map((detail, index) => ({ atMs: 1_000 + index * 120, detail })))).toBe(1);
});

test("taps in a row press once where the browser does not count them", () => {
  expect(pressesOf([1_000, 1_200, 1_400].map((atMs) => ({ atMs, detail: 1, pointerType: "touch" })))).toBe(1);
});

test("clicks that are counted apart each press, and so does a tap after a while", () => {
  expect(pressesOf([1_000, 1_300].map((atMs) => ({ atMs, detail: 1 })))).toBe(2);
  cleanup();
  expect(pressesOf([1_000, 1_600].map((atMs) => ({ atMs, detail: 1, pointerType: "touch" })))).toBe(2);
});

test("a key presses, which is counted as no click", () => {
  expect(pressesOf([1_000, 1_700].map((atMs) => ({ atMs, detail: 0 })))).toBe(2);
});
