import type { Route } from "@playwright/test";
import { expect, test } from "./fixtures";

const isStart = (url: URL) => url.pathname.endsWith("/generations");

test.describe("a click spends once", () => {
  test("however often it is clicked while the answer is awaited", async ({ studio, sandbox, access }) => {
    await studio.fillForm("Test card: instant", "One of these");
    await sandbox.fault({
      match: { method: "POST", path: "/inferences$", token: access.token },
      fault: { silenceMs: 1_000 },
    });
    await studio.generateButton.dblclick();
    await expect(studio.pictureOf("One of these")).toBeVisible();
    expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
  });

  test("though its double click comes to an end after the answer", async ({ studio, sandbox, access }) => {
    const { page } = studio;
    await studio.fillForm("Test card: instant", "Answered between");
    await studio.generateButton.click();
    await expect(studio.pictureOf("Answered between")).toBeVisible();
    // The picture may be there before the answer that makes the button free again.
    await expect(studio.generateButton).not.toHaveAttribute("aria-busy");
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await studio.prompt.fill("The next one");
    await studio.generate();
    await expect(studio.pictureOf("The next one")).toBeVisible();
    const prompts = (await sandbox.paidPosts(access.token)).map(({ asked }) => asked?.prompt);
    expect(prompts).toEqual(["Answered between", "The next one"]);
  });

  test("however long Enter is held down on it", async ({ studio, sandbox, access }) => {
    const { page } = studio;
    await studio.fillForm("Test card: instant", "Held on the button");
    await studio.generateButton.focus();
    await page.keyboard.down("Enter");
    await expect(studio.pictureOf("Held on the button")).toBeVisible();
    for (let repeats = 0; repeats < 30; repeats += 1) await page.keyboard.down("Enter");
    await page.keyboard.up("Enter");
    await page.reload();
    await expect(studio.pictureOf("Held on the button")).toBeVisible();
    expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
  });

  test("however long its keys are held down", async ({ studio, sandbox, access }) => {
    const { page } = studio;
    await studio.fillForm("Test card: instant", "Held down");
    await studio.prompt.focus();
    await page.keyboard.down("Control");
    for (let repeats = 0; repeats < 30; repeats += 1) await page.keyboard.down("Enter");
    await expect(studio.pictureOf("Held down")).toBeVisible();
    for (let repeats = 0; repeats < 30; repeats += 1) await page.keyboard.down("Enter");
    await page.keyboard.up("Enter");
    await page.keyboard.up("Control");
    await page.reload();
    await expect(studio.pictureOf("Held down")).toBeVisible();
    expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
  });

  test("when the page is left, come back to and opened in a second tab before the answer is there", async ({
    studio,
    sandbox,
    access,
  }) => {
    const { page } = studio;
    await studio.fillForm("Test card: instant", "Left and come back");
    await sandbox.fault({
      match: { method: "POST", path: "/inferences$", token: access.token },
      fault: { silenceMs: 3_000 },
    });
    const form = page.url();
    await studio.generateButton.click();
    await expect.poll(async () => (await sandbox.paidPosts(access.token)).length).toBe(1);
    await page.goBack();
    await page.goForward();
    const second = await page.context().newPage();
    await second.goto(form);
    for (const tab of [page, second])
      await expect(
        tab
          .getByRole("main")
          .getByRole("img", { name: /Left and come back/ })
          .first(),
      ).toBeVisible({
        timeout: 30_000,
      });
    expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
  });

  test.describe("when the answer is lost", () => {
    test.use({ expectedConsoleErrors: ["ERR_INTERNET_DISCONNECTED", "Failed to fetch", "ERR_FAILED"] });

    test("on the way to the browser: asking again finds the same generation", async ({
      studio,
      sandbox,
      access,
    }) => {
      await studio.fillForm("Test card: instant", "Lost on the way");
      await studio.loseOneAnswer(isStart);
      await studio.generateButton.click();
      await expect.poll(async () => (await sandbox.paidPosts(access.token)).length).toBe(1);
      await expect(studio.pictureOf("Lost on the way")).toBeVisible({
        timeout: 30_000,
      });
      expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
    });

    test.describe("and the next answer is a refusal", () => {
      test.use({ expectedConsoleErrors: ["ERR_FAILED", "Failed to fetch", "status of 503"] });

      test("a lost answer followed by a refusal keeps the click", async ({ studio, sandbox, access }) => {
        const { page } = studio;
        await studio.fillForm("Test card: instant", "Lost, then refused");
        const refuse = (route: Route) =>
          route.fulfill({
            status: 503,
            contentType: "application/problem+json",
            body: JSON.stringify({
              type: "urn:easel:problem:history_unavailable",
              title: "Easel's history cannot be reached.",
              status: 503,
              detail: "Try again in a moment.",
              code: "history_unavailable",
            }),
          });
        // The history must not tell the page of the click before it was refused.
        const isChanges = (url: URL) => url.pathname.endsWith("/generations/changes");
        await page.route(isChanges, refuse);
        // The newest route is asked first: lost, then refused, then as ever.
        await page.route(isStart, refuse, { times: 1 });
        await studio.loseOneAnswer(isStart);

        await studio.generateButton.click();
        await expect(studio.main).toContainText("Easel's server cannot be reached.");
        await expect(studio.main).toContainText("never starts it twice");
        await studio.generateButton.click();
        await expect(studio.main).toContainText("Easel's history cannot be reached.");
        await expect(studio.main).toContainText("never starts it twice");
        await expect(studio.main).not.toContainText("nothing was charged");
        const answered = page.waitForResponse(
          (response) => isStart(new URL(response.url())) && response.ok(),
        );
        await studio.generateButton.click();
        await answered;
        await page.unroute(isChanges);
        await expect(studio.pictureOf("Lost, then refused")).toBeVisible({
          timeout: 30_000,
        });
        expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
      });
    });
  });

  test("and is seen on the stage while Layer takes its time to answer", async ({
    studio,
    sandbox,
    access,
  }) => {
    await studio.fillForm("Test card: instant", "Slow to be heard");
    await sandbox.fault({
      match: { method: "POST", path: "/inferences$", token: access.token },
      fault: { silenceMs: 12_000 },
    });
    await studio.generateButton.click();
    await expect(studio.main.getByText("Sending to Layer").first()).toBeVisible({ timeout: 11_000 });
    await expect(studio.pictureOf("Slow to be heard")).toBeVisible({
      timeout: 30_000,
    });
  });

  test("when Layer's answer is lost after it started: shown as unknown, never sent again", async ({
    studio,
    sandbox,
    access,
  }) => {
    await studio.fillForm("Test card: instant", "Answer lost at Layer");
    await sandbox.fault({
      match: { method: "POST", path: "/inferences$", token: access.token },
      fault: { reset: "after" },
    });
    await studio.generateButton.click();
    await expect(studio.main).toContainText("Layer may have started this");
    await studio.page.reload();
    await expect(studio.main).toContainText("Layer may have started this");
    expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
  });
});

