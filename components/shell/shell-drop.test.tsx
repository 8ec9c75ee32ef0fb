// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ShellDrop } from "./shell-drop";

const place = vi.hoisted(() => ({ path: "" }));
vi.mock("next/navigation", () => ({ usePathname: () => place.path, useRouter: () => ({}) }));

afterEach(cleanup);

const dragOver = (path: string) => {
  place.path = path;
  render(<ShellDrop workspaceId="w" />);
  const enter = Object.assign(new Event("dragenter"), { dataTransfer: { types: ["Files"] } });
  act(() => void window.dispatchEvent(enter));
  return screen.queryByText("Drop to upload") !== null;
};

test.each([
  ["/w/w/models", true],
  ["/w/w/workflows", true],
  ["/w/w/workflows/f", true],
  ["/w/w/workflows/f/several", false],
  ["/w/w/generate/plan", false],
  ["/w/w/uploads", false],
])("at %s files over the window are offered to Uploads: %s", (path, isOffered) => {
  expect(dragOver(path)).toBe(isOffered);
});
