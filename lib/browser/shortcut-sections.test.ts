import { expect, test } from "vitest";
import { activeSections, listedSections } from "./shortcut-sections";

const run = () => undefined;
const everywhere = {
  title: "Everywhere",
  layer: 0,
  isShell: true,
  shortcuts: [
    { keys: "/", label: "Search", run },
    { keys: "?", label: "Show this sheet", run, worksEverywhere: true },
  ],
};
const gallery = {
  title: "Gallery",
  layer: 0,
  shortcuts: [
    { keys: "arrowleft", label: "Move over the results", run },
    { keys: "arrowright", label: "Move over the results", run },
    { keys: "d", label: "Download the result in hand", run },
  ],
};
const search = { title: "Gallery", layer: 0, shortcuts: [{ keys: "/", label: "Search the gallery", run }] };
const culling = { title: "Deciding", layer: 1, shortcuts: [{ keys: "d", label: "Download", run }] };

test("under what covers the page only what works everywhere still does", () => {
  const active = activeSections([everywhere, gallery, culling]);
  expect(active.flatMap(({ shortcuts }) => shortcuts.map(({ keys }) => keys))).toEqual(["?", "d"]);
  expect(active.map(({ title }) => title)).toEqual(["Everywhere", "Deciding"]);
});

test("keys that do the same are one line, and parts with one title are one section", () => {
  expect(listedSections([gallery, search])).toEqual([
    {
      title: "Gallery",
      lines: [
        { label: "Move over the results", keys: ["arrowleft", "arrowright"] },
        { label: "Download the result in hand", keys: ["d"] },
        { label: "Search the gallery", keys: ["/"] },
      ],
    },
  ]);
});

test("a key that a later part took over is not listed twice", () => {
  const lines = listedSections([everywhere, search]).flatMap((section) => section.lines);
  expect(lines.map(({ keys }) => keys)).toEqual([["/"], ["?"]]);
});

test("a key that a focused part hears as well is listed with what it does elsewhere, once for all such parts", () => {
  const handle = {
    title: "References",
    layer: 0,
    shortcuts: [{ keys: "arrowleft", label: "On a handle: move it", run: null }],
  };
  expect(listedSections([gallery, handle, handle]).map(({ lines }) => lines.map(({ keys }) => keys))).toEqual(
    [[["arrowleft", "arrowright"], ["d"]], [["arrowleft"]]],
  );
});

test("a page's key wins over the shell's and is listed before it, though the shell came later", () => {
  const active = activeSections([search, everywhere]).flatMap(({ shortcuts }) => shortcuts);
  expect(active.findLast(({ keys }) => keys === "/")?.label).toBe("Search the gallery");
  expect(listedSections([search, everywhere]).map(({ title }) => title)).toEqual(["Gallery", "Everywhere"]);
});
