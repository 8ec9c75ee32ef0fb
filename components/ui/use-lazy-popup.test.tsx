// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useLazyPopup } from "./use-lazy-popup";

const toast = vi.hoisted(() => vi.fn<(text: string) => void>());
vi.mock("./toast", () => ({ toast }));

afterEach(cleanup);

function Popup({ load }: { load: () => Promise<unknown> }) {
  const { isWanted, closedTrigger } = useLazyPopup(<button type="button">Open</button>, "menu", load);
  return isWanted ? <p>opened</p> : closedTrigger;
}

test("a popup whose script did not come says so, and opens at a later press", async () => {
  const load = vi.fn<() => Promise<unknown>>().mockRejectedValue(new Error("The network was away."));
  render(<Popup load={load} />);
  const button = () => screen.getByRole("button", { name: "Open" });
  await act(async () => void fireEvent.focus(button()));
  expect(toast).not.toHaveBeenCalled();
  await act(async () => void fireEvent.click(button()));
  expect(toast).toHaveBeenCalledOnce();
  load.mockResolvedValue(null);
  await act(async () => void fireEvent.click(button()));
  expect(screen.queryByText("opened")).not.toBeNull();
});
