import { expect, moving, test } from "./fixtures";

test.use(moving);

test("the palette finds a generation of a page that knows of none, and goes there by keyboard", async ({
  studio,
}) => {
  const { page } = studio;
  await studio.chooseModel("Test card: instant");
  await studio.prompt.fill("A copper weathervane on a barn");
  await studio.generate();
  await expect(studio.runningAndRecent.getByRole("listitem")).toHaveCount(1);

  // A page without any list of runs, loaded anew.
  await studio.open("usage");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Command palette" });
  await palette.getByRole("combobox").fill("weathervane");
  await expect(
    palette
      .getByRole("group", { name: "Generations" })
      .getByRole("option", { name: /^A copper weathervane/ }),
  ).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/gallery\/[0-9a-f-]{36}$/);
  await expect(palette).toBeHidden();
});

test("the first key on a page leads past the navigation, to what the page is about", async ({ studio }) => {
  const { page } = studio;
  await studio.open("usage");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(studio.main).toBeFocused();
});
