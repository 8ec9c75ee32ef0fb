import { expect, test } from "vitest";
import { alertChoiceFrom, alertChoiceText, digestWords, EndWatch } from "./alerts";
import type { Generation } from "./generation";

const generation = (id: string, status: "running" | "complete" | "failed", isMine = true): Generation => {
  const base: Omit<Extract<Generation, { status: "running" }>, "status" | "usualSeconds" | "readProblem"> = {
    id,
    workspaceId: "w",
    requestId: id,
    source: { kind: "model", id: "m", name: "FLUX", modality: "image" },
    request: {
      kind: "model",
      modelId: "m",
      parameters: { prompt: `Lamp ${id}` },
      references: [],
      mask: null,
      sessionName: null,
    },
    personName: "Ada",
    isMine,
    sessionName: null,
    estimateCreativeUnits: null,
    createdAt: "2026-11-20T10:00:00.000Z",
    revision: 1,
    runId: "r",
    startedAt: "2026-11-20T10:00:00.000Z",
    normalized: {},
    steps: [],
  };
  const completedAt = "2026-11-20T10:01:00.000Z";
  switch (status) {
    case "running":
      return { ...base, status, usualSeconds: null, readProblem: null };
    case "complete":
      return { ...base, status, completedAt, assets: [], chargeCreativeUnits: 1 };
    case "failed":
      return { ...base, status, completedAt, error: "", errorCode: null, chargeCreativeUnits: 0 };
  }
};

test("a batch is told of once, when its last run has ended, and other people's runs never", () => {
  const watch = new EndWatch();
  expect(
    watch.take([generation("a", "running"), generation("b", "running"), generation("c", "running", false)]),
  ).toEqual([]);
  expect(watch.take([generation("a", "complete"), generation("c", "complete", false)])).toEqual([]);
  expect(watch.take([generation("b", "failed")]).map(({ id }) => id)).toEqual(["a", "b"]);
  expect(watch.take([generation("a", "complete"), generation("b", "failed")])).toEqual([]);
});

test("what had ended before the page was opened is no news", () => {
  expect(new EndWatch().take([generation("old", "complete")])).toEqual([]);
});

test("a digest counts what finished and what did not", () => {
  expect(digestWords([generation("a", "complete")])).toEqual({
    title: "Your run is finished",
    body: "Lamp a",
  });
  expect(
    digestWords([generation("a", "complete"), generation("b", "complete"), generation("c", "failed")]).title,
  ).toBe("2 runs finished, 1 did not");
});

test("no alert at all is remembered as such", () => {
  const none = { title: false, sound: false, notification: false };
  expect(alertChoiceFrom(alertChoiceText(none))).toEqual(none);
  expect(alertChoiceFrom(undefined)).toEqual({ ...none, title: true });
});
