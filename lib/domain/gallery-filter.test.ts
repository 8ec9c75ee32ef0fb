import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type GalleryFilter,
  galleryFilterFrom,
  galleryFilterParameters,
  galleryStates,
  hues,
  noFilter,
  searchWords,
} from "./gallery-filter";

const word = fc.stringMatching(/^[^\s\0]{1,20}$/);
const list = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values));

test("a filter survives its address", () => {
  const filters = fc.record({
    text: word.map((text) => text.trim()),
    modalities: fc.uniqueArray(word, { maxLength: 3 }),
    sources: fc.uniqueArray(fc.uuid(), { maxLength: 3 }),
    people: fc.uniqueArray(word, { maxLength: 3 }),
    states: list(galleryStates),
    rating: fc.option(fc.integer({ min: 0, max: 5 })),
    isFavourite: fc.boolean(),
    tags: fc.uniqueArray(word, { maxLength: 3 }),
    boardId: fc.option(fc.uuid()),
    minCreditUnits: fc.option(fc.integer({ min: 0, max: 500 })),
    fromDay: fc.option(fc.constant("2026-02-28")),
    hues: list(hues),
  });
  fc.assert(
    fc.property(filters, (some) => {
      const filter = { ...noFilter, ...some } as GalleryFilter;
      const address = galleryFilterParameters(filter).toString();
      expect(galleryFilterFrom(new URLSearchParams(address))).toEqual(filter);
    }),
  );
});

test("no filter has no address, and rubbish in an address is no filter", () => {
  expect(galleryFilterParameters(noFilter).toString()).toBe("");
  expect(
    galleryFilterFrom(
      new URLSearchParams(
        "rating=9&rating=x&state=odd&since=2026-02-31&until=yesterday&board=1&size=-4&shape=round&source=%00&colour=plaid",
      ),
    ),
  ).toEqual(noFilter);
});

test("a search has words, phrases and words to leave out", () => {
  expect(searchWords('red dragon -smoke "copper fox"  -"two words" !!')).toEqual([
    { text: "red", isLeftOut: false, isPhrase: false },
    { text: "dragon", isLeftOut: false, isPhrase: false },
    { text: "smoke", isLeftOut: true, isPhrase: false },
    { text: "copper fox", isLeftOut: false, isPhrase: true },
    { text: "two words", isLeftOut: true, isPhrase: true },
  ]);
});
