import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures";

test("what was generated is counted, narrowed by a click, read as a table and exported", async ({
  studio,
}) => {
  const { page } = studio;
  await studio.chooseModel("Test card: instant");
  await studio.prompt.fill("=HYPERLINK of a lantern");
  await studio.setNumber("Batch size", 3);
  await studio.generate();
  await expect(studio.main.getByRole("img", { name: /of a lantern/ }).first()).toBeVisible();
  await studio.navigate("Usage");
  const figures = page.getByRole("region", { name: "Figures" });
  await expect(figures).toContainText("Spent this month3CU1 generation");

  await page.getByRole("button", { name: "Test card: instant", exact: true }).click();
  await expect(page).toHaveURL(/source=model%3A/);
  await page.reload();
  await expect(page.getByRole("button", { name: /Test card: instant\. Remove/ })).toBeVisible();
  await expect(page.getByRole("link", { name: "See them in the gallery" })).toHaveAttribute(
    "href",
    /gallery\?source=/,
  );

  await page.getByRole("radio", { name: "Table" }).check({ force: true });
  await expect(page.getByRole("table", { name: "Creative Units charged by day" })).toContainText("3 CU");
  await page.getByRole("radio", { name: "What was kept" }).check({ force: true });
  await expect(page.getByRole("columnheader", { name: "Nothing kept" })).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^easel-usage-.*\.csv$/);
});

test("budgets say who may set them, and axe finds nothing in them", async ({ studio }) => {
  const { page } = studio;
  await studio.navigate("Usage");
  await page.getByRole("button", { name: "Budgets" }).click();
  const dialog = page.getByRole("dialog", { name: "Budgets" });
  await expect(dialog).toContainText("No budget is set in this workspace.");
  await expect(dialog).toContainText(/Your id is [0-9a-f]{32}/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});
