// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useClip } from "./use-clip";

function Player() {
  const [media, clip] = useClip<HTMLAudioElement>(null);
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- There is nothing in it.
  return clip.isBroken ? <p>broken</p> : <audio ref={media} aria-label="player" />;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test("a clip whose line broke is asked for once more, and only then called broken", () => {
  render(<Player />);
  const player = screen.getByLabelText<HTMLAudioElement>("player");
  const load = vi.spyOn(player, "load").mockImplementation(() => undefined);
  const fail = () => fireEvent.error(player);
  fail();
  act(() => {
    vi.runAllTimers();
  });
  expect(load).toHaveBeenCalledOnce();
  expect(screen.queryByText("broken")).toBeNull();
  fail();
  expect(screen.queryByText("broken")).not.toBeNull();
});

test("a clip that failed before the page was live is heard of all the same", () => {
  const failed = vi
    .spyOn(HTMLMediaElement.prototype, "error", "get")
    .mockReturnValue({ code: 4 } as MediaError);
  const load = vi.spyOn(HTMLMediaElement.prototype, "load").mockImplementation(() => undefined);
  render(<Player />);
  act(() => {
    vi.runAllTimers();
  });
  expect(load).toHaveBeenCalledOnce();
  fireEvent.error(screen.getByLabelText("player"));
  expect(screen.queryByText("broken")).not.toBeNull();
  failed.mockRestore();
  load.mockRestore();
});
