import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { StudioPage } from "./studio-page";
import { expect, fileOnDisk, passTime, test, UploadsPage } from "./upload-studio";

// The faults of uploading that only a real browser has, by the numbers of their list. Page and storage are on different
// origins throughout.

const mebibyte = 1_048_576;
const corsErrors = ["blocked by CORS policy", "net::ERR_FAILED"];
const lostErrors = ["net::ERR_", "Failed to load resource", "Failed to fetch"];

/** The same numbers from 0 to 1 at every run (a linear congruential generator, by Numerical Recipes). */
function seededRandom(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** How much this browser keeps for the next page, in one of its stores. */
const countKept = (page: Page, database: string, store: string) =>
  page.evaluate(
    ([name = "", kept = ""]) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener("error", () => reject(opening.error));
        opening.addEventListener("success", () => {
          const counting = opening.result.transaction(kept).objectStore(kept).count();
          counting.addEventListener("error", () => reject(counting.error));
          counting.addEventListener("success", () => resolve(counting.result));
          opening.result.close();
        });
      }),
    [database, store],
  );

test.describe("25: whatever the storage host lets the page read, the file arrives", () => {
  test.use({ expectedConsoleErrors: corsErrors });

  const rules: Array<[string, string | null, boolean]> = [
    ["everything", null, true],
    ["no preflight", "preflight-refused", false],
    ["no 308", "absent-on-308", false],
    ["not the last answer", "absent-on-200", true],
    ["no Range", "range-hidden", false],
  ];
  for (const [readable, cors, isDirect] of rules) {
    test(`readable: ${readable}`, async ({ uploads, uploadStudio }, info) => {
      const file = fileOnDisk(info.outputPath(), "theme.wav", 10 * mebibyte);
      const relayed: string[] = [];
      uploads.page.on("request", (request) => {
        if (request.url().endsWith("/uploads/chunk") && request.headers()["upload-offset"])
          relayed.push("chunk");
      });
      for (const fault of cors ? [cors] : []) await uploadStudio.plan({ kind: "cors", cors: fault });
      await uploads.choose(file);
      await uploads.expectStored([file]);
      await expect(uploads.row(file.name)).toBeVisible();
      expect(await uploadStudio.requests("start")).toHaveLength(1);
      expect(relayed.length === 0).toBe(isDirect);
    });
  }

  test("readable: nothing, and the next file does not try again", async ({ uploads, uploadStudio }, info) => {
    await uploadStudio.allowOrigins(null);
    const files = ["one.wav", "two.wav"].map((name) => fileOnDisk(info.outputPath(), name, 3 * mebibyte));
    for (const [at, file] of files.entries()) {
      await uploads.choose(file);
      await uploads.expectStored(files.slice(0, at + 1));
    }
    expect(await uploadStudio.requests("preflight")).toHaveLength(1);
  });
});

