// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PlanBase, Stored } from "@/lib/browser/plan-store";
import { usePlanSheet } from "./use-plan-sheet";

const toast = vi.hoisted(() => vi.fn<(text: string, action?: { onSelect: () => void }) => void>());
vi.mock("@/components/ui/toast", () => ({ toast }));

afterEach(cleanup);
beforeEach(() => toast.mockClear());

function openPlan() {
  let plan: PlanBase = { kind: "vary", sheet: [], takenOff: ["a"], pending: null };
  const store: Stored<PlanBase> = {
    subscribe: () => () => {},
    get: () => plan,
    update: (change) => {
      plan = change(plan);
    },
    flush: async () => {},
  };
  const { result, rerender } = renderHook(() => usePlanSheet(() => store, plan.sheet, "pictures"));
  const doing = async (act_: (sheet: typeof result.current) => void) => {
    await act(async () => act_(result.current));
    rerender();
  };
  return { result, doing, plan: () => plan };
}

test("a sheet that is pasted makes the plan one of a sheet, with nothing taken off", async () => {
  const { doing, plan } = openPlan();
  await doing((sheet) => sheet.readText("Name\tCount\nBarrel\t2"));
  expect(plan()).toEqual({
    kind: "sheet",
    sheet: [
      ["Name", "Count"],
      ["Barrel", "2"],
    ],
    takenOff: [],
    pending: null,
  });
});

test("a file that went away between its choice and its reading is said to be gone, and the sheet stays", async () => {
  const { result, doing, plan } = openPlan();
  await doing((sheet) => sheet.readText("Name\nBarrel"));
  const file = new File(["Name\nCrate"], "props.csv");
  file.text = () => Promise.reject(new DOMException("gone", "NotReadableError"));
  await doing((sheet) => sheet.readFile(file));
  expect(result.current.problems).toEqual(["props.csv cannot be read any more. Choose it again."]);
  expect(plan().sheet).toEqual([["Name"], ["Barrel"]]);
});

test("a cleared sheet comes back at a press, and a copy that the browser forbids is told", async () => {
  const { doing, plan } = openPlan();
  await doing((sheet) => sheet.readText("Name\nBarrel"));
  await doing((sheet) => sheet.clear());
  expect(plan().sheet).toEqual([]);
  const [, undo] = toast.mock.lastCall as [string, { onSelect: () => void }];
  await doing(() => undo.onSelect());
  expect(plan().sheet).toEqual([["Name"], ["Barrel"]]);
  vi.stubGlobal("navigator", { clipboard: { writeText: () => Promise.reject(new Error("no")) } });
  await doing((sheet) => sheet.copy());
  vi.unstubAllGlobals();
  expect(toast).toHaveBeenLastCalledWith(expect.stringMatching(/^Nothing was copied/));
});
