import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type AssetMarks, inverseOf, type MarkChange, marked, marksWords, noMarks } from "./marks";

const tag = fc.constantFrom("orc", "Orc", "final", "wip");
const marks: fc.Arbitrary<AssetMarks> = fc.record({
  rating: fc.option(fc.integer({ min: 1, max: 5 })),
  verdict: fc.constantFrom("pick" as const, "reject" as const, null),
  review: fc.constantFrom("proposed" as const, "changes" as const, "approved" as const, null),
  isFavourite: fc.boolean(),
  tags: fc.uniqueArray(tag, { selector: (text) => text.toLowerCase() }),
  isTrashed: fc.boolean(),
  personName: fc.constant("Ada"),
});
const change: fc.Arbitrary<MarkChange> = fc.oneof(
  fc.record(
    {
      rating: fc.option(fc.integer({ min: 1, max: 5 })),
      verdict: fc.constantFrom("pick" as const, "reject" as const, null),
      isFavourite: fc.boolean(),
      isTrashed: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  fc.record({ addTags: fc.array(tag) }),
  fc.record({ removeTags: fc.array(tag) }),
);

test("undo brings back what was decided before, whatever was decided", () => {
  fc.assert(
    fc.property(marks, change, (before, decision) => {
      const after = marked(marked(before, decision), inverseOf(before, decision));
      const comparable = ({ tags, ...rest }: AssetMarks) => ({
        ...rest,
        tags: tags.map((text) => text.toLowerCase()).toSorted(),
      });
      expect(comparable(after)).toEqual(comparable(before));
    }),
  );
});

test("a decision leaves alone what it does not name", () => {
  const before: AssetMarks = { ...noMarks, rating: 4, verdict: "pick", tags: ["orc"] };
  expect(marked(before, { isFavourite: true, rating: undefined })).toEqual({ ...before, isFavourite: true });
});

test("the same word in another case is the same tag", () => {
  expect(marked({ ...noMarks, tags: ["Orc"] }, { addTags: ["orc", "final"] }).tags).toEqual(["Orc", "final"]);
  expect(marked({ ...noMarks, tags: ["Orc"] }, { removeTags: ["ORC"] }).tags).toEqual([]);
});

test("a screen reader hears what was decided", () => {
  expect(
    marksWords({ ...noMarks, verdict: "pick", rating: 1, isFavourite: true, review: "changes" }),
  ).toEqual(["picked", "1 star", "favourite", "changes wanted"]);
  expect(marksWords(noMarks)).toEqual([]);
});