test.describe("lines that break", () => {
  test.use({ expectedConsoleErrors: lostErrors });

  test("16: a network that comes and goes leaves the right bytes, sent one request at a time", async ({
    uploads,
    uploadStudio,
  }, info) => {
    await uploadStudio.plan({ kind: "slow", bytesPerSecond: 1.5 * mebibyte }, { times: null });
    const file = fileOnDisk(info.outputPath(), "flap.wav", 18 * mebibyte);
    const failed: string[] = [];
    uploads.page.on("requestfailed", (request) => failed.push(request.method()));
    // Counted inside the page: from outside, a request's end is heard of after the next one's beginning.
    await uploads.page.addInitScript(() => {
      const requests: XMLHttpRequest[] = [];
      Object.assign(window, { mostAtOnce: 0 });
      window.XMLHttpRequest = class extends XMLHttpRequest {
        override send(body?: Document | XMLHttpRequestBodyInit | null) {
          requests.push(this);
          const open = requests.filter(({ readyState }) => readyState === XMLHttpRequest.OPENED).length;
          Object.assign(window, { mostAtOnce: Math.max(open, Number(Reflect.get(window, "mostAtOnce"))) });
          super.send(body);
        }
      };
    });
    await uploads.open();
    await uploads.choose(file);
    await expect.poll(async () => (await uploadStudio.requests("chunk")).length).toBeGreaterThan(0);
    for (let flap = 0; flap < 3; flap += 1) {
      await uploads.page.context().setOffline(true);
      await expect(uploads.row(file.name)).toContainText(/network|again/i);
      await uploads.page.context().setOffline(false);
      await expect(uploads.row(file.name)).toContainText("%");
    }
    await uploadStudio.clearFaults();
    expect(failed.length).toBeGreaterThanOrEqual(3);
    await uploads.expectStored([file]);
    expect(await uploads.page.evaluate(() => Number(Reflect.get(window, "mostAtOnce")))).toBe(1);
  });

  test("19, 33: a reload asks first, and the file goes on by itself where the host says", async ({
    uploads,
    uploadStudio,
  }, info) => {
    await uploadStudio.plan({ kind: "slow", bytesPerSecond: 1.5 * mebibyte }, { times: null });
    const file = fileOnDisk(info.outputPath(), "reload.wav", 18 * mebibyte);
    await uploads.choose(file);
    await expect.poll(async () => (await uploadStudio.requests("chunk")).length).toBeGreaterThan(1);
    await expect.poll(() => countKept(uploads.page, "easel-uploads", "copies")).toBe(1);
    const asked: string[] = [];
    uploads.page.on("dialog", async (dialog) => {
      asked.push(dialog.type());
      await dialog.accept();
    });
    await uploads.page.reload();
    await uploadStudio.clearFaults();
    await expect(uploads.row(file.name)).toBeVisible();
    await uploads.expectStored([file]);
    expect(await uploadStudio.requests("start")).toHaveLength(1);
    // Stored is not yet known to the page, which asks until it is.
    await expect(uploads.row(file.name)).toContainText("Uploaded");
    await uploads.page.reload();
    expect(asked).toEqual(["beforeunload"]);
  });

  test("19: a file too large to be kept is asked for, and goes on when it is chosen again", async ({
    uploads,
    uploadStudio,
  }, info) => {
    await uploadStudio.plan({ kind: "slow", bytesPerSecond: 1.5 * mebibyte }, { times: null });
    const file = fileOnDisk(info.outputPath(), "large.wav", 26 * mebibyte);
    await uploads.choose(file);
    await expect.poll(async () => (await uploadStudio.requests("chunk")).length).toBeGreaterThan(1);
    await uploads.page.reload();
    await expect(uploads.row(file.name)).toContainText(/Choose the same file to continue, \d+ % sent/);
    await uploadStudio.clearFaults();
    await uploads.choose(file);
    await uploads.expectStored([file]);
    expect(await uploadStudio.requests("start")).toHaveLength(1);
  });

  test("20: a file that was changed since is another file, never mixed with what was begun", async ({
    uploads,
    uploadStudio,
  }, info) => {
    await uploadStudio.plan({ kind: "slow", bytesPerSecond: 1.5 * mebibyte }, { times: null });
    const before = fileOnDisk(info.outputPath(), "changed.wav", 26 * mebibyte);
    await uploads.choose(before);
    await expect.poll(async () => (await uploadStudio.requests("chunk")).length).toBeGreaterThan(1);
    await uploads.page.reload();
    await expect(uploads.row(before.name)).toContainText("Choose the same file");
    await uploadStudio.clearFaults();
    const after = fileOnDisk(info.outputPath(), "changed.wav", 26 * mebibyte);
    await uploads.choose(after);
    await uploads.expectStored([after]);
    expect(await uploadStudio.requests("start")).toHaveLength(2);
  });

  test("21: a file that changes while it is read is asked for again, not blamed on the network", async ({
    uploads,
    uploadStudio,
  }, info) => {
    await uploadStudio.plan({ kind: "slow", bytesPerSecond: 2 * mebibyte }, { times: null });
    const file = fileOnDisk(info.outputPath(), "edited.wav", 26 * mebibyte);
    await uploads.choose(file);
    await expect.poll(async () => (await uploadStudio.requests("chunk")).length).toBeGreaterThan(0);
    // What was read at first is in the page's memory; after a reload it is read from the disk as it goes.
    await uploads.page.reload();
    await expect(uploads.row(file.name)).toContainText("Choose the same file");
    await uploads.page.getByLabel(`${file.name} again`).setInputFiles(file.path);
    await expect(uploads.row(file.name)).toContainText("/s");
    writeFileSync(file.path, readFileSync(file.path).subarray(0, 20 * mebibyte));
    await expect(uploads.row(file.name)).toContainText("Choose it again");
  });

  test("21: a file that changes while it is sent from memory arrives as it was chosen", async ({
    uploads,
    uploadStudio,
  }, info) => {
    await uploadStudio.plan({ kind: "slow", bytesPerSecond: 6 * mebibyte }, { times: null });
    const file = fileOnDisk(info.outputPath(), "overwritten.wav", 9 * mebibyte);
    await uploads.choose(file);
    await expect.poll(async () => (await uploadStudio.requests("chunk")).length).toBeGreaterThan(0);
    writeFileSync(file.path, readFileSync(file.path).subarray(0, 2 * mebibyte));
    await uploadStudio.clearFaults();
    await uploads.expectStored([file]);
  });

  test("signing out and in again in the middle of a file goes on with it", async ({
    uploads,
    uploadStudio,
    access,
  }, info) => {
    await uploadStudio.plan({ kind: "slow", bytesPerSecond: 2 * mebibyte }, { times: null });
    const file = fileOnDisk(info.outputPath(), "sign-out.wav", 14 * mebibyte);
    await uploads.choose(file);
    await expect.poll(async () => (await uploadStudio.requests("chunk")).length).toBeGreaterThan(1);
    await uploads.page.getByRole("button", { name: "Account" }).click();
    await uploads.page.getByRole("menuitem", { name: "Sign out" }).click();
    await uploads.page.waitForURL(/\/sign-in/);
    await uploadStudio.clearFaults();
    await new StudioPage(uploads.page, access).signIn(access.token);
    await uploads.open();
    await uploads.expectStored([file]);
    expect(await uploadStudio.requests("start")).toHaveLength(1);
  });

  test("24: a page that was frozen goes on when it wakes", async ({ uploads, uploadStudio }, info) => {
    await uploadStudio.plan({ kind: "slow", bytesPerSecond: 6 * mebibyte }, { times: null });
    const file = fileOnDisk(info.outputPath(), "sleep.wav", 18 * mebibyte);
    await uploads.choose(file);
    await expect.poll(async () => (await uploadStudio.requests("chunk")).length).toBeGreaterThan(0);
    const devtools = await uploads.page.context().newCDPSession(uploads.page);
    await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
    await uploadStudio.clearFaults();
    await devtools.send("Page.setWebLifecycleState", { state: "active" });
    await uploads.expectStored([file]);
  });

  test("31: of fifty files three fail, the others arrive, and one click sends those three", async ({
    uploads,
    uploadStudio,
  }, info) => {
    await uploadStudio.plan({ kind: "signature" }, { times: 3 });
    const files = Array.from({ length: 50 }, (_, at) =>
      fileOnDisk(info.outputPath(), `tile-${at}.wav`, 20_000 + at),
    );
    await uploads.choose(...files);
    const { page } = uploads;
    await expect(page.getByText("47 of 50 uploaded · 3 failed")).toBeVisible({ timeout: 60_000 });
    expect(await uploads.uploaded()).toHaveLength(47);
    await page.getByRole("button", { name: "Retry all 3" }).click();
    await expect(page.getByText("50 of 50 · all uploaded")).toBeVisible();
    await uploads.expectStored(files);
  });
});

