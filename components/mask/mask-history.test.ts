import { expect, test } from "vitest";
import { MaskHistory } from "./mask-history";
import { emptyPlane, paintSegment, segmentArea } from "./mask-plane";

function stroke(history: MaskHistory, x: number, y: number, radius = 40) {
  const dab = { x, y, radius };
  history.begin();
  history.touch(segmentArea(history.plane, dab, dab));
  paintSegment(history.plane, dab, dab, 0.5, "add");
  return history.commit();
}

const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

test("every step can be taken back and made again, and the mask is the same byte for byte", () => {
  const history = new MaskHistory(emptyPlane(700, 500));
  const states = [history.plane.cover.slice()];
  const steps = [
    () => stroke(history, 250, 250),
    () => stroke(history, 690, 10),
    () => history.extend({ left: 30, top: 0, right: 10, bottom: 70 }),
    () => history.fill(0),
    () => stroke(history, 15, 560),
    () => history.invert(),
  ];
  for (const step of steps) {
    step();
    states.push(history.plane.cover.slice());
  }
  expect(history.margins()).toEqual({ left: 30, top: 0, right: 10, bottom: 70 });
  for (const state of states.slice(0, -1).toReversed()) {
    history.undo();
    expect(isSame(history.plane.cover, state)).toBe(true);
  }
  expect([history.canUndo, history.undo(), history.plane.width]).toEqual([false, null, 700]);
  for (const state of states.slice(1)) {
    history.redo();
    expect(isSame(history.plane.cover, state)).toBe(true);
  }
  expect([history.canRedo, history.redo(), history.plane.width]).toEqual([false, null, 740]);
});

test("a step that changed nothing is no step, and one that is given up leaves nothing", () => {
  const history = new MaskHistory(emptyPlane(300, 300));
  expect(stroke(history, 100, 100)).toBe(true);
  expect(stroke(history, 100, 100)).toBe(false);
  const before = history.plane.cover.slice();
  history.begin();
  const dab = { x: 200, y: 200, radius: 50 };
  history.touch(segmentArea(history.plane, dab, dab));
  paintSegment(history.plane, dab, dab, 1, "add");
  history.rollBack();
  expect(isSame(history.plane.cover, before)).toBe(true);
  history.undo();
  expect(history.canUndo).toBe(false);
});

test("a new step ends what could be made again", () => {
  const history = new MaskHistory(emptyPlane(300, 300));
  stroke(history, 50, 50);
  history.undo();
  expect(history.canRedo).toBe(true);
  stroke(history, 250, 250);
  expect(history.canRedo).toBe(false);
});

test("beyond its memory the oldest steps are forgotten, the newest never", () => {
  const history = new MaskHistory(emptyPlane(1024, 1024), 300_000);
  for (let step = 0; step < 12; step += 1) stroke(history, 60 + step * 80, 128);
  let taken = 0;
  while (history.undo()) taken += 1;
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(12);
});
