import { expect, test } from "./fixtures";
import { StudioPage } from "./studio-page";

test.describe("sign-in", () => {
  test.use({ expectedConsoleErrors: ["status of 401", "status of 502", "status of 504"] });

  test("a wrong token is refused in words", async ({ watchedPage, access }) => {
    const studio = new StudioPage(watchedPage, access);
    await watchedPage.goto("/sign-in");
    await studio.submitToken("pat_not_a_real_one");
    await expect(watchedPage.getByRole("alert").filter({ hasText: /\w/ })).toContainText(
      "Layer does not accept this token",
    );
  });

  test("a sign-in that was broken off on its way is not told as a wrong token", async ({ watchedPage }) => {
    await watchedPage.goto("/sign-in?error=OAuthCallback");
    await expect(watchedPage.getByRole("alert").filter({ hasText: "Layer" })).toContainText(
      "Signing in with Layer did not finish.",
    );
  });

  test("Layer being down is told apart from a wrong token, and the same token works when it is back", async ({
    watchedPage,
    access,
    sandbox,
  }) => {
    const studio = new StudioPage(watchedPage, access);
    await sandbox.fault({
      match: { token: access.token },
      times: 3,
      fault: { status: 503, body: "<html>down</html>", contentType: "text/html" },
    });
    await watchedPage.goto("/sign-in");
    await studio.submitToken(access.token);
    await expect(watchedPage.getByRole("alert").filter({ hasText: /\w/ })).toContainText(/Layer/);
    await expect(watchedPage.getByRole("alert").filter({ hasText: /\w/ })).not.toContainText(
      "does not accept",
    );
    await watchedPage.getByRole("button", { name: "Sign in", exact: true }).click();
    await watchedPage.waitForURL(/\/generate/);
  });

  test("a link from before signing in is where one arrives after it", async ({ watchedPage, access }) => {
    const studio = new StudioPage(watchedPage, access);
    await watchedPage.goto(studio.url("models?modality=audio"));
    await expect(watchedPage).toHaveURL(/\/sign-in/);
    await studio.submitToken(access.token);
    await expect(watchedPage).toHaveURL(/\/models\?modality=audio/);
  });

  test("a token revoked while one works loses nothing that was typed", async ({
    studio,
    sandbox,
    access,
  }) => {
    const { page } = studio;
    await studio.chooseModel("Test card: instant");
    await studio.prompt.fill("Kept through a revoked token");
    await expect(studio.estimate).toContainText("CU");
    const successor = await sandbox.createToken([access.workspaceId]);
    await sandbox.revoke(access.token);
    await studio.setNumber("Batch size", 3);
    await page.getByRole("link", { name: "Sign in again" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await studio.submitToken(successor.token);
    await expect(studio.prompt).toHaveValue("Kept through a revoked token");
  });

  test("signing out forgets the session", async ({ studio }) => {
    const { page } = studio;
    await studio.open("generate");
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/\/sign-in/);
    const answer = await page.request.get("/api/workspaces");
    expect(answer.status()).toBe(401);
  });
});

test.describe("before the page's script is there", () => {
  test.use({ expectedConsoleErrors: ["ERR_FAILED"] });

  test("the form takes nothing, and would put no token into an address", async ({ watchedPage }) => {
    await watchedPage.route(/\/_next\/static\/.*\.js/, (route) => route.abort("failed"));
    await watchedPage.goto("/sign-in");
    await expect(watchedPage.getByRole("textbox", { name: "Personal access token" })).toBeDisabled();
    await expect(watchedPage.getByRole("button", { name: "Sign in", exact: true })).toBeDisabled();
    await expect(watchedPage.locator("form")).toHaveAttribute("method", "post");
  });
});
