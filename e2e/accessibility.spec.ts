import { expectNoViolations } from "./axe";
import { expect, test } from "./fixtures";

const places = ["models", "generate", "gallery", "uploads", "workflows", "usage"];

for (const theme of ["dark", "light"] as const) {
  test(`axe finds nothing on any page, ${theme}`, async ({ studio, access }) => {
    const { page } = studio;
    await page.context().addCookies([{ name: "easel-theme", value: theme, url: new URL(page.url()).origin }]);
    await studio.chooseModel("Test card: instant");
    await studio.prompt.fill("Something to look at");
    await studio.setNumber("Batch size", 2);
    await studio.generate();
    await expect(studio.main.getByRole("img", { name: /Something to look at/ }).first()).toBeVisible();
    for (const place of places) {
      await page.goto(`/w/${access.workspaceId}/${place}`);
      await expect(studio.main).toBeVisible();
      await page.waitForLoadState("networkidle");
      await expectNoViolations(page);
    }
  });
}

test("axe finds nothing on the sign-in page", async ({ watchedPage }) => {
  await watchedPage.goto("/sign-in");
  await expect(watchedPage.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expectNoViolations(watchedPage);
});
