import * as fc from "fast-check";
import { expect, test } from "vitest";
import { expandPrompt, plainPrompt, variablesOf } from "./expansion";

const lists = new Map([
  ["biome", ["desert", "{snowy|pine} forest"]],
  ["loop", ["a __loop__"]],
]);
const expanded = (template: string, limit = 100) => expandPrompt(template, { lists, limit });

test.each([
  ["a dragon", ["a dragon"]],
  ["{red|blue} dragon", ["red dragon", "blue dragon"]],
  ["{a|b}{1|2}", ["a1", "a2", "b1", "b2"]],
  ["{old {red|blue}|young} dragon", ["old red dragon", "old blue dragon", "young dragon"]],
  ["a{ very|} big rock", ["a very big rock", "a big rock"]],
  ["\\{a|b\\} and {c\\|d|e}", ["{a|b} and c|d", "{a|b} and e"]],
  ["{same|same}", ["same"]],
  ["a __biome__", ["a desert", "a snowy forest", "a pine forest"]],
  ["a __Biome__", ["a desert", "a snowy forest", "a pine forest"]],
  ["never { closed | here", ["never { closed | here"]],
  ['{"subject": "fox", "mood": {"light": "dim"}}', ['{"subject": "fox", "mood": {"light": "dim"}}']],
  ["a | b", ["a | b"]],
  ["{biome} without a sheet", ["{biome} without a sheet"]],
])("%s stands for what is written", (template, prompts) => {
  expect(expanded(template).prompts).toEqual(prompts);
});

test("a list that does not exist, or goes round in a circle, is named and stays as written", () => {
  expect(expanded("a __moon__ of __loop__")).toMatchObject({
    prompts: ["a __moon__ of a __loop__"],
    missingLists: ["moon", "loop"],
  });
});

test("a sheet's cell is put in as it is, and never read as choices", () => {
  const variables = new Map([["biome", "{a|b} __biome__"]]);
  expect(expandPrompt("{ Biome }, {x|y}", { lists, variables, limit: 10 }).prompts).toEqual([
    "{a|b} __biome__, x",
    "{a|b} __biome__, y",
  ]);
  expect(variablesOf("{Biome} {a|{hero name}} \\{no\\}")).toEqual(["biome", "hero name"]);
});

test("more prompts than the limit are counted without being written out", () => {
  const expansion = expanded("{0|1|2|3|4|5|6|7|8|9}".repeat(40), 500);
  expect(expansion.isTooMany).toBe(true);
  expect(expansion.total).toBeGreaterThan(1_000_000);
  expect(expansion.prompts).toHaveLength(500);
  expect(expanded("{1|2|3}", 3).isTooMany).toBe(false);
});

test("no prompt of any length or depth overflows or takes long", () => {
  const started = performance.now();
  for (const template of ["{".repeat(50_000), "{a|".repeat(30_000), "{a|".repeat(9_000) + "}".repeat(9_000)])
    expanded(template, 500);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("any text made plain stands for exactly itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("{", "}", "|", "_", "\\", "a", " ") }), (text) => {
      expect(expanded(plainPrompt(text)).prompts).toEqual([text]);
    }),
  );
});

test("as many prompts come out as the options multiply to", () => {
  const choices = fc.array(fc.integer({ min: 2, max: 4 }), { maxLength: 4 });
  fc.assert(
    fc.property(choices, (sizes) => {
      const template = sizes
        .map(
          (size, group) =>
            `{${Array.from({ length: size }, (_, option) => `g${group}o${option}`).join("|")}}`,
        )
        .join(" ");
      const { prompts, total } = expanded(template, 1_000);
      expect(total).toBe(sizes.reduce((product, size) => product * size, 1));
      expect(new Set(prompts).size).toBe(total);
    }),
  );
});