test("22: of two tabs with the same file one sends, and the other says so", async ({
  uploads,
  uploadStudio,
  access,
}, info) => {
  await uploadStudio.plan({ kind: "slow", bytesPerSecond: 1.5 * mebibyte }, { times: null });
  const file = fileOnDisk(info.outputPath(), "twice.wav", 18 * mebibyte);
  await uploads.choose(file);
  await expect.poll(async () => (await uploadStudio.requests("chunk")).length).toBeGreaterThan(0);
  await expect.poll(() => countKept(uploads.page, "easel-uploads", "copies")).toBe(1);
  const other = new UploadsPage(await uploads.page.context().newPage(), uploadStudio, access.workspaceId);
  await other.open();
  await expect(other.row(file.name)).toContainText("being sent already");
  await uploadStudio.clearFaults();
  await uploads.expectStored([file]);
  expect(await uploadStudio.requests("start")).toHaveLength(1);
});

test("30: the same file twice in one drop and once more afterwards is sent once", async ({
  uploads,
  uploadStudio,
}, info) => {
  const file = fileOnDisk(info.outputPath(), "theme.wav", 90_000);
  const twin = { path: info.outputPath("twin.wav") };
  copyFileSync(file.path, twin.path);
  await uploads.choose(file, file, twin);
  // What was given twice is one row once it was looked at.
  await expect(uploads.row("theme.wav").filter({ hasText: "Uploaded" })).toHaveCount(1);
  await expect(uploads.row("theme.wav")).toHaveCount(1);
  await expect(uploads.row("twin.wav")).toContainText(/sent once|Already here as theme\.wav/);
  await uploads.choose(twin);
  await expect(uploads.row("twin.wav").last()).toContainText("Already here as theme.wav");
  await uploads.expectStored([file]);
  expect(await uploadStudio.requests("start")).toHaveLength(1);
});

