import type { Request, Route } from "@playwright/test";
import { expectNoViolations } from "./axe";
import { expect, test } from "./fixtures";
import type { StudioPage } from "./studio-page";

/** The plan of a prompt with choices, at 1 CU each. */
async function openPlan(studio: StudioPage, prompt: string) {
  await studio.chooseModel("Test card: instant");
  await studio.setNumber("Batch size", 1);
  await studio.prompt.fill(prompt);
  await studio.main.getByRole("link", { name: "see them" }).click();
}

test("a prompt with choices asked of two models is approved once, and every result seen in its place", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page } = studio;
  await studio.chooseModel("Test card: instant");
  await studio.setNumber("Batch size", 1);
  await studio.prompt.fill("{red|blue} __beast__");
  await expect(studio.main.getByText(/Makes 2 prompts/)).toBeVisible();

  await studio.main.getByRole("button", { name: "Several…" }).click();
  await page.getByRole("menuitem", { name: "Several models" }).click();
  const picker = page.getByRole("dialog", { name: "Add models" });
  await picker.getByRole("combobox", { name: "Search models" }).fill("Flux 2 Schnell");
  await picker.getByRole("option", { name: /^Flux 2 Schnell/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("list", { name: "Models of this plan" }).getByRole("listitem")).toHaveCount(2);

  await expect(studio.main.getByText("There is no list named “beast”")).toBeVisible();
  await studio.main.getByRole("button", { name: /^Lists/ }).click();
  await page.getByRole("textbox", { name: "Name of a new list" }).fill("beast");
  await page.getByRole("button", { name: "Add list" }).click();
  await page.getByRole("textbox", { name: "__beast__" }).fill("fox\nowl");
  await page.keyboard.press("Escape");
  await expect(studio.main.getByText("Makes 4 prompts")).toBeVisible();

  // What is planned survives the page.
  await expect(studio.estimate).toHaveAttribute("aria-busy", "false");
  await page.reload();
  await expect(studio.estimate).toContainText("8 generations · 6 CU");
  await expect(page.getByRole("table")).toContainText("Model across, Prompt down");
  await expectNoViolations(page);

  // One is taken off; the rest is approved by a double click, which is one approval.
  await page.getByRole("button", { name: "Model: Flux 2 Schnell · Prompt: red fox" }).click();
  await expect(studio.estimate).toContainText("7 generations · 5.5 CU");
  await studio.main.getByRole("button", { name: /^Approve 7/ }).dblclick();

  await expect(page).toHaveURL(/\/generate\/plan\/[0-9a-f-]{36}$/);
  const results = page.getByRole("region", { name: "Results" });
  await expect(page.getByRole("status", { name: "Progress" })).toContainText("7 of 7 done", {
    timeout: 40_000,
  });
  await expect(results.getByRole("columnheader")).toHaveText([
    "Prompt",
    "Test card: instant",
    "Flux 2 Schnell",
  ]);
  await expect(results.getByRole("row")).toHaveCount(5);
  await expect(results.getByRole("img")).toHaveCount(7);
  await expect(
    results.getByRole("row", { name: /^blue owl/ }).getByRole("link", { name: /^blue owl/ }),
  ).toHaveCount(2);
  await expectNoViolations(page);
  // The queue may have tried for one more run at once than Layer takes: what was refused ran nowhere.
  const posts = await sandbox.paidPosts(access.token);
  expect(posts.filter(({ status }) => status !== 429).map(({ status }) => status)).toEqual(
    Array.from({ length: 7 }, () => 202),
  );
});

