import { expect, test } from "./fixtures";

test("a workflow is found, priced, run, followed step by step, and its outputs are in the gallery", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page } = studio;
  await studio.open("workflows");
  await page.getByRole("searchbox", { name: "Search workflows" }).fill("Quest card");
  await page
    .getByRole("list", { name: "Workflows" })
    .getByRole("link", { name: /Quest card/ })
    .click();
  await studio.fillRequiredInputs();
  await expect(studio.estimate).toContainText("CU");
  await studio.runWorkflow();
  await expect(page.getByRole("list", { name: "Steps" }).getByRole("listitem").first()).toBeVisible();
  await expect(page.getByRole("list", { name: "Steps" })).not.toContainText(/Pending|Running/, {
    timeout: 60_000,
  });
  expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
  await studio.navigate("Gallery");
  await expect(studio.results.getByRole("link", { name: /^Quest card/ }).first()).toBeVisible();
});

test("a workflow that fails in a step says which step and what was charged", async ({ studio }) => {
  const { page } = studio;
  await studio.open("workflows?q=fails");
  await page
    .getByRole("list", { name: "Workflows" })
    .getByRole("link", { name: /fails in its second step/ })
    .click();
  await studio.fillRequiredInputs();
  await expect(studio.estimate).toContainText("CU");
  await studio.runWorkflow();
  await expect(page.getByRole("list", { name: "Steps" })).toContainText("Failed", { timeout: 60_000 });
  await expect(studio.main).toContainText(/did not say what was charged/);
});
