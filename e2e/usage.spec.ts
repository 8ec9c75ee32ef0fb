import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { expectNoViolations } from "./axe";
import { expect, test } from "./fixtures";
import { Keyboard } from "./keyboard";

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

  await studio.hears("Usage");
  await page.getByRole("radio", { name: "Table" }).check({ force: true });
  await expect(page.getByRole("table", { name: "Creative Units charged by day" })).toContainText("3 CU");
  await page.getByRole("radio", { name: "What was kept" }).check({ force: true });
  await expect(page.getByRole("columnheader", { name: "Nothing kept" })).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^easel-usage-.*\.csv$/);
});

test("spans, days, generations, the table, the file and the budgets are reached by keyboard alone", async ({
  studio,
  access,
}) => {
  const { page } = studio;
  const keyboard = new Keyboard(page);
  await studio.chooseModel("Test card: instant");
  await studio.prompt.fill("=HYPERLINK of a lantern");
  await studio.setNumber("Batch size", 3);
  await studio.generate();
  await expect(studio.main.getByRole("img", { name: /of a lantern/ }).first()).toBeVisible();
  // An id in capitals is the same id, and leads to the page's one address.
  await page.goto(`/w/${access.workspaceId.toUpperCase()}/usage?span=30`);
  await expect(page).toHaveURL(new RegExp(`${studio.url("usage")}\\?span=30$`));
  await studio.hears("Usage");

  const figures = page.getByRole("region", { name: "Figures" });
  await keyboard.use(page.getByRole("radio", { name: "30 days" }), "ArrowRight", "ArrowRight");
  const daysAgo = (count: number) => {
    const [year, ...monthAndDay] = new Date(Date.now() - count * 86_400_000)
      .toISOString()
      .slice(0, 10)
      .split("-");
    return { typed: [...monthAndDay, year].join(""), value: [year, ...monthAndDay].join("-") };
  };
  const [firstDay, lastDay] = [page.getByLabel("First day"), page.getByLabel("Last day")];
  await keyboard.reach(lastDay);
  await keyboard.type(daysAgo(120).typed);
  await keyboard.press("Enter");
  // A last day before the first changes places with it, and who typed it is not thrown out of the field.
  await expect(firstDay).toHaveValue(daysAgo(120).value);
  await expect(lastDay).toBeFocused();
  await keyboard.reach(page.getByRole("radio", { name: "Custom" }), "Shift+Tab");
  await keyboard.press("ArrowLeft", "ArrowLeft", "ArrowLeft");
  await expect(figures).toContainText("Spent in 7 days3CU1 generation");
  await keyboard.use(page.getByRole("radio", { name: "Modality" }), "ArrowRight");
  const days = page.getByRole("group", { name: /^Days/ });
  await expect(days.getByRole("button")).toHaveCount(7);
  const today = days.getByRole("button", { name: "Today: 3 CU, 1 generation; Nothing kept 3" });
  await keyboard.use(today, "ArrowLeft", "Enter");
  await expect(figures).toContainText("0CU0 generations");
  await expect(days.getByRole("button", { name: /^Yesterday/ })).toBeFocused();
  await keyboard.press("Home", "End", "Enter");
  await expect(today).toBeFocused();
  await expect(today).toHaveAttribute("aria-pressed", "true");
  await expect(figures).toContainText("3CU1 generation");

  await keyboard.reach(page.getByRole("link", { name: "See them in the gallery" }), "Shift+Tab");
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/gallery\?since=/);
  await expect(studio.results.getByRole("link", { name: /of a lantern/ }).first()).toBeVisible();
  await page.goBack();
  await keyboard.use(page.getByRole("button", { name: "Day: Today. Remove" }));
  await expect(figures).toContainText("Spent in 7 days");
  await expect(figures).toBeFocused();

  await keyboard.use(page.getByRole("radio", { name: "Chart" }), "ArrowRight");
  const table = page.getByRole("table", { name: "Creative Units charged by day" });
  await keyboard.use(table.getByRole("button", { name: "Today" }));
  await expect(page.getByRole("button", { name: "Day: Today. Remove" })).toBeVisible();
  await expectNoViolations(page);

  const download = page.waitForEvent("download");
  await keyboard.reach(page.getByRole("link", { name: "CSV" }), "Shift+Tab");
  await keyboard.press("Enter");
  // A spreadsheet would run what begins with an equals sign.
  expect(await readFile(await (await download).path(), "utf8")).toContain(",'=HYPERLINK of a lantern,");
  await keyboard.use(page.getByRole("button", { name: "Budgets" }));
  await expect(page.getByRole("dialog", { name: "Budgets" })).toContainText("No budget is set");
  await keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Budgets" })).toBeFocused();
});

test("where the system chooses the colours, the chart's patterns and what is chosen are still told apart", async ({
  studio,
}) => {
  const { page } = studio;
  await page.emulateMedia({ forcedColors: "active" });
  await studio.chooseModel("Test card: instant");
  await studio.prompt.fill("A lantern");
  await studio.generate();
  await expect(studio.main.getByRole("img", { name: /lantern/ }).first()).toBeVisible();
  await studio.navigate("Usage");
  await page.getByRole("radio", { name: "What was kept" }).check({ force: true });
  const patterns = page.getByRole("figure").getByRole("listitem").locator("span:empty");
  await expect(patterns).toHaveCount(3);
  const drawn = await Promise.all([0, 1, 2].map((at) => patterns.nth(at).screenshot()));
  expect(new Set(drawn.map((picture) => picture.toString("base64"))).size).toBe(3);
  const fillOf = (part: Locator) => part.evaluate((element) => getComputedStyle(element).backgroundColor);
  const chosen = page.getByRole("radio", { name: "Chart" }).locator("..");
  expect(await fillOf(chosen)).not.toBe(await fillOf(page.locator("body")));
});

test("budgets say who may set them, and axe finds nothing in them", async ({ studio }) => {
  const { page } = studio;
  await studio.open("usage");
  await page.getByRole("button", { name: "Budgets" }).click();
  const dialog = page.getByRole("dialog", { name: "Budgets" });
  await expect(dialog).toContainText("No budget is set in this workspace.");
  await expect(dialog).toContainText(/Your id is [0-9a-f]{32}/);
  await expectNoViolations(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});
