import { expect, test } from "vitest";
import { wireRunState, wireStartedRun, wireUploadUrl } from "./wire-run";

const asset = { file_id: "f1", url: "https://media.example/a.png", content_type: "image/png" };

test.each([
  ["complete", "complete"],
  ["COMPLETED", "complete"],
  ["Success", "complete"],
  ["succeeded", "complete"],
  ["FAILED", "failed"],
  ["failure", "failed"],
  ["error", "failed"],
  ["cancelled", "cancelled"],
  ["CANCELED", "cancelled"],
  ["deleted", "deleted"],
  ["IN_PROGRESS", "running"],
  ["in progress", "running"],
  ["pending", "running"],
  ["queued_by_scheduler", "running"],
])("a run that Layer calls %s is %s", (word, status) => {
  expect(wireRunState.parse({ inference_id: "r", status: word }).status).toBe(status);
});

test("a status that is new to us is judged by what came with it", () => {
  expect(wireRunState.parse({ status: "archived", outputs: [asset] }).status).toBe("complete");
  expect(wireRunState.parse({ status: "exploded", error: "Out of memory" }).status).toBe("failed");
  expect(wireRunState.parse({ status: "warming", outputs: [] }).status).toBe("running");
});

test.each([{ completed_at: "2026-01-02T03:04:05Z" }, { actual_price_creative_units: 0 }])(
  "a run with a new word and an end (%j) has ended, and says the word",
  (end) => {
    expect(wireRunState.parse({ status: "expired", outputs: null, ...end })).toMatchObject({
      status: "failed",
      error: 'Layer calls it "expired" and gave no reason.',
    });
  },
);

test("an output that cannot be read stays in the list without an address, and the others with theirs", () => {
  expect(wireRunState.parse({ status: "complete", outputs: [null, asset, "odd", 7] })).toMatchObject({
    status: "complete",
    assets: [{ url: "" }, { url: asset.url }, { url: "" }, { url: "" }],
  });
});

test("an answer that says nothing of a run is not taken for one", () => {
  expect(wireRunState.safeParse({}).success).toBe(false);
  expect(wireRunState.safeParse({ status: "complete", outputs: "none" }).success).toBe(false);
  expect(wireRunState.safeParse([]).success).toBe(false);
});

test("a file without a usable address stays in the list, and no other scheme becomes a link", () => {
  const outputs = [
    { ...asset, url: "javascript:alert(1)" },
    { ...asset, url: null, preview_url: "data:text/html,x" },
    asset,
  ];
  expect(wireRunState.parse({ status: "complete", outputs })).toMatchObject({
    assets: [
      { position: 0, url: "" },
      { position: 1, url: "", previewUrl: null },
      { position: 2, url: asset.url },
    ],
  });
});

test("nulls, absences and values of the wrong type are all unknown", () => {
  const outputs = [{ ...asset, width: null, height: "12", duration_seconds: -1, file_size_bytes: 1.5 }];
  expect(
    wireRunState.parse({
      status: "complete",
      outputs,
      actual_price_creative_units: "4.50",
      completed_at: "soon",
    }),
  ).toEqual({
    status: "complete",
    completedAt: null,
    chargeCreativeUnits: 4.5,
    steps: [],
    assets: [
      {
        position: 0,
        fileId: "f1",
        url: asset.url,
        previewUrl: null,
        contentType: "image/png",
        widthPixels: null,
        heightPixels: null,
        durationSeconds: null,
        sizeBytes: null,
      },
    ],
  });
});

test("a failure without words still says something", () => {
  expect(wireRunState.parse({ status: "failed", error: null })).toMatchObject({
    error: "Layer gave no reason.",
  });
});

test("a step without a name is counted, a step that is no object is left out", () => {
  const steps = [{ name: "Draw", status: "SUCCESS" }, { status: "running", error: "Slow" }, "odd"];
  expect(wireRunState.parse({ status: "running", steps })).toMatchObject({
    steps: [
      { name: "Draw", status: "success", error: null },
      { name: "Step 2", status: "running", error: "Slow" },
    ],
  });
});

test("a moment without a zone is UTC, and one with microseconds is read", () => {
  expect(wireStartedRun.parse({ run_id: "r", created_at: "2026-01-02T03:04:05.678901" }).startedAt).toBe(
    "2026-01-02T03:04:05.678Z",
  );
  expect(wireStartedRun.parse({ run_id: "r", created_at: "2026-01-02T03:04:05+02:00" }).startedAt).toBe(
    "2026-01-02T01:04:05.000Z",
  );
});

test.each(["+020000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "0000-01-01T00:00:00Z"])(
  "a moment in a year that no run lies in (%s) is not known",
  (moment) => {
    expect(wireRunState.parse({ status: "complete", completed_at: moment })).toMatchObject({
      completedAt: null,
    });
    const { startedAt } = wireStartedRun.parse({ run_id: "r", created_at: moment });
    expect(Math.abs(Date.parse(startedAt) - Date.now())).toBeLessThan(60_000);
  },
);

test("an interval is never longer than ten minutes nor shorter than a second", () => {
  expect(wireStartedRun.parse({ run_id: "r", poll_interval_seconds: 1e15 }).pollIntervalSeconds).toBe(600);
  expect(wireRunState.parse({ status: "running", poll_interval_seconds: 1e6 })).toMatchObject({
    pollIntervalSeconds: 600,
  });
  expect(wireRunState.parse({ status: "running", poll_interval_seconds: 0.001 })).toMatchObject({
    pollIntervalSeconds: 1,
  });
});

test("an amount with more digits than a number holds is not known", () => {
  const price = "9".repeat(400);
  expect(wireRunState.parse({ status: "complete", actual_price_creative_units: price })).toMatchObject({
    chargeCreativeUnits: null,
  });
});

test("an answer without an id names no run and no file", () => {
  expect(wireStartedRun.safeParse({ status: "in_progress" }).success).toBe(false);
  expect(wireUploadUrl.safeParse({ upload_url: "https://storage.example/x" }).success).toBe(false);
});