test("23: a browser that keeps nothing uploads all the same", async ({ uploads, uploadStudio }, info) => {
  await uploads.page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("blocked", "SecurityError");
    };
    IDBFactory.prototype.open = refuse;
    Storage.prototype.getItem = refuse;
    Storage.prototype.setItem = refuse;
  });
  await uploads.open();
  const file = fileOnDisk(info.outputPath(), "private.wav", 9 * mebibyte);
  await uploads.choose(file);
  await uploads.expectStored([file]);
  expect(await uploadStudio.requests("start")).toHaveLength(1);
});

test("a question that waits for a word waits through a reload, and is gone once it is answered", async ({
  uploads,
}, info) => {
  const file = fileOnDisk(info.outputPath(), "misnamed.wav", 60_000);
  const misnamed = { path: info.outputPath("misnamed.mp3") };
  copyFileSync(file.path, misnamed.path);
  await uploads.choose(misnamed);
  const answer = uploads.page.getByRole("button", { name: "Upload as misnamed.wav" });
  const keptCount = () => countKept(uploads.page, "easel-waiting", "files");
  await expect(answer).toBeVisible();
  await expect.poll(keptCount).toBe(1);
  await uploads.page.reload();
  await answer.click();
  await uploads.expectStored([file]);
  // What would come back is gone, so that no look after the reload can be too early.
  await expect.poll(keptCount).toBe(0);
  await uploads.page.reload();
  await expect(uploads.page.getByRole("button", { name: "Choose files" })).toBeVisible();
  await expect(answer).toBeHidden();
});

test.describe("the whole of it", () => {
  // Nobody has touched the page since its first reload, so the browser does not ask before the second, and says so.
  test.use({
    expectedConsoleErrors: [...lostErrors, ...corsErrors, "Blocked attempt to show a 'beforeunload'"],
  });

  test("twenty mixed files arrive through a minute of a network that comes and goes and two reloads", async ({
    uploads,
    uploadStudio,
  }, info) => {
    test.setTimeout(180_000);
    // Slow enough that the minute and both reloads fall into it.
    await uploadStudio.plan({ kind: "slow", bytesPerSecond: mebibyte }, { times: null });
    const kinds = ["png", "jpg", "webp", "mp4", "mp3", "wav"];
    // From 150 KB to more than three chunks.
    const files = Array.from({ length: 20 }, (_, at) =>
      fileOnDisk(info.outputPath(), `part-${at}.${kinds[at % kinds.length]}`, 150_000 + at * 690_011),
    );
    await uploads.choose(...files);
    await expect.poll(async () => (await uploadStudio.requests("start")).length).toBeGreaterThan(2);
    const context = uploads.page.context();
    const random = seededRandom(20);
    const begun = Date.now();
    const unfinished: number[] = [];
    for (const reloadAfterMs of [20_000, 40_000, 60_000]) {
      while (Date.now() - begun < reloadAfterMs) {
        await context.setOffline(true);
        // The time a network is away cannot be told from outside by any event of the page's.
        await passTime(200 + random() * 1_500);
        await context.setOffline(false);
        await passTime(200 + random() * 2_500);
      }
      for (const page of reloadAfterMs < 60_000 ? [uploads.page] : []) {
        unfinished.push(files.length - (await uploads.uploaded()).length);
        await page.reload();
      }
    }
    await uploadStudio.clearFaults();
    await uploads.expectStored(files, 60_000);
    expect(unfinished.map((count) => count > 0)).toEqual([true, true]);
  });
});
