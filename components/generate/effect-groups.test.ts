import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { effectGroups, foundEffects } from "./effect-groups";

const contract = JSON.parse(
  readFileSync(new URL("../../../shared/contract/layer-openapi.json", import.meta.url), "utf8"),
) as { components: { schemas: Record<string, { enum?: string[] }> } };

test("every effect of Layer's contract is offered, each once", () => {
  const offered = effectGroups.flatMap(({ effects }) => effects);
  expect(offered.toSorted()).toEqual(contract.components.schemas["VideoEffectType"]?.enum?.toSorted());
  expect(offered).toHaveLength(91);
});

test.each([
  ["fpv", ["fpv_drone"]],
  ["dolly zoom", ["dolly_zoom_in", "dolly_zoom_out"]],
  ["no such thing", []],
])("“%s” finds %j", (search, effects) => {
  expect(foundEffects(search).flatMap((group) => group.effects)).toEqual(effects);
});

test("what a group is called finds all of it", () => {
  expect(foundEffects("sport").flatMap((group) => group.effects)).toHaveLength(11);
});
