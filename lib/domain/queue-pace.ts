import type { ProblemCode } from "./problem";

/** Runs of one person in one workspace at once, in Layer's own words; where they begin, and what is learned outweighs them. */
export const usualRoom = 5;

/** What is known when the queue asks whether it may send one more. */
export interface QueuePace {
  /** The person's runs at Layer, and rows on their way there. */
  activeCount: number;
  /** Of these, the rows of the queue that have no answer yet. */
  sendingCount: number;
  /** How many at once Layer is known to take; null where it never said. 0 after it refused one while none ran. */
  room: number | null;
  /** Whether Layer refused one more than that so lately that it is not asked again. */
  isRoomSure: boolean;
  /** What is left of the time that the queue was told to wait; 0 where it may go on. */
  toldMs: number;
  toldProblem: ProblemCode | null;
  /** Answers lost one after another. */
  lostInRow: number;
}

/** `room`: until a run ends · `told`: until the time is over that Layer asked for. */
export type NextStep = { kind: "send"; isProbe: boolean } | { kind: "room" } | { kind: "told" };

const knownRoom = (room: number | null) => Math.max(room ?? usualRoom, 1);

/**
 * Whether one more row may be sent now. Below the room that is known rows go side by side. Beyond it one alone tries
 * whether there is more, because several refused at once would tell nothing about how many there may be.
 */
export function nextStep(pace: QueuePace): NextStep {
  const { activeCount, sendingCount, room, toldMs } = pace;
  // After a lost answer one at a time: what else was on its way would be in doubt as well.
  if (pace.lostInRow > 0 && sendingCount > 0) return { kind: "room" };
  if (toldMs > 0) {
    // Refused for the number of runs, and one has ended since: the reason to wait is gone, save for the refused row.
    const hasRoomSince = pace.toldProblem === "too_many_running" && room !== null && activeCount < room;
    return hasRoomSince ? { kind: "send", isProbe: false } : { kind: "told" };
  }
  if (activeCount < knownRoom(room)) return { kind: "send", isProbe: false };
  return pace.isRoomSure || sendingCount > 0 ? { kind: "room" } : { kind: "send", isProbe: true };
}

/**
 * What a refusal for the number of runs says about the room, where `activeCount` others were there. One that was a
 * probe confirms what was known, and is not tried again for a while; any other was about fewer runs than Layer took
 * before, or about their pace, and the way up again is short.
 */
export function roomAfterRefusal(
  room: number | null,
  { activeCount, isProbe }: { activeCount: number; isProbe: boolean },
): { room: number; isSure: boolean } {
  return { room: Math.min(activeCount, knownRoom(room)), isSure: isProbe && activeCount > 0 };
}

/** Layer took one more beside `activeCount` others. Null where that says nothing new. */
export function roomAfterSuccess(room: number | null, activeCount: number): number | null {
  return activeCount >= (room ?? usualRoom) ? activeCount + 1 : null;
}

const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

/** How long the queue waits after a failure: what Layer asked for, else 2 s, 4 s, 8 s … to a minute. */
export function queuePauseMs(failuresInRow: number, retryAfterSeconds: number | null): number {
  if (retryAfterSeconds !== null) return Math.min(Math.max(retryAfterSeconds, 0), 3_600) * 1_000;
  return Math.min(firstPauseMs * 2 ** Math.max(failuresInRow - 1, 0), longestPauseMs);
}
