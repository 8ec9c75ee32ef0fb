// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { heardElsewhere, type Shortcut, ShortcutLayer, useShortcutSections, useShortcuts } from "./shortcuts";

afterEach(cleanup);

function Part({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  useShortcuts(title, shortcuts);
  return null;
}

function Sheet() {
  return (
    <ul>
      {useShortcutSections().flatMap(({ lines }) => lines.map(({ label }) => <li key={label}>{label}</li>))}
    </ul>
  );
}

const listed = () => screen.queryAllByRole("listitem").map(({ textContent }) => textContent);

test("a key that a slider moves by runs no shortcut, and any other still does", () => {
  const [step, zoom] = [vi.fn<() => void>(), vi.fn<() => void>()];
  render(
    <>
      <Part
        title="Result"
        shortcuts={[
          { keys: "arrowright", label: "The next result", run: step },
          { keys: "z", label: "True size", run: zoom },
        ]}
      />
      <input type="range" />
    </>,
  );
  const slider = screen.getByRole("slider");
  // Unprevented, so that the browser moves it.
  expect(fireEvent.keyDown(slider, { key: "ArrowRight" })).toBe(true);
  expect(step).not.toHaveBeenCalled();
  fireEvent.keyDown(slider, { key: "z" });
  fireEvent.keyDown(document.body, { key: "ArrowRight" });
  expect([zoom.mock.calls.length, step.mock.calls.length]).toEqual([1, 1]);
});

test("what covers the page has the keys and the sheet until it goes, also within its own popup", () => {
  const [below, above, sheet] = [vi.fn<() => void>(), vi.fn<() => void>(), vi.fn<() => void>()];
  const page = (
    <Part
      title="Gallery"
      shortcuts={[
        { keys: "d", label: "Download", run: below },
        { keys: "?", label: "Show this sheet", run: sheet, worksEverywhere: true },
      ]}
    />
  );
  const { rerender } = render(
    <>
      {page}
      <ShortcutLayer value={1}>
        <Part title="Deciding" shortcuts={[{ keys: "x", label: "Reject", run: above }]} />
        <div role="dialog" data-shortcut-layer="" tabIndex={-1} />
      </ShortcutLayer>
      <Sheet />
    </>,
  );
  const popup = screen.getByRole("dialog");
  for (const key of ["d", "x", "?"]) fireEvent.keyDown(popup, { key });
  expect([below, above, sheet].map(({ mock }) => mock.calls.length)).toEqual([0, 1, 1]);
  expect(listed()).toEqual(["Show this sheet", "Reject"]);
  rerender(
    <>
      {page}
      <Sheet />
    </>,
  );
  fireEvent.keyDown(document.body, { key: "d" });
  expect(below).toHaveBeenCalledOnce();
  expect(listed()).toEqual(["Download", "Show this sheet"]);
});

test("a held key goes on only where that is meant, and one that is heard elsewhere is only told of", () => {
  const [pan, pick] = [vi.fn<() => void>(), vi.fn<() => void>()];
  render(
    <>
      <Part
        title="Picture"
        shortcuts={[
          { keys: "shift+arrowleft", label: "Move", run: pan, repeats: true },
          { keys: "p", label: "Pick", run: pick },
          ...heardElsewhere("Open", "enter"),
        ]}
      />
      <Sheet />
    </>,
  );
  for (const repeat of [false, true, true]) {
    fireEvent.keyDown(document.body, { key: "ArrowLeft", shiftKey: true, repeat });
    fireEvent.keyDown(document.body, { key: "p", repeat });
  }
  expect([pan.mock.calls.length, pick.mock.calls.length]).toEqual([3, 1]);
  expect(fireEvent.keyDown(document.body, { key: "Enter" })).toBe(true);
  expect(listed()).toEqual(["Move", "Pick", "Open"]);
});

test("a form is sent from its fields and its buttons, but not from what floats above it", () => {
  const generate = vi.fn<() => void>();
  render(
    <>
      <Part
        title="Generate"
        shortcuts={[{ keys: "mod+enter", label: "Generate", run: generate, worksWhileTyping: true }]}
      />
      <textarea aria-label="Prompt" />
      <button type="button">A chip</button>
      <div role="dialog">
        <input aria-label="Search" />
        <button type="button">Close</button>
      </div>
    </>,
  );
  const send = (element: HTMLElement) => {
    element.focus();
    fireEvent.keyDown(element, { key: "Enter", ctrlKey: true });
    return generate.mock.calls.length;
  };
  expect(send(screen.getByRole("textbox", { name: "Search" }))).toBe(0);
  expect(send(screen.getByRole("button", { name: "Close" }))).toBe(0);
  expect(send(screen.getByRole("textbox", { name: "Prompt" }))).toBe(1);
  expect(send(screen.getByRole("button", { name: "A chip" }))).toBe(2);
});
