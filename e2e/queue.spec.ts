import { randomUUID } from "node:crypto";
import { expectNoViolations } from "./axe";
import { expect, ground, test } from "./fixtures";
import type { StudioAccess } from "./sandbox-control";
import { Caller } from "./second-easel";

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
  // The rest of a double click, which is not for the button that stands there now.
  await expect(page.getByRole("button", { name: "Put back: icon 6" })).toBeVisible();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await page.getByRole("button", { name: "Cancel what is not sent" }).click();
  await expect(page.getByRole("dialog", { name: "Cancel 6 waiting rows?" })).toContainText(
    "What Layer has already cannot be cancelled",
  );
  await page.getByRole("dialog").getByRole("button", { name: "Cancel what is not sent" }).click();
  await expect(rows.filter({ hasText: "Cancelled before it was sent" })).toHaveCount(7);

  // Full, however much of the five runs' time all this took.
  await sandbox.fault({
    match: { method: "POST", path: "/inferences$", token: access.token },
    times: 50,
    fault: { status: 429, headers: { "retry-after": "30" } },
  });
  await page.getByRole("button", { name: "Put back: icon 6" }).click();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
  await expect(rows.filter({ hasText: "Waiting" })).toHaveCount(1);
  // Layer takes five of a person at once; that it is full is learnt by asking.
  const taken = (await sandbox.paidPosts(access.token)).filter(({ status }) => status === 202);
  expect(taken).toHaveLength(5);
  await expectNoViolations(page);
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