test("a lost answer is settled by the person, with the balance before and after it beside", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page, main } = studio;
  await studio.fillForm("Test card: instant", "Lost and settled");
  await sandbox.fault({
    match: { method: "POST", path: "/inferences$", token: access.token },
    fault: { reset: "after" },
  });
  await studio.generateButton.click();
  await expect(main).toContainText("Layer may have started this");
  await studio.openNewest("Lost and settled");
  const settle = page.getByRole("region", { name: "What became of it" });
  const balance = (name: string) => settle.locator("dt", { hasText: name }).locator("+ dd");
  await expect(balance("Available just before")).toHaveText("5,000 CU");
  // Layer did start it: one Creative Unit is held, then charged.
  await expect(balance("Right after")).toHaveText("4,999 CU");
  await expect(balance("Now")).toHaveText("4,999 CU");
  await settle.getByRole("button", { name: "Keep waiting" }).click();
  await expect(settle.getByRole("status")).toContainText("You keep waiting.");
  await settle.getByRole("button", { name: "It did not start" }).click();
  await expect(settle.getByRole("status")).toContainText("You said that it did not start.");
  await page.reload();
  await expect(settle.getByRole("button", { name: "It did not start" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(main).toContainText("You said this did not start");
  expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
});

test("above 20 CU a click asks once, and saying no spends nothing", async ({ studio, sandbox, access }) => {
  const { page } = studio;
  await studio.chooseModel("Flux 2 Pro");
  await studio.prompt.fill("Sixteen banners");
  await studio.setNumber("Batch size", 16);
  await expect.poll(() => studio.estimatedPrice()).toBeGreaterThan(20);
  await studio.generateButton.click();
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await expect(dialog).toContainText("CU");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  expect(await sandbox.paidPosts(access.token)).toHaveLength(0);
});

test("what cannot be afforded is said before the click", async ({ studio }) => {
  await studio.chooseModel("Test card: costs more than the balance");
  await studio.prompt.fill("A palace of gold");
  await expect(studio.estimate).toContainText(/not enough/i);
});

test.describe("a refusal is told in words, with what was charged", () => {
  test("too many at once", async ({ studio }) => {
    await studio.fillForm("Test card: throttled", "Hold on");
    await studio.generate();
    await expect(studio.main).toContainText(/as many runs of yours as it takes at once/);
    await expect(studio.main).toContainText(/Nothing was charged/);
    await expect(studio.prompt).toHaveValue("Hold on");
  });

  test("a run that fails", async ({ studio }) => {
    await studio.fillForm("Test card: fails", "Break, please");
    await studio.generate();
    await expect(studio.main).toContainText(/renderer ran out of memory/, { timeout: 30_000 });
    await expect(studio.main).toContainText(/did not say what was charged/);
  });

  test("values nobody has seen before", async ({ studio }) => {
    await studio.fillForm("Test card: unknown values and nulls", "Strange but fine");
    await studio.generate();
    await expect(studio.pictureOf("Strange but fine")).toBeVisible({
      timeout: 30_000,
    });
  });
});
