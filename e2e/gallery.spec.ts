import { devices, type Locator, type Page } from "@playwright/test";
import { expectNoViolations } from "./axe";
import { expect, moving, test } from "./fixtures";
import { GalleryStudio } from "./gallery-studio";

test.use(moving);

const tiles = (page: Page) => page.getByLabel("Results", { exact: true }).locator("[data-entry]");

/** The first whole tile under the bar, as soon as the wall has drawn what it was scrolled to. */
async function tileInSight(page: Page): Promise<{ tile: Locator; top: number }> {
  const found = await page.waitForFunction(() => {
    const tile = [...document.querySelectorAll<HTMLElement>("[data-entry]")].find((element) => {
      const { top } = element.getBoundingClientRect();
      return top > 130 && top < 600;
    });
    return tile?.dataset.entry;
  });
  const key = await found.jsonValue();
  const tile = page.locator(`[data-entry="${key}"]`);
  return { tile, top: (await tile.boundingBox())?.y ?? Number.NaN };
}

const scrollTo = (page: Page, pixels: number) =>
  page.getByRole("main").evaluate((main, top) => {
    main.scrollTo(0, top);
    return main.scrollTop;
  }, pixels);

const topOf = async (tile: Locator) => Math.round((await tile.boundingBox())?.y ?? Number.NaN);

test.describe("the place on the wall", () => {
  // What was seeded was made by models that Layer never had.
  test.use({ expectedConsoleErrors: ["ERR_INTERNET_DISCONNECTED", "status of 404"] });

  test("the same tile stays where it is through arrivals, ratings, the trash, a lost network, Back and a reload", async ({
    studio,
    access,
  }) => {
    const { page } = studio;
    const gallery = new GalleryStudio(page, access);
    await gallery.seed(1_200);
    await studio.open("gallery");
    await expect(tiles(page).first()).toBeVisible();
    // Down through several pages, so that the place is not on the first.
    for (const pixels of [2_000, 5_000, 9_000, 13_000])
      await expect.poll(() => scrollTo(page, pixels), { message: "as far down" }).toBe(pixels);
    await expect(page.getByLabel("Results", { exact: true })).toHaveAttribute("aria-busy", "false");
    const { tile, top } = await tileInSight(page);
    const stays = async (why: string) =>
      await expect.poll(() => topOf(tile), { message: why }).toBeCloseTo(Math.round(top), -0.6);

    await gallery.generate("a late arrival");
    // A page at rest asks four times a minute.
    await expect(page.getByRole("button", { name: /\d+ new/ })).toBeVisible({ timeout: 30_000 });
    await stays("an arrival");

    await tile.hover();
    await page.keyboard.press("4");
    await expect(tile.getByRole("link", { name: /4 stars/ })).toBeVisible();
    await stays("a rating");

    // The last that is whole on the screen, so that those before it have no reason to move.
    const below = await page.evaluate(() => {
      const whole = [...document.querySelectorAll<HTMLElement>("[data-entry]")].filter((other) => {
        const { top: upper, bottom: lower } = other.getBoundingClientRect();
        return upper > 130 && lower < innerHeight - 10;
      });
      return whole.at(-1)?.dataset.entry ?? "";
    });
    await page.locator(`[data-entry="${below}"]`).hover();
    await page.keyboard.press("Backspace");
    await expect(page.locator(`[data-entry="${below}"]`)).toHaveCount(0);
    await stays("the trash");

    const held = await tileInSight(page);
    const holds = async (why: string) =>
      await expect.poll(() => topOf(held.tile), { message: why }).toBeCloseTo(Math.round(held.top), -0.6);
    await page.context().setOffline(true);
    await held.tile.hover();
    await page.keyboard.press("5");
    await page.context().setOffline(false);
    await holds("a lost network");

    await held.tile.getByRole("link").click();
    await expect(page).toHaveURL(/\/gallery\/[0-9a-f-]{36}/);
    await expect(page.getByRole("button", { name: "The next result" })).toBeEnabled();
    await page.goBack();
    await holds("Back");

    await page.reload();
    await holds("a reload");
    await expect(held.tile.getByRole("link", { name: /5 stars/ })).toBeVisible();
  });
});

