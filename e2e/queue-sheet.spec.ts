import { test as base, expect } from "./fixtures";
import type { LoggedRequest, Sandbox } from "./sandbox-control";
import { SecondEasel } from "./second-easel";
import { StudioPage } from "./studio-page";

/** A server of its own, which is restarted and, whatever comes of the test, ended. */
const test = base.extend<{ easel: SecondEasel }>({
  easel: async ({}, use) => {
    const easel = await SecondEasel.start();
    await use(easel);
    await easel.kill();
  },
});

const rowCount = 200;
// Its runs draw nothing: two hundred pictures would be a test of the sandbox's painter.
const model = "Test card: completes without outputs";

const promptOf = ({ asked }: LoggedRequest) => String(asked?.prompt);

const answered = (posts: LoggedRequest[], status: number) =>
  posts.filter((post) => post.status === status).map(promptOf);

/** Waits until Layer has been asked for so many of the rows. */
async function untilPosts(sandbox: Sandbox, token: string, count: number) {
  await expect
    .poll(async () => (await sandbox.paidPosts(token)).length, { timeout: 60_000, intervals: [200] })
    .toBeGreaterThanOrEqual(count);
}

test.describe("a sheet of two hundred rows", () => {
  // The page's own calls meet a server that is being restarted.
  test.use({ expectedConsoleErrors: ["ERR_", "Failed to fetch", "status of 50"] });

  test("is run to its end through refusals, lost answers, two reloads and a restart, each row paid once", async ({
    watchedPage: page,
    access,
    sandbox,
    easel,
  }) => {
    test.setTimeout(180_000);
    const { token } = access;
    await page.goto(`${easel.url}/sign-in`);
    const studio = new StudioPage(page, access);
    await studio.submitToken(token);
    await page.waitForURL(/\/generate/);
    const at = (place: string) => `${easel.url}${studio.url(place)}`;

    const { models } = (await (
      await page.request.get(
        `${easel.url}/api/workspaces/${access.workspaceId}/models?q=${encodeURIComponent(model)}`,
      )
    ).json()) as { models: Array<{ id: string; name: string }> };
    await page.goto(at(`generate?model=${models.find(({ name }) => name === model)?.id}`));
    await studio.setNumber("Batch size", 1);
    await studio.prompt.fill("icon of {thing}");
    await page.goto(at("generate/plan?start=sheet"));
    const lines = Array.from({ length: rowCount }, (_, index) => `Icon ${index + 1},thing ${index + 1}`);
    await page.getByLabel("Sheet file").setInputFiles({
      name: "icons.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`name,thing\n${lines.join("\n")}\n`),
    });
    await expect(studio.estimate).toContainText(`${rowCount} generations · ${rowCount} CU`);

    const tooMany = { status: 429, headers: { "retry-after": "1" } };
    // Each when Layer has been asked so often, whatever the page does meanwhile.
    const faults: Array<[number, Record<string, unknown>, number]> = [
      [0, tooMany, 1],
      [10, tooMany, 3],
      [20, { status: 500 }, 1],
      [40, { status: 500, executed: true }, 1],
      [60, tooMany, 1],
      [80, { status: 500 }, 1],
      [120, tooMany, 2],
    ];
    const trouble = async () => {
      for (const [count, fault, times] of faults) {
        await untilPosts(sandbox, token, count);
        await sandbox.fault({ match: { method: "POST", path: "/inferences$", token }, times, fault });
      }
    };
    const visits = async () => {
      await studio.main.getByRole("button", { name: `Approve ${rowCount}` }).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^Approve/ })
        .click();
      await expect(page).toHaveURL(/\/generate\/plan\/[0-9a-f-]{36}$/);
      await untilPosts(sandbox, token, 30);
      await page.reload();
      await untilPosts(sandbox, token, 50);
      await easel.restart();
      await page.goto(at("queue"));
      await untilPosts(sandbox, token, 100);
      await page.reload();
    };
    await Promise.all([trouble(), visits()]);

    await expect(page.getByText("200 of 200 · 3 not known").first()).toBeVisible({ timeout: 60_000 });

    const posts = await sandbox.paidPosts(token);
    const taken = answered(posts, 202);
    const lost = answered(posts, 500);
    expect(lost).toHaveLength(3);
    expect(answered(posts, 429).length).toBeGreaterThanOrEqual(7);
    expect(taken).toHaveLength(rowCount - lost.length);
    // Every row once: what was taken and what was lost together, and neither ever again.
    expect(new Set([...taken, ...lost]).size).toBe(rowCount);
  });
});
