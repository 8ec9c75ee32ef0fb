import { expect, test } from "vitest";
import type { WorkflowRequest } from "@/lib/domain/request";
import { runWords } from "./run-words";

const file = "6f33b3a4-7096-4eb0-9a0e-3770d474e61e";

function of(inputs: WorkflowRequest["inputs"]) {
  return runWords({
    request: { kind: "workflow", workflowId: file, inputs, sessionName: null },
    source: { kind: "workflow", id: file, name: "Turnaround", modality: null },
  });
}

test("a run is told by what was written for it, however deep it stands", () => {
  expect(of({ style: "ink", prompt: " A lamplighter ", cover: file })).toBe("A lamplighter");
  expect(of({ ruler: { name: "Ann", arms: [{ beast: "A griffin" }] } })).toBe("A griffin");
  expect(of({ tags: ["mossy", "gilded"] })).toBe("mossy, gilded");
});

test("a run of nothing but files is told by their number, never by an id", () => {
  expect(of({ cover: file })).toBe("1 file");
  expect(of({ cover: file, sheets: [file, file] })).toBe("3 files");
});

test("a run without either goes by its workflow", () => {
  expect(of({ steps: 4, note: " " })).toBe("Turnaround");
  expect(of({})).toBe("Turnaround");
});
