import { expectAllThroughEverything, test } from "./upload-studio";

// The same faults and the same network that comes and goes under everything the storage host may let the page read.

// Each of them is the browser's own word about a fault that is planned here.
test.use({
  expectedConsoleErrors: [
    "blocked by CORS policy",
    "net::ERR_",
    "Failed to load resource",
    "Failed to fetch",
  ],
});

for (const [readable, cors] of [
  ["everything", null],
  ["everything but Range", "range-hidden"],
  ["everything but the last answer", "absent-on-200"],
  ["no answer before the last", "absent-on-308"],
  ["nothing, by its preflight", "preflight-refused"],
] as const) {
  test(`readable: ${readable}`, async ({ uploads, uploadStudio }, info) => {
    for (const fault of cors ? [cors] : []) await uploadStudio.plan({ kind: "cors", cors: fault });
    await expectAllThroughEverything(uploads, uploadStudio, info.outputPath());
  });
}

test("readable: nothing, as the bucket knows no other origin", async ({ uploads, uploadStudio }, info) => {
  await uploadStudio.allowOrigins(null);
  await expectAllThroughEverything(uploads, uploadStudio, info.outputPath());
});
