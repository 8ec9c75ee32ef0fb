import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** As when another tab is put before this one: a browser that is driven shows every page. */
const setVisibility = (page: Page, state: DocumentVisibilityState) =>
  page.evaluate((visibility) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => visibility });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, state);

test("a run that ends while nobody looks is told of in the tab's title, until somebody does", async ({
  studio,
}) => {
  const { page } = studio;
  await studio.chooseModel("Gemini 3 Pro Image");
  await studio.prompt.fill("A lighthouse nobody looks at");
  await studio.setNumber("Batch size", 1);
  await studio.generate();
  await expect(page.getByRole("button", { name: "Jobs" })).toHaveText("1");
  await setVisibility(page, "hidden");
  await expect(page).toHaveTitle(/^\(1\) /, { timeout: 45_000 });
  await setVisibility(page, "visible");
  await expect(page).not.toHaveTitle(/^\(/);
});
