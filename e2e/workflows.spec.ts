import type { Page } from "@playwright/test";
import { expectNoViolations } from "./axe";
import { expect, test } from "./fixtures";
import { drawnPng } from "./pictures";
import type { StudioPage } from "./studio-page";

const latest = (page: Page) => page.getByRole("list", { name: "Latest runs" }).getByRole("listitem");
const steps = (page: Page) => page.getByRole("list", { name: "Steps" });

/** What a person fills in so that each of the sandbox's workflows can be run, and how many files it then makes. */
const forms: ReadonlyArray<{
  name: string;
  makes: number;
  firstStep: string;
  fill: (studio: StudioPage) => Promise<void>;
}> = [
  {
    name: "Character turnaround",
    makes: 2,
    firstStep: "Read the design",
    fill: async ({ page }) => {
      await page.getByRole("textbox", { name: "Character" }).fill("A lamplighter");
      await page.getByLabel("Views", { exact: true }).fill("2");
    },
  },
  { name: "Item icon set", makes: 3, firstStep: "Agree on a palette", fill: async () => {} },
  {
    name: "Seamless tileset",
    makes: 2,
    firstStep: "Choose materials",
    fill: async ({ page }) => {
      await page.getByLabel("Variations", { exact: true }).fill("1");
    },
  },
  {
    name: "Key art to trailer shot",
    makes: 1,
    firstStep: "Separate the layers",
    fill: async (studio) => {
      const { page } = studio;
      const buffer = await drawnPng(page, { width: 320, height: 180, colour: "#c8641e" });
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Key art: choose a file" }).click();
      await (await chooser).setFiles({ name: "castle.png", mimeType: "image/png", buffer });
      await expect(page.getByRole("button", { name: "Remove castle.png" })).toBeFocused();
      await page.getByRole("combobox", { name: "Seconds" }).selectOption({ label: "3" });
    },
  },
  {
    name: "Prop from concept",
    makes: 2,
    firstStep: "Read the concept",
    fill: async ({ page }) => {
      await page.getByRole("textbox", { name: "Prop" }).fill("A brass lantern");
      await page.getByRole("switch", { name: "PBR materials" }).click();
    },
  },
  {
    name: "Character barks",
    makes: 2,
    firstStep: "Cast the voice",
    fill: async ({ page }) => {
      await page.getByRole("textbox", { name: "Lines" }).fill("Halt!\nWho goes there?");
    },
  },
  {
    name: "Quest card",
    makes: 2,
    firstStep: "Write",
    fill: async ({ page }) => {
      await page.getByRole("textbox", { name: "Idea" }).fill("A lantern that burns memories");
    },
  },
  {
    name: "Storyboard",
    makes: 2,
    firstStep: "Read the shots",
    fill: async ({ page }) => {
      const captions = page.getByRole("textbox", { name: "Caption" });
      const add = page.getByRole("button", { name: "Shots: add an entry" });
      await add.press("Enter");
      await expect(captions).toBeFocused();
      await page.getByRole("button", { name: "Remove Shots 1" }).press("Enter");
      await expect(add).toBeFocused();
      await add.press("Enter");
      await expect(captions).toBeFocused();
      await add.press("Enter");
      await expect(captions).toHaveCount(2);
      await expect(captions.last()).toBeFocused();
      await captions.first().fill("The gate opens");
      await page.getByRole("textbox", { name: "Caption" }).last().fill("A hand on the lantern");
      await page.getByRole("combobox", { name: "Camera" }).last().selectOption({ label: "close-up" });
      await page.getByRole("button", { name: "arrows" }).click();
    },
  },
  {
    name: "Test card: instant workflow",
    makes: 1,
    firstStep: "Prepare",
    fill: async ({ page }) => {
      await page.getByRole("textbox", { name: "Prompt" }).fill("A key");
    },
  },
];

for (const { name, makes, firstStep, fill } of forms)
  test(`“${name}” fails in a step, is cancelled, and succeeds, each said as what it is`, async ({
    studio,
    sandbox,
    access,
  }) => {
    const { page } = studio;
    await sandbox.planEnd(access.workspaceId, { kind: "fails", inStep: 0, error: "The kiln is cold." });
    await sandbox.planEnd(access.workspaceId, { kind: "cancelled", inStep: 0 });
    await studio.open(`workflows?q=${encodeURIComponent(name)}`);
    await page.getByRole("list", { name: "Workflows" }).getByRole("link", { name, exact: true }).click();
    await fill(studio);
    for (const count of [1, 2, 3]) {
      await studio.runWorkflow();
      await expect.poll(async () => (await sandbox.paidPosts(access.token)).length).toBe(count);
    }
    await expect(latest(page)).toHaveText([/Complete/, /Cancelled/, /Failed/], { timeout: 45_000 });
    await expect(studio.main.getByRole("link", { name: /^Open output/ })).toHaveCount(makes);
    await expect(steps(page)).not.toContainText(/Waiting|Running|Failed|Cancelled/);

    await latest(page).nth(1).getByRole("button").first().click();
    await expect(page.getByRole("region", { name: "Run" })).toContainText("Cancelled");
    await latest(page).nth(2).getByRole("button").first().click();
    await expect(page.getByRole("region", { name: "Run" })).toContainText(`Failed in “${firstStep}”`);
    await expect(page.getByRole("region", { name: "Run" })).toContainText("The kiln is cold.");
    await expect(steps(page)).toContainText("Not begun");
    await expect(studio.main).toContainText(/did not say what was charged/);
  });

