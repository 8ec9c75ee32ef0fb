import { expect, test } from "vitest";
import {
  type GalleryFilter,
  galleryFilterFrom,
  galleryFilterParameters,
  noFilter,
} from "@/lib/domain/gallery-filter";
import { filterTokens, isFiltered, suggestedName } from "./filter-tokens";

const everything = galleryFilterFrom(
  new URLSearchParams(
    "q=fox&modality=image&modality=video&kind=workflow&mine=1&person=Bo&session=Sprint&state=failed&rating=4&verdict=none&review=approved&favourite=1&tag=orc&shape=square&size=2048&since=2026-01-01&until=2026-01-31&min-cost=4&max-cost=9&trash=1&used=11111111-1111-1111-1111-111111111111&board=22222222-2222-2222-2222-222222222222&source=33333333-3333-3333-3333-333333333333&colour=red",
  ),
);

test("everything that is asked for has a token, and taking each away asks for nothing but the words", () => {
  let filter: GalleryFilter = everything;
  for (const { key } of filterTokens(everything, {})) {
    const token = filterTokens(filter, {}).find((candidate) => candidate.key === key);
    filter = { ...filter, ...token?.without(filter) };
  }
  expect(galleryFilterParameters(filter).toString()).toBe("q=fox");
  expect(filterTokens(everything, {}).length).toBeGreaterThanOrEqual(20);
});

test("a filter is named in an artist's words", () => {
  const filter = { ...noFilter, text: "fox", rating: 4, verdicts: ["pick" as const] };
  expect(suggestedName(filter, {})).toBe("fox, 4★ and more, Picked");
  expect([isFiltered(noFilter), isFiltered(filter)]).toEqual([false, true]);
});
