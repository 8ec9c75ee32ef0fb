import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, ground, test } from "./fixtures";
import type { Sandbox, StudioAccess } from "./sandbox-control";
import { Caller, SecondEasel } from "./second-easel";

interface Row {
  id: string;
  label: string;
  state: string;
  generation: { id: string; status: string } | null;
}

interface Batch {
  id: string;
  counts: Record<string, number>;
  rows: Row[];
}

// Its runs draw nothing: two hundred pictures would be a test of the sandbox's painter.
const bare = "Test card: completes without outputs";

async function modelId(caller: Caller, access: StudioAccess, name: string) {
  const { models } = await caller.get<{ models: Array<{ id: string; name: string }> }>(
    `/workspaces/${access.workspaceId}/models?q=${encodeURIComponent(name)}`,
  );
  return models.find((model) => model.name === name)?.id;
}

/** Approves a plan as the planner would; whoever has a tab open sends it. */
async function approve(
  caller: Caller,
  access: StudioAccess,
  count: number,
  { model = bare, name = "Icons of the third act" } = {},
) {
  const id = await modelId(caller, access, model);
  return caller.post<Batch>(`/workspaces/${access.workspaceId}/batches`, {
    batchId: randomUUID(),
    name,
    rows: Array.from({ length: count }, (_, index) => ({
      rowId: randomUUID(),
      label: `icon ${index + 1}`,
      request: {
        kind: "model",
        modelId: id,
        parameters: { prompt: `Icon ${index + 1}`, batchSize: 1, width: 256, height: 256 },
        references: [],
        mask: null,
        sessionName: null,
      },
      estimate: 1,
    })),
  });
}

const read = (caller: Caller, access: StudioAccess, { id }: Batch) =>
  caller.get<Batch>(`/workspaces/${access.workspaceId}/batches/${id}`);

const ended = ({ counts }: Batch) =>
  (counts.complete ?? 0) + (counts.unknown ?? 0) + (counts.failed ?? 0) + (counts.refused ?? 0);

async function fail(sandbox: Sandbox, access: StudioAccess, status: number, times: number) {
  await sandbox.fault({
    match: { method: "POST", path: "/inferences$", token: access.token },
    times,
    fault: { status, headers: status === 429 ? { "retry-after": "1" } : {} },
  });
}

async function signInAt(page: Page, url: string, token: string) {
  await page.goto(`${url}/sign-in`);
  await page.getByRole("textbox", { name: "Personal access token" }).fill(token);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/w\/[0-9a-f-]{36}\/generate/);
}

test("200 rows come to their end through 429, 500, two reloads and a restart, and none is paid twice", async ({
  page,
  sandbox,
  access,
}) => {
  test.setTimeout(180_000);
  const first = await SecondEasel.start();
  const here = await Caller.signIn(ground().environment.APP_URL ?? "", access.token);
  await signInAt(page, first.url, access.token);
  await fail(sandbox, access, 429, 2);
  await fail(sandbox, access, 500, 2);
  const batch = await approve(here, access, 200);
  const untilEnded = (count: number) =>
    expect
      .poll(async () => ended(await read(here, access, batch)), { timeout: 90_000 })
      .toBeGreaterThanOrEqual(count);
  await untilEnded(20);
  await page.reload();
  await fail(sandbox, access, 500, 2);
  await fail(sandbox, access, 429, 1);
  await untilEnded(60);
  await first.kill();
  const second = await SecondEasel.start(first.port);
  await untilEnded(90);
  await page.reload();
  await fail(sandbox, access, 500, 1);
  await untilEnded(200);

  const after = await read(here, access, batch);
  const posts = await sandbox.paidPosts(access.token);
  const taken = posts.filter(({ status }) => status === 202 || status === 200 || status === 201);
  const lost = posts.filter(({ status }) => status === 500);
  expect(after.counts).toMatchObject({ complete: taken.length, unknown: lost.length });
  expect(taken.length + lost.length, "every row was sent once").toBe(200);
  expect(new Set(after.rows.map(({ generation }) => generation?.id)).size).toBe(200);
  await second.kill();
});

