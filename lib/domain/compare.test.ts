import { expect, test } from "vitest";
import { comparePath, maxCompared, placesFrom } from "./compare";

const workspaceId = "11111111-1111-4111-8111-111111111111";
const id = (digit: number) => `${String(digit).repeat(8)}-2222-4222-8222-222222222222`;

test("the address of a light table gives back the assets it was made of, in their order", () => {
  const places = [
    { generationId: id(3), position: 2 },
    { generationId: id(1), position: 0 },
  ];
  const path = comparePath(workspaceId, places);
  expect(path).toBe(`/w/${workspaceId}/gallery/compare?assets=${id(3)}:2,${id(1)}:0`);
  const query = new URL(path, "http://localhost").searchParams.get("assets") ?? "";
  expect(placesFrom(query, maxCompared)).toEqual(places);
});

test("what names no asset is passed over, the same asset stands once, and no table holds too many", () => {
  const rubbish = `..:1,${id(1)},${id(1)}:-1,${id(1)}:0:0,${id(1)}:0,${id(1).toUpperCase()}:0, ${id(2)}:1 ,,x`;
  expect(placesFrom(rubbish, maxCompared)).toEqual([
    { generationId: id(1), position: 0 },
    { generationId: id(2), position: 1 },
  ]);
  const many = Array.from({ length: 40 }, (_, position) => ({ generationId: id(1), position }));
  expect(comparePath(workspaceId, many).split(",")).toHaveLength(maxCompared);
});
