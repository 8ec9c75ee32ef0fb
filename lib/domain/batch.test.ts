import { uuid as anyUuid, array, assert, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";
import {
  afterRefusal,
  type BatchSummary,
  batchCountNames,
  maxBatchRows,
  movedBefore,
  newBatchSchema,
  rowStateOf,
  usualSecondsLeft,
} from "./batch";

const row = (index: number) => ({
  rowId: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  label: `row ${index}`,
  request: {
    kind: "model",
    modelId: "22222222-2222-4222-8222-222222222222",
    parameters: { prompt: "x" },
    references: [],
    mask: null,
    sessionName: null,
  },
  estimate: null,
});

const plan = (rows: unknown[]) => ({
  batchId: "33333333-3333-4333-8333-333333333333",
  name: "Icons",
  rows,
});

const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => row(index));

test("a plan has between one and five hundred rows, each with an id of its own", () => {
  expect(newBatchSchema.safeParse(plan(rowsOf(maxBatchRows))).success).toBe(true);
  expect(newBatchSchema.safeParse(plan(rowsOf(maxBatchRows + 1))).success).toBe(false);
  expect(newBatchSchema.safeParse(plan([])).success).toBe(false);
  expect(newBatchSchema.safeParse(plan([row(1), row(1)])).success).toBe(false);
});

test("what Layer has outweighs what the queue wanted", () => {
  for (const stored of ["waiting", "sending", "done", "refused", "cancelled"] as const) {
    expect(rowStateOf(stored, "running")).toBe("sent");
    expect(rowStateOf(stored, "unknown")).toBe("unknown");
  }
  expect(rowStateOf("waiting", "refused")).toBe("waiting");
  expect(rowStateOf("done", "refused")).toBe("refused");
  expect(rowStateOf("cancelled", null)).toBe("cancelled");
});

test("a refusal that passes is sent again, money and rights stop the plan, the rest refuses the row alone", () => {
  expect(afterRefusal("too_many_running")).toBe("send_again");
  expect(afterRefusal("layer_unreachable")).toBe("send_again");
  expect(afterRefusal("not_enough_creative_units")).toBe("pause");
  expect(afterRefusal("budget_reached")).toBe("pause");
  expect(afterRefusal("forbidden")).toBe("pause");
  expect(afterRefusal("invalid_request")).toBe("refuse");
  expect(afterRefusal("not_found")).toBe("refuse");
});

test("moving a row loses none, doubles none, and puts it right before the other", () => {
  const lists = array(anyUuid(), { minLength: 2, maxLength: 12 }).map((ids) => [...new Set(ids)]);
  assert(
    property(
      lists
        .filter((ids) => ids.length > 1)
        .chain((ids) =>
          array(constantFrom(...ids), { minLength: 2, maxLength: 2 }).map((pair) => ({ ids, pair })),
        ),
      ({ ids, pair: [moved = "", before = ""] }) => {
        const order = movedBefore(ids, moved, before);
        expect(order?.toSorted()).toEqual(ids.toSorted());
        expect(moved === before || order?.[order.indexOf(moved) + 1] === before).toBe(true);
        expect(movedBefore(ids, moved, null)?.at(-1)).toBe(moved);
      },
    ),
  );
  expect(movedBefore(["a"], "b", null)).toBeNull();
  expect(movedBefore(["a"], "a", "b")).toBeNull();
});

const counts = Object.fromEntries(batchCountNames.map((name) => [name, 0])) as BatchSummary["counts"];
const summary: BatchSummary = {
  id: "b",
  workspaceId: "w",
  name: "Icons",
  personName: "Ada",
  isMine: true,
  createdAt: "2026-11-21T00:00:00.000Z",
  counts,
  pause: null,
  isDriven: true,
  resume: null,
  estimateCreativeUnits: 0,
  unpricedCount: 0,
  chargeCreativeUnits: 0,
  usualSeconds: 10,
};

test("the time left is told from the plan's own finished runs, five at once, and not while it is paused", () => {
  const going = { ...summary, counts: { ...counts, waiting: 9, running: 2, complete: 4 } };
  expect(usualSecondsLeft(going)).toBe(30);
  expect(usualSecondsLeft({ ...going, usualSeconds: null })).toBeNull();
  expect(usualSecondsLeft({ ...going, pause: { problem: null, detail: "" } })).toBeNull();
  expect(usualSecondsLeft(summary)).toBeNull();
});
