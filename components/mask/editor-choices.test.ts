import { expect, test } from "vitest";
import { choicesFrom, placeFromSize, sizeFromPlace, steppedSize, usualChoices } from "./editor-choices";

test("what was remembered comes back; nonsense is as usual", () => {
  const choices = { hardness: 0.2, usesPressure: false, colour: "blue", opacity: 0.7 };
  expect(choicesFrom(JSON.stringify(choices))).toEqual(choices);
  for (const text of [null, "", "{", "[]", "7", '{"hardness":9,"colour":"mauve","opacity":"x"}'])
    expect(choicesFrom(text)).toEqual(usualChoices);
});

test("the size slider reaches from one pixel to the largest, and each of its steps changes the size", () => {
  for (const most of [64, 1024, 4096]) {
    expect([sizeFromPlace(0, 9, most), sizeFromPlace(100, 9, most)]).toEqual([1, most]);
    for (let size = 1; size < most; ) {
      const next = sizeFromPlace(placeFromSize(size, most) + 1, size, most);
      expect(next).toBeGreaterThan(size);
      size = next;
    }
  }
});

test("[ and ] always change the size, within its bounds", () => {
  expect([steppedSize(1, 1, 100), steppedSize(5, -1, 100), steppedSize(200, 1, 400)]).toEqual([2, 4, 220]);
  expect([steppedSize(1, -1, 100), steppedSize(100, 1, 100)]).toEqual([1, 100]);
});
