import { expect, test } from "vitest";
import { nextStep, type QueuePace, queuePauseMs, roomAfterRefusal, roomAfterSuccess } from "./queue-pace";

const pace = (changes: Partial<QueuePace> = {}): QueuePace => ({
  activeCount: 0,
  sendingCount: 0,
  room: null,
  isRoomSure: false,
  toldMs: 0,
  toldProblem: null,
  lostInRow: 0,
  ...changes,
});

const sideBySide = { kind: "send", isProbe: false };
const probe = { kind: "send", isProbe: true };

test("rows go side by side up to what Layer is known to take, and one alone tries for more", () => {
  expect(nextStep(pace({ activeCount: 4, sendingCount: 4 }))).toEqual(sideBySide);
  expect(nextStep(pace({ activeCount: 5, sendingCount: 1 }))).toEqual({ kind: "room" });
  expect(nextStep(pace({ activeCount: 5 }))).toEqual(probe);
  expect(nextStep(pace({ activeCount: 8, room: 9, sendingCount: 3 }))).toEqual(sideBySide);
  expect(nextStep(pace({ activeCount: 9, room: 9, isRoomSure: true }))).toEqual({ kind: "room" });
  expect(nextStep(pace({ activeCount: 0, room: 0 }))).toEqual(sideBySide);
});

test("the time that Layer asked for is waited out, unless a run that was in the way has ended", () => {
  const told = { toldMs: 30_000, toldProblem: "too_many_running" as const };
  expect(nextStep(pace({ ...told, room: 5, activeCount: 5 }))).toEqual({ kind: "told" });
  expect(nextStep(pace({ ...told, room: 5, activeCount: 4 }))).toEqual(sideBySide);
  // Nothing of the person's ran when it was refused, so nothing of theirs can end.
  expect(nextStep(pace({ ...told, room: 0 }))).toEqual({ kind: "told" });
  expect(nextStep(pace({ toldMs: 1, toldProblem: "layer_failed", room: 5, activeCount: 1 }))).toEqual({
    kind: "told",
  });
});

test("after a lost answer one row at a time is on its way, until an answer comes", () => {
  expect(nextStep(pace({ lostInRow: 1, activeCount: 1, sendingCount: 1 }))).toEqual({ kind: "room" });
  expect(nextStep(pace({ lostInRow: 1, activeCount: 1 }))).toEqual(sideBySide);
});

test("a probe that is refused confirms what was known, any other refusal is forgotten as soon as more is taken", () => {
  expect(roomAfterRefusal(null, { activeCount: 5, isProbe: true })).toEqual({ room: 5, isSure: true });
  expect(roomAfterRefusal(5, { activeCount: 2, isProbe: false })).toEqual({ room: 2, isSure: false });
  expect(roomAfterRefusal(2, { activeCount: 4, isProbe: false })).toEqual({ room: 2, isSure: false });
  expect(roomAfterRefusal(null, { activeCount: 0, isProbe: false })).toEqual({ room: 0, isSure: false });
  expect(roomAfterSuccess(2, 2)).toBe(3);
  expect(roomAfterSuccess(0, 0)).toBe(1);
  expect(roomAfterSuccess(null, 5)).toBe(6);
  expect(roomAfterSuccess(5, 3)).toBeNull();
});

test("one refusal out of turn costs no more than its wait, whatever the true room is", () => {
  for (const truth of [1, 2, 5, 12, 60]) {
    let room: number | null = null;
    let active = 0;
    let refusedCount = 0;
    for (let sent = 0; sent < 400; sent += 1) {
      const step = nextStep(pace({ activeCount: active, room }));
      if (step.kind !== "send") break;
      if (active < truth) {
        room = roomAfterSuccess(room, active) ?? room;
        active += 1;
      } else {
        const refused = roomAfterRefusal(room, { activeCount: active, isProbe: step.isProbe });
        room = refused.room;
        refusedCount += 1;
        if (refused.isSure) break;
      }
    }
    expect([truth, active, room]).toEqual([truth, truth, truth]);
    expect(refusedCount).toBeLessThanOrEqual(2);
  }
});

test("the queue waits as long as Layer told, else longer and longer up to a minute", () => {
  expect(queuePauseMs(1, 7)).toBe(7_000);
  expect([1, 2, 3, 20].map((failures) => queuePauseMs(failures, null))).toEqual([
    2_000, 4_000, 8_000, 60_000,
  ]);
});
