import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

async function expectNoViolations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
}

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