test("the queue is paused, reordered by keyboard and pointer, cancelled and run again, on its page", async ({
  studio,
  access,
  sandbox,
}) => {
  const { page } = studio;
  const caller = await Caller.signIn(ground().environment.APP_URL ?? "", access.token);
  await approve(caller, access, 12, { model: "Test card: slow", name: "Slow ones" });
  await studio.open("queue");
  const rows = page.getByRole("list", { name: "Rows" }).getByRole("listitem");
  await expect(rows.filter({ hasText: "Running" })).toHaveCount(5);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByText("Nothing more is sent until you resume it.")).toBeVisible();

  const handle = page.getByRole("button", { name: /^Reorder icon 12:/ });
  await handle.focus();
  await handle.press("Home");
  await expect(rows.nth(5)).toContainText("icon 12");
  await rows
    .nth(6)
    .getByRole("button", { name: /^Reorder icon 6:/ })
    .dragTo(rows.nth(8));
  await expect(rows.nth(8)).toContainText("icon 6");

  await page.getByRole("button", { name: "Cancel icon 6", exact: true }).click();
  await expect(rows.nth(8)).toContainText("Cancelled before it was sent");
  await page.getByRole("button", { name: "Cancel what is not sent" }).click();
  await expect(page.getByText("What Layer has already cannot be cancelled")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel what is not sent" }).click();
  await expect(rows.filter({ hasText: "Cancelled before it was sent" })).toHaveCount(7);

  await page.getByRole("button", { name: "Put back: icon 6" }).click();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(rows.filter({ hasText: "Waiting" })).toHaveCount(1);
  expect(await sandbox.paidPosts(access.token)).toHaveLength(5);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});

test("a row whose answer was lost is settled by the person, and then runs again alone", async ({
  studio,
  access,
  sandbox,
}) => {
  const { page } = studio;
  await sandbox.fault({
    match: { method: "POST", path: "/inferences$", token: access.token },
    fault: { reset: "after" },
  });
  const caller = await Caller.signIn(ground().environment.APP_URL ?? "", access.token);
  await approve(caller, access, 1, { name: "One" });
  await studio.open("queue");
  const row = page.getByRole("list", { name: "Rows" }).getByRole("listitem");
  await expect(row).toContainText("Layer may have started this");
  await expect(row.getByRole("button")).toHaveCount(0);
  await row.getByRole("link", { name: "icon 1" }).click();
  const settle = page.getByRole("region", { name: "What became of it" });
  await expect(settle).toContainText("Available just before");
  await settle.getByRole("button", { name: "Keep waiting" }).click();
  await expect(settle).toContainText("You keep waiting.");
  await settle.getByRole("button", { name: "It did not start" }).click();
  await expect(page.getByText("You said this did not start").first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await studio.open("queue");
  await row.getByRole("button", { name: "Run again: icon 1" }).click();
  await expect(row).toContainText("Done");
  await expect(row).toContainText("try 2");
  expect(await sandbox.paidPosts(access.token)).toHaveLength(2);
});

test("with no tab open the queue says so, and a tab that opens goes on", async ({
  studio,
  access,
  sandbox,
}) => {
  const { page } = studio;
  const caller = await Caller.signIn(ground().environment.APP_URL ?? "", access.token);
  // Another person's page: it may look, and has nothing of its own to send.
  const { token } = await sandbox.createToken([access.workspaceId]);
  const other = await Caller.signIn(ground().environment.APP_URL ?? "", token);
  await approve(other, access, 3, { name: "Theirs" });
  await studio.open("queue");
  await expect(page.getByText(/^No tab of .* is sending this/).first()).toBeVisible();
  expect(await sandbox.paidPosts(token)).toHaveLength(0);

  await approve(caller, access, 3, { name: "Mine" });
  await page.getByRole("button", { name: "Jobs" }).click();
  const tray = page.getByRole("list", { name: "Queue" });
  await expect(tray).toContainText("Mine");
  await expect.poll(async () => (await sandbox.paidPosts(access.token)).length, { timeout: 30_000 }).toBe(3);
  expect(await sandbox.paidPosts(token)).toHaveLength(0);
});