test("workflows are found, priced once while in sight, and what is wrong on a form is said beside it", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page } = studio;
  await studio.open("workflows");
  const list = page.getByRole("list", { name: "Workflows" });
  const card = list.getByRole("listitem").filter({ hasText: "Storyboard" });
  await expect(list.getByRole("listitem").filter({ hasText: "Item icon set" })).toContainText("from 6 CU");
  await card.scrollIntoViewIfNeeded();
  await expect(card).toContainText("priced on the form");
  // Each is asked for once at most, however often the list is come back to.
  const priced = async () => (await sandbox.requests({ token: access.token, path: "/estimate$" })).length;
  const most = await list.getByRole("link").count();
  expect(await priced()).toBeLessThanOrEqual(most);
  await card.getByRole("link", { name: "Storyboard" }).click();
  await expect(studio.estimate).toContainText("The price comes when the form is right: Shots.");

  await page.getByRole("textbox", { name: "Scene code" }).fill("scene 10");
  await page.getByRole("button", { name: "Shots: add an entry" }).click();
  await expect(page.getByRole("textbox", { name: "Caption" })).toBeFocused();
  await page.getByLabel("Grain", { exact: true }).fill("2");
  await studio.main.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Scene code" })).toBeFocused();
  await expect(studio.main).toContainText("This is not written as it should be: SC- and three digits");
  await expect(studio.main.getByText("This is needed.")).toBeVisible();
  await expect(studio.main.getByText("This must be at most 1.")).toBeVisible();
  await expectNoViolations(page);
  await page.goBack();
  await expect(list.getByRole("listitem").filter({ hasText: "Item icon set" })).toContainText("from 6 CU");
  await card.scrollIntoViewIfNeeded();
  expect(await priced()).toBeLessThanOrEqual(most);
});

test("a workflow is found, filled in, run and opened by keyboard alone", async ({ studio }) => {
  const { page } = studio;
  await studio.open("workflows");
  await page.keyboard.press("/");
  await page.keyboard.type("instant");
  await expect(page.getByRole("list", { name: "Workflows" }).getByRole("link")).toHaveCount(1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await expect(prompt).toBeVisible();
  await studio.hears("Workflow");
  // Asked for before anything is typed: the press leads to what is missing.
  await page.keyboard.press("Control+Enter");
  await expect(prompt).toBeFocused();
  await page.keyboard.type("A key");
  await expect(studio.main.getByRole("button", { name: /^Run\b/ })).toContainText("CU");
  await page.keyboard.press("Control+Enter");
  const output = page.getByRole("link", { name: "Open output 1" });
  await expect(output).toBeVisible({ timeout: 30_000 });
  await output.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/gallery\/[0-9a-f-]{36}/);
});