test.describe("deciding full screen", () => {
  test.use({ expectedConsoleErrors: ["ERR_INTERNET_DISCONNECTED"] });

  test("a hundred results are decided about by keyboard, half of them without a network, and none is lost", async ({
    studio,
    access,
  }) => {
    const { page } = studio;
    const gallery = new GalleryStudio(page, access);
    await gallery.seed(120);
    await studio.open("gallery");
    await expect(tiles(page).first()).toBeVisible();
    await page.keyboard.press("v");
    const dialog = page.getByRole("dialog", { name: "Decide" });
    await expect(dialog).toContainText(/^1 of \d{3}(?! and more)/);
    for (let count = 0; count < 50; count += 1) await page.keyboard.press(count % 2 === 0 ? "p" : "x");
    await expect(dialog).toContainText("51 of ");
    await page.context().setOffline(true);
    for (let count = 0; count < 50; count += 1) await page.keyboard.press(count % 2 === 0 ? "x" : "p");
    await expect(dialog).toContainText("101 of ");
    await expect(dialog).toContainText("50 picked · 50 rejected");
    await page.context().setOffline(false);
    const stored = async (verdict: string) =>
      (await gallery.list(`&verdict=${verdict}`)).flatMap(({ assets = [] }) =>
        assets.filter(({ marks }) => marks?.verdict === verdict),
      ).length;
    await expect.poll(() => stored("pick")).toBe(50);
    await expect.poll(() => stored("reject")).toBe(50);

    await page.keyboard.press("u");
    await page.keyboard.press("u");
    await expect(dialog).toContainText("99 of ");
    await expect.poll(async () => (await stored("pick")) + (await stored("reject"))).toBe(98);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });
});

test("results are searched, filtered, kept as a search, put on a board and found there, all by the address", async ({
  studio,
  access,
}) => {
  const { page } = studio;
  const gallery = new GalleryStudio(page, access);
  await gallery.seed(400);
  await studio.open("gallery");
  await expect(tiles(page).first()).toBeVisible();
  const search = page.getByRole("searchbox", { name: "Search the gallery" });

  await test.step("search", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("drag potion");
    await expect(page.getByText("Nothing fits")).toBeVisible();
    await search.fill("dragon");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/[?&]q=dragon/);
    await expect(
      tiles(page)
        .first()
        .getByRole("link", { name: /^ancient red dragon/ }),
    ).toBeVisible();
  });

  await test.step("decide and filter", async () => {
    await tiles(page).nth(1).hover();
    await page.keyboard.press("5");
    await page.keyboard.press("f");
    await expect(
      tiles(page)
        .nth(1)
        .getByRole("link", { name: /5 stars, favourite/ }),
    ).toBeVisible();
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("button", { name: "Favourites" }).click();
    await expect(page).toHaveURL(/favourite=1/);
    await expect(tiles(page)).toHaveCount(1);
    await expect.poll(async () => (await gallery.list("&rating=5")).length).toBe(1);
    // Another becomes one while its wall is left: it is there on the way back.
    await page.getByRole("button", { name: "Favourites", exact: true }).click();
    await expect(tiles(page).nth(3)).toBeVisible();
    await page.keyboard.press("Escape");
    await tiles(page).nth(2).hover();
    // What is decided is not yet with the server when the list is asked for.
    let letThrough = () => {};
    const decided = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route(
      /\/gallery\/marks$/,
      async (route) => {
        await decided;
        await route.continue();
      },
      { times: 1 },
    );
    await page.keyboard.press("f");
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("button", { name: "Favourites", exact: true }).click();
    await expect(page).toHaveURL(/favourite=1/);
    letThrough();
    await expect(tiles(page)).toHaveCount(2);
    // Two choices before the page is drawn again both count.
    const chooseBoth = () =>
      page.getByRole("dialog").evaluate((panel) => {
        for (const chip of panel.querySelectorAll("button"))
          if (/^(Rejected|Undecided)$/.test(chip.textContent)) chip.click();
      });
    const tokens = page.getByRole("list", { name: "Filters" }).getByRole("button", { name: /^No longer/ });
    await chooseBoth();
    await expect(tokens).toHaveCount(3);
    await chooseBoth();
    await expect(tokens).toHaveCount(1);
    await expectNoViolations(page);
    await page.getByRole("button", { name: "Keep this search" }).click();
    await expect(page.getByRole("button", { name: "dragon, Favourites", exact: true })).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("put on a board", async () => {
    await tiles(page).first().hover();
    await tiles(page).first().getByRole("checkbox").click();
    const bar = page.getByRole("region", { name: "Selection" });
    await expect(bar).toContainText("1 selected");
    await bar.getByRole("button", { name: "Put on a board" }).click();
    await page.getByRole("textbox", { name: "New board" }).fill("Dragons we keep");
    await page.keyboard.press("Enter");
    await expect(page.getByText("One result on Dragons we keep")).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
  });

  await test.step("find it there, and everything again by Back", async () => {
    await studio.open("gallery");
    await page.getByRole("button", { name: "Boards" }).click();
    await page.getByRole("button", { name: /^Dragons we keep/ }).click();
    await expect(page).toHaveURL(/board=/);
    await expect(tiles(page)).toHaveCount(1);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Dragons we keep" })).toBeVisible();
    await expect(tiles(page)).toHaveCount(1);
    await page.goBack();
    await expect(page).not.toHaveURL(/board=/);
    await expect(tiles(page).nth(3)).toBeVisible();
  });

  await test.step("stacks open in place, and a day is gone to", async () => {
    await page.getByRole("button", { name: "Stack the results of a run" }).click();
    const stack = tiles(page).getByRole("button", { name: "Open the stack of 4" }).first();
    await stack.click();
    await expect(page.getByRole("button", { name: "Close the stack" })).toBeVisible();
    await page.getByRole("button", { name: "Go to a day" }).click();
    await page.getByRole("dialog").getByRole("listitem").last().getByRole("button").click();
    // The oldest of what was seeded, which goes back two years.
    const oldest = new Date(Date.now() - 729 * 86_400_000);
    await expect(page.getByRole("heading", { level: 2 }).first()).toContainText(String(oldest.getFullYear()));
    await expect(tiles(page).first()).toBeVisible();
  });
});

