import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** How much of the page still enters or leaves; what breathes without end is not counted. */
const movingCount = (page: Page) =>
  page.evaluate(
    () =>
      document
        .getAnimations()
        .filter(
          ({ playState, effect }) =>
            playState === "running" && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
        ).length,
  );

/** Axe finds nothing on the page, or in the part of it, once nothing moves: words half faded in have no contrast yet. */
export async function expectNoViolations(page: Page, part = "html") {
  await expect.poll(() => movingCount(page)).toBe(0);
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
}
