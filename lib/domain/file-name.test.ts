import { expect, test } from "vitest";
import { assetFileName, safeName, uniquePaths, unknownNameFields } from "./file-name";
import type { Generation } from "./generation";

const generation = {
  id: "0f3c2f4e-2222-4222-8222-222222222222",
  status: "complete",
  request: {
    kind: "model",
    modelId: "11111111-2222-4222-8222-222222222222",
    parameters: { prompt: "An amber lantern, in fog.", seed: 77 },
    references: [],
    mask: null,
    sessionName: null,
  },
  source: { kind: "model", id: "1", name: "FLUX 1.1 [pro]", modality: "image" },
  createdAt: "2026-11-20T23:30:00.000Z",
  personName: "Ada",
  sessionName: null,
} as const satisfies Partial<Generation>;

const asset = {
  position: 2,
  contentType: "image/png",
  url: "https://media.example/a.png",
  widthPixels: 1024,
  heightPixels: 768,
};

const named = (
  template: string,
  over: Partial<typeof generation.request.parameters> = {},
  hasFolders = false,
) =>
  assetFileName(
    template,
    {
      generation: {
        ...generation,
        request: { ...generation.request, parameters: { ...generation.request.parameters, ...over } },
      },
      asset,
      timeZone: "Europe/Berlin",
    },
    hasFolders,
  );

test("a template is filled from the run, with the day as the person's clock had it", () => {
  expect(named("{date}_{model}_{prompt}_{n}")).toBe(
    "2026-11-21_FLUX 1.1 [pro]_An amber lantern, in fog_3.png",
  );
  expect(named("{seed} {size} {person} {id}")).toBe("77 1024x768 Ada 0f3c2f4e.png");
});

test("a field without a value leaves no divider behind", () => {
  expect(named("{session}_{n}")).toBe("3.png");
  expect(named("{person}_{session}_{n}")).toBe("Ada_3.png");
});

test("a slash of the template makes a folder in an archive only, one of a prompt never", () => {
  expect(named("{model}/{prompt}", { prompt: "../../etc/passwd" as never }, true)).toBe(
    "FLUX 1.1 [pro]/etc passwd.png",
  );
  expect(named("{model}/{prompt}", { prompt: "../../etc/passwd" as never })).toBe("etc passwd.png");
  expect(named("../../{n}", {}, true)).toBe("3.png");
});

test.each([
  ["CON", "_CON"],
  ["nul.tar", "_nul.tar"],
  ["lpt¹", "_lpt¹"],
  ["..\\..\\windows", "windows"],
  ['a:b*c?<d>|"e', "a b c d e"],
  ["trailing. . ", "trailing"],
  [".hidden", "hidden"],
  ["-rf", "rf"],
  ["line\u2028break\u0000\u202Egpj.exe", "line break gpj.exe"],
  ["e\u0301", "\u00e9"],
])("%j becomes the name %j that every system takes", (text, name) => {
  expect(safeName(text)).toBe(name);
});

test("a name is never longer than a file system takes, whatever is in the prompt", () => {
  const name = named("{prompt} {model} {prompt} {prompt} {n}", { prompt: "龍".repeat(5_000) as never });
  expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(180);
  expect(name).toMatch(/\.png$/);
  expect(named("{prompt}", { prompt: "..." as never })).toBe("asset 3.png");
});

test("two files of one name are told apart, in another case too", () => {
  const unique = uniquePaths();
  expect(["a/Lamp.png", "a/lamp.png", "a/lamp.png", "lamp.png"].map(unique)).toEqual([
    "a/Lamp.png",
    "a/lamp (2).png",
    "a/lamp (3).png",
    "lamp.png",
  ]);
});

test("a word in braces that means nothing is named", () => {
  expect(unknownNameFields("{prompt}_{colour}_{n}")).toEqual(["colour"]);
});