test("an Enter held down in a field of one line runs once", async ({ studio, sandbox, access }) => {
  const { page } = studio;
  await studio.open("workflows?q=instant");
  await page.getByRole("link", { name: "Test card: instant workflow" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).fill("A held key");
  await expect(studio.estimate).toContainText("CU left after");
  await page.getByRole("combobox", { name: "Session" }).focus();
  await page.keyboard.down("Enter");
  await expect(page.getByRole("link", { name: "Open output 1" })).toBeVisible({ timeout: 30_000 });
  for (let repeats = 0; repeats < 30; repeats += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await page.reload();
  await expect(page.getByRole("link", { name: "Open output 1" })).toBeVisible();
  expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
});

test("settings come back from a preset and a run, ask before they replace, and can be undone", async ({
  studio,
}) => {
  const { page } = studio;
  await studio.open("workflows?q=Quest card");
  await page.getByRole("list", { name: "Workflows" }).getByRole("link", { name: "Quest card" }).click();
  const idea = page.getByRole("textbox", { name: "Idea" });
  await idea.fill("A lantern that burns memories");
  await page.getByRole("switch", { name: "With splash picture" }).click();
  await page.getByRole("combobox", { name: "Session" }).fill("Chapter 2");
  await studio.main.getByRole("button", { name: "Presets" }).click();
  const presets = page.getByRole("dialog", { name: "Presets" });
  await presets.getByRole("textbox", { name: "Keep the form as it stands" }).fill("Memories");
  await presets.getByRole("button", { name: "Keep preset" }).click();
  await expect(presets.getByRole("button", { name: /^Memories/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await studio.runWorkflow();
  await expect(page.getByRole("region", { name: "Run" })).toContainText("Complete", { timeout: 40_000 });

  await page.getByRole("button", { name: "Back to the defaults" }).click();
  await idea.fill("Something else");
  await page.reload();
  await expect(idea).toHaveValue("Something else");
  await page.getByRole("region", { name: "Run" }).getByRole("button", { name: "Use these settings" }).click();
  const question = page.getByRole("dialog", { name: "Replace what is on the form?" });
  await expect(question.getByRole("row", { name: /^Idea/ })).toContainText("A lantern that burns memories");
  await expect(question.getByRole("row", { name: /^Session/ })).toContainText("Chapter 2");
  await question.getByRole("button", { name: "Replace" }).click();
  await expect(idea).toHaveValue("A lantern that burns memories");
  await expect(page.getByRole("switch", { name: "With splash picture" })).not.toBeChecked();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(idea).toHaveValue("Something else");

  await page.getByRole("button", { name: "Back to the defaults" }).click();
  await studio.main.getByRole("button", { name: "Presets" }).click();
  await presets.getByRole("button", { name: /^Memories/ }).click();
  await expect(idea).toHaveValue("A lantern that burns memories");
  await expect(page.getByRole("combobox", { name: "Session" })).toHaveValue("Chapter 2");
});

test("an asset's menu names the workflows that take it, and opens one with the asset in its input", async ({
  studio,
}) => {
  const { page } = studio;
  await studio.chooseModel("Test card: instant");
  await studio.prompt.fill("A castle in the rain");
  await studio.setNumber("Batch size", 1);
  await studio.generate();
  await expect(studio.main.getByRole("img", { name: /castle/ }).first()).toBeVisible();
  await studio.openNewest("A castle");
  await page.getByRole("button", { name: "Use in a workflow" }).click();
  await expect(page.getByRole("menuitem")).toHaveText([
    /Character turnaround/,
    /Key art to trailer shot/,
    /Prop from concept/,
  ]);
  await page.getByRole("menuitem", { name: /Key art to trailer shot/ }).click();
  await expect(page).toHaveURL(/\/workflows\/[0-9a-f-]{36}$/);
  await expect(studio.main.getByText("A castle in the rain", { exact: true })).toBeVisible();
  await expect(studio.estimate).toContainText("CU left after");
});

test("one input over several values is planned, priced, approved once, and its results stand in a grid", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page } = studio;
  await studio.open("workflows?q=instant");
  await page
    .getByRole("list", { name: "Workflows" })
    .getByRole("link", { name: "Test card: instant workflow" })
    .click();
  await studio.main.getByRole("link", { name: "Several…" }).click();
  await page.getByRole("button", { name: "Vary an input" }).click();
  await page.getByRole("textbox", { name: "Values of Prompt" }).fill("=cmd a fox\nan owl\na heron");
  await expect(studio.estimate).toContainText("3 generations · 9 CU");
  await expectNoViolations(page);
  await page.reload();
  await expect(studio.estimate).toContainText("3 generations · 9 CU");
  await page.getByRole("button", { name: "Prompt: a heron" }).click();
  await studio.main.getByRole("button", { name: /^Approve 2/ }).dblclick();
  await expect(page.getByRole("status", { name: "Progress" })).toContainText("2 of 2 done", {
    timeout: 40_000,
  });
  await expect(page.getByRole("region", { name: "Results" }).getByRole("columnheader")).toHaveText([
    "=cmd a fox",
    "an owl",
  ]);
  const paid = (await sandbox.paidPosts(access.token)).map(({ asked }) => JSON.stringify(asked?.inputs));
  expect(paid.toSorted()).toEqual(['{"prompt":"=cmd a fox"}', '{"prompt":"an owl"}']);
  await page.getByRole("link", { name: "Back to the plan" }).click();
  await expect(page).toHaveURL(/\/workflows\/[0-9a-f-]{36}\/several$/);
});

test.describe("a workflow that was unpublished between its list and its run", () => {
  test.use({ expectedConsoleErrors: ["404"] });

  test("says so, and that nothing was charged", async ({ studio, sandbox, access }) => {
    const { page } = studio;
    await studio.open("workflows?q=instant");
    await page
      .getByRole("list", { name: "Workflows" })
      .getByRole("link", { name: "Test card: instant workflow" })
      .click();
    await page.getByRole("textbox", { name: "Prompt" }).fill("A key");
    await expect(studio.estimate).toContainText("CU left after");
    await sandbox.fault({
      match: { token: access.token, path: "/workflows/" },
      times: 50,
      fault: {
        status: 404,
        contentType: "application/problem+json",
        body: {
          type: "https://api.layer.ai/errors/WORKFLOW_NOT_FOUND",
          title: "Workflow not found",
          status: 404,
          detail: "The workflow is not linked to this workspace any more.",
        },
      },
    });
    await studio.runWorkflow();
    await expect(studio.main.getByRole("alert")).toContainText(
      "Nothing was started, so nothing was charged.",
    );
  });
});
