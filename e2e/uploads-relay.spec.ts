import { expect, expectAllThroughEverything, fileOnDisk, test } from "./upload-studio";

// Where a deployment lets every byte pass through Easel, whatever the storage host would let the page read.

test.use({
  uploadTransport: "relay",
  expectedConsoleErrors: ["net::ERR_", "Failed to load resource", "Failed to fetch"],
});

for (const origins of ["its own", "no"]) {
  test(`with ${origins} origin known to the bucket, all files arrive through every fault`, async ({
    uploads,
    uploadStudio,
  }, info) => {
    await uploadStudio.allowOrigins(origins === "no" ? null : [uploadStudio.url]);
    await expectAllThroughEverything(uploads, uploadStudio, info.outputPath());
    expect(await uploadStudio.requests("preflight")).toEqual([]);
  });
}

test("26: a file beyond what any proxy on the way would keep arrives whole, 4 MiB at a time", async ({
  uploads,
  uploadStudio,
}, info) => {
  const file = fileOnDisk(info.outputPath(), "long.wav", 21_000_000);
  await uploads.choose(file);
  await uploads.expectStored([file]);
  const sizes = (await uploadStudio.requests("chunk")).map(({ bytes }) => bytes);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4_194_304);
});