test("beside a result its comments, pins, tags and family are found, and live on", async ({
  studio,
  access,
}) => {
  const { page } = studio;
  const gallery = new GalleryStudio(page, access);
  const { id } = await gallery.generate("a lantern in fog");
  // What is said beside a result is drawn by the server and live a moment later; then it asks for its comments.
  const live = page.waitForResponse(/\/comments$/);
  await studio.open(`gallery/${id}`);
  await live;
  await page.keyboard.press("p");
  await page.keyboard.press("3");
  await page.getByRole("textbox", { name: "Add a tag" }).fill("hero");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Point at a place" }).click();
  await page
    .getByRole("button", { name: /^Point at a place in the picture/ })
    .click({ position: { x: 40, y: 30 } });
  await page.getByRole("textbox", { name: "Comment" }).fill("Warmer light here");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  const comments = page.getByRole("region", { name: "Comments" });
  await expect(comments.getByRole("listitem")).toContainText("Warmer light here");
  await expect.poll(async () => (await gallery.list("&tag=hero&rating=3&verdict=pick")).length).toBe(1);
  await expectNoViolations(page);
  await page.reload();
  await expect(comments.getByRole("listitem")).toContainText("Warmer light here");
  await expect(page.getByRole("button", { name: "3 stars" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("button", { name: "Take the tag hero away" })).toBeVisible();
});

test.describe("on a phone, in light", () => {
  const { defaultBrowserType: _, ...phone } = devices["Pixel 7"];
  test.use({ ...phone, viewport: { width: 390, height: 844 } });

  test("wall, panels, selection, light table, viewer and culling fit the screen and the finger, and axe finds nothing", async ({
    studio,
    access,
  }) => {
    const { page } = studio;
    await page
      .context()
      .addCookies([{ name: "easel-theme", value: "light", url: new URL(page.url()).origin }]);
    const gallery = new GalleryStudio(page, access);
    await gallery.generate("a lantern in fog", 2);
    const look = async (part = "html") => {
      await expectNoViolations(page, part);
      const small = await page.evaluate((where) => {
        const controls = [...document.querySelectorAll<HTMLElement>(`${where} :is(button, a[href])`)];
        return controls.flatMap((control) => {
          const { width, height } = control.getBoundingClientRect();
          const isSmall = width > 2 && (width < 43.5 || height < 43.5);
          return isSmall ? [`${control.ariaLabel ?? control.textContent} ${width} × ${height}`] : [];
        });
      }, part);
      expect(small).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    };
    await studio.open("gallery");
    await expect(tiles(page)).toHaveCount(2);
    await look("main");
    for (const name of ["Filter", "Boards", "Go to a day"]) {
      await page.getByRole("button", { name, exact: true }).tap();
      await expect(page.getByRole("dialog")).toHaveCSS("opacity", "1");
      await look("[role=dialog]");
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
    }
    await page.getByRole("button", { name: "Select", exact: true }).tap();
    await tiles(page).nth(0).tap();
    await tiles(page).nth(1).tap();
    const bar = page.getByRole("region", { name: "Selection" });
    await expect(bar).toContainText("2 selected");
    // Nothing that could be done is hidden beside the screen.
    expect(await bar.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await look("main");
    await bar.getByRole("button", { name: "Compare" }).tap();
    await expect(page.getByRole("region", { name: "Light table" })).toBeVisible();
    await look("main");
    await page.goBack();
    await expect(bar).toContainText("2 selected");
    await bar.getByRole("button", { name: "Select nothing" }).tap();
    await tiles(page).nth(0).tap();
    await expect(page.getByRole("textbox", { name: "Comment" })).toBeVisible();
    await look("main");
    await studio.open("gallery");
    await page.getByRole("button", { name: "Decide full screen" }).tap();
    await expect(page.getByRole("dialog", { name: "Decide" })).toContainText("1 of 2");
    await look("[role=dialog]");
  });
});
