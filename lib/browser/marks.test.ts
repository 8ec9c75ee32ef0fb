import { expect, test, vi } from "vitest";
import { assetKeyOf, noMarks } from "../domain/marks";
import { decide, marksNow, undoDecision } from "./marks";

// A browser that keeps nothing: what is decided stands in the page all the same.
vi.mock("./marks-store", () => ({
  keepDecisions: () => Promise.resolve([]),
  removeDecisions: () => Promise.resolve(),
  waitingDecisions: () => Promise.resolve([]),
}));

test("what a decision gives undoes just that one, whatever was decided since", () => {
  const place = { generationId: "a", position: 0 };
  const now = () => marksNow(assetKeyOf(place), noMarks);
  const undoTrash = decide("w", [{ ...place, marks: noMarks }], { isTrashed: true });
  decide("w", [{ ...place, marks: noMarks }], { rating: 4 });
  undoTrash();
  expect(now()).toMatchObject({ isTrashed: false, rating: 4 });
  // Once is enough.
  decide("w", [{ ...place, marks: noMarks }], { isTrashed: true });
  undoTrash();
  expect(now().isTrashed).toBe(true);
  undoDecision();
  undoDecision();
  expect(now()).toMatchObject({ isTrashed: false, rating: null });
  expect(undoDecision()).toEqual([]);
});
