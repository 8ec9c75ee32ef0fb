// @vitest-environment happy-dom
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useTurns } from "./turns";

afterEach(cleanup);

test("what was begun is wanted until the same is begun once more", () => {
  const { result } = renderHook(useTurns, { reactStrictMode: true });
  const first = result.current();
  expect(first()).toBe(true);
  const second = result.current();
  expect([first(), second()]).toEqual([false, true]);
});

test("it is not wanted where the person has gone elsewhere", () => {
  const { result, unmount } = renderHook(useTurns);
  const left = result.current();
  window.history.pushState(null, "", "/elsewhere");
  expect(left()).toBe(false);
  const gone = result.current();
  unmount();
  expect(gone()).toBe(false);
});
