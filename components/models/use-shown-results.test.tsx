// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ResultGrid } from "./result-grid";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const result = (prompt: string, position: number) => ({
  generationId: "g",
  position,
  previewUrl: null,
  widthPixels: null,
  heightPixels: null,
  prompt,
});

const results = [result("an owl", 0), result("a lantern", 1)];
const names = () => screen.queryAllByRole("img").map((image) => image.getAttribute("alt"));

test("a result whose file is gone leaves the others where they are", () => {
  vi.spyOn(HTMLImageElement.prototype, "complete", "get").mockReturnValue(false);
  render(<ResultGrid workspaceId="w" results={results} />);
  expect(names()).toEqual(["an owl", "a lantern"]);
  fireEvent.error(screen.getByRole("img", { name: "an owl" }));
  expect(names()).toEqual(["a lantern"]);
});

test("one that failed before the page was live leaves as well", () => {
  vi.spyOn(HTMLImageElement.prototype, "complete", "get").mockReturnValue(true);
  vi.spyOn(HTMLImageElement.prototype, "naturalWidth", "get").mockImplementation(function (
    this: HTMLImageElement,
  ) {
    return this.alt === "an owl" ? 0 : 320;
  });
  render(<ResultGrid workspaceId="w" results={results} />);
  expect(names()).toEqual(["a lantern"]);
});
