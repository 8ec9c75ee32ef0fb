import { expect, test } from "vitest";
import type { Generation } from "./generation";
import { receiptOf } from "./receipt";

const finished: Generation = {
  id: "1",
  workspaceId: "2",
  requestId: "3",
  source: { kind: "model", id: "4", name: "Flux", modality: "image" },
  request: {
    kind: "model",
    modelId: "4",
    parameters: { prompt: "A keep", width: 500, batchSize: 4, removeBackground: true },
    references: [],
    mask: null,
    sessionName: null,
  },
  personName: "Ada",
  isMine: true,
  sessionName: null,
  estimateCreativeUnits: 4,
  createdAt: "2026-11-21T00:00:00.000Z",
  revision: 2,
  status: "complete",
  runId: "5",
  startedAt: "2026-11-21T00:00:00.000Z",
  normalized: { width: 512, batchSize: 4, numInferenceSteps: 28 },
  steps: [],
  completedAt: "2026-11-21T00:00:09.000Z",
  assets: [],
  chargeCreativeUnits: 4,
};

test("a receipt marks what Layer changed and names what it chose", () => {
  expect(receiptOf(finished)).toEqual([
    { key: "width", label: "Width", asked: "500", ran: "512", isChanged: true },
    { key: "batchSize", label: "Batch size", asked: "4", ran: "4", isChanged: false },
    { key: "removeBackground", label: "Remove background", asked: "On", ran: null, isChanged: false },
    { key: "numInferenceSteps", label: "Steps", asked: null, ran: "28", isChanged: false },
  ]);
});
