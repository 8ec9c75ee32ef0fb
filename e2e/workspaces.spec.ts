import { expect, test } from "./fixtures";

test("what was typed in one workspace is there after a look into another, and nowhere else", async ({
  studio,
  sandbox,
  access,
}) => {
  const { page } = studio;
  const other = await sandbox.createWorkspace({ name: "Neighbours" });
  const both = await sandbox.createToken([access.workspaceId, other.workspaceId]);
  // A page at rest goes on asking, and would be told that nobody is signed in.
  await page.goto("about:blank");
  await page.context().clearCookies();
  await studio.signIn(both.token);
  await studio.open("workflows?q=Quest card");
  await page.getByRole("list", { name: "Workflows" }).getByRole("link", { name: "Quest card" }).click();
  const idea = page.getByRole("textbox", { name: "Idea" });
  await idea.fill("A lantern that burns memories");
  const form = page.url();
  await page.getByRole("button", { name: "Workspace" }).click();
  await page.getByRole("option", { name: /Neighbours/ }).click();
  await expect(page).toHaveURL(new RegExp(`/w/${other.workspaceId}/workflows$`));
  await page.getByRole("list", { name: "Workflows" }).getByRole("link", { name: "Quest card" }).click();
  await expect(idea).toHaveValue("");
  await page.goto(form);
  await expect(idea).toHaveValue("A lantern that burns memories");
});

test.describe("a workspace that one is let out of", () => {
  test.use({ expectedConsoleErrors: ["404"] });

  test("gives way to a sentence, and nothing of it stays", async ({ studio }) => {
    const { page } = studio;
    await studio.open("usage");
    await expect(page.getByRole("region", { name: "Figures" })).toBeVisible();
    const problem = {
      type: "about:blank",
      title: "This is not here.",
      status: 404,
      detail: "This is not here.",
      code: "not_found",
    };
    await page.route("**/generations/changes*", (route) =>
      route.fulfill({ status: 404, contentType: "application/problem+json", json: problem }),
    );
    // A page at rest asks every 15 seconds what has changed, and learns of it then.
    await expect(studio.main.getByRole("alert")).toContainText("is not open to you any more", {
      timeout: 30_000,
    });
    await expect(page.getByRole("region", { name: "Figures" })).toBeHidden();
    await expect(page.getByRole("group", { name: "Creative Units" })).toBeHidden();
    await page.unroute("**/generations/changes*");
    await expect(page.getByRole("region", { name: "Figures" })).toBeVisible({ timeout: 30_000 });
  });
});