test("a sheet's broken row is named and left out; mended in place it is made with the rest", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page } = studio;
  await studio.chooseModel("Test card: instant");
  await studio.prompt.fill("a {material} box");
  await studio.open("generate/plan?start=sheet");
  await page.getByLabel("Sheet file").setInputFiles({
    name: "props.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(
      'name,count,material,model\n"Barrel, old",1,oak,\nCrate,lots,pine,\nChest,1,iron,Nonesuch\n',
    ),
  });
  const table = page.getByRole("table", { name: "Plan" });
  await expect(table).toContainText("Batch size must be a number, not “lots”.");
  await expect(table).toContainText("No model is called “Nonesuch”.");
  await expect(studio.estimate).toContainText("1 generation · 1 CU");

  await table.getByRole("textbox", { name: "count, line 3" }).fill("2");
  await expect(studio.estimate).toContainText("2 generations · 3 CU");
  await expect(table).toContainText("left out");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await studio.main.getByRole("button", { name: /^Approve 2/ }).click();
  await expect(page.getByRole("status", { name: "Progress" })).toContainText("2 of 2 done", {
    timeout: 40_000,
  });
  const results = page.getByRole("region", { name: "Results" });
  await expect(results.getByRole("img", { name: "a oak box" })).toHaveCount(1);
  await expect(results.getByRole("img", { name: "a pine box" })).toHaveCount(2);
  expect(await sandbox.paidPosts(access.token)).toHaveLength(2);
});

test("a press between the approval's answer and the next page approves nothing more", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page } = studio;
  await openPlan(studio, "a {red|blue} hat");
  await expect(studio.estimate).toContainText("2 generations · 2 CU");
  await page.getByRole("button", { name: "Prompt: a red hat" }).click();
  await expect(studio.estimate).toContainText("1 generation · 1 CU");

  const isApproval = (request: Request) => request.method() === "POST" && request.url().endsWith("/batches");
  const approvals: Request[] = [];
  page.on("request", (request) => approvals.push(...[request].filter(isApproval)));
  const nextPage = new Promise<Route>((resolve) => {
    void page.route(/\/generate\/plan\/[0-9a-f-]{36}/, resolve, { times: 1 });
  });
  const approve = studio.main.getByRole("button", { name: /^Approve/ });
  await approve.click();
  const held = await nextPage;
  await approve.click();
  await page.keyboard.press("Control+Enter");
  await held.continue();
  await expect(page.getByRole("status", { name: "Progress" })).toContainText("1 of 1 done", {
    timeout: 40_000,
  });
  expect(approvals).toHaveLength(1);
  expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
});

test.describe("when the answer to an approval is lost", () => {
  test.use({ expectedConsoleErrors: ["ERR_FAILED", "Failed to fetch"] });

  test("sending it again is the same plan, and each row is paid for once", async ({
    studio,
    sandbox,
    access,
  }) => {
    const { page } = studio;
    await openPlan(studio, "a {red|blue|green} hat");
    await expect(studio.estimate).toContainText("3 generations · 3 CU");
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(page.url());
    await expect(elsewhere.getByRole("button", { name: "Prompt: a red hat" })).toBeVisible();
    await studio.loseOneAnswer((url) => url.pathname.endsWith("/batches"));
    await studio.main.getByRole("button", { name: /^Approve 3/ }).click();
    await expect(studio.main.getByText(/The answer to the approval of .* was lost/)).toBeVisible();
    // The same plan in a tab that knows of no approval, where it is changed, written down and approved.
    await elsewhere.getByRole("button", { name: "Prompt: a red hat" }).click();
    await expect(elsewhere.getByRole("status", { name: "Estimate" })).toContainText("2 generations · 2 CU");
    await elsewhere.getByRole("button", { name: /^Approve 2/ }).click();
    await expect(elsewhere).toHaveURL(/\/generate\/plan\/[0-9a-f-]{36}$/);
    await elsewhere.close();
    await page.reload();
    await studio.main.getByRole("button", { name: "Send again" }).click();
    await expect(page.getByRole("status", { name: "Progress" })).toContainText("3 of 3 done", {
      timeout: 40_000,
    });
    // The three of the plan whose answer was lost, and the two of the other.
    const taken = async () =>
      (await sandbox.paidPosts(access.token)).filter(({ status }) => status === 202).length;
    await expect.poll(taken).toBe(5);
  });
});
