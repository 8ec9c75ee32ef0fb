import type { Page } from "@playwright/test";
import { expect, moving, test } from "./fixtures";
import { GalleryStudio } from "./gallery-studio";
import { Keyboard } from "./keyboard";

test.use(moving);

const tilesOf = (page: Page) => page.getByLabel("Results", { exact: true }).getByRole("link");

test("results are walked over, opened, judged, compared, culled and thrown away by keys alone", async ({
  studio,
  access,
}) => {
  const { page } = studio;
  const keyboard = new Keyboard(page);
  const gallery = new GalleryStudio(page, access);
  await gallery.generate("a copper fox", 2);
  await gallery.generate("a lantern in fog", 3);
  await studio.open("gallery");
  const tiles = tilesOf(page);
  const bar = page.getByRole("region", { name: "Selection" });
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const zoom = page.getByRole("button", { name: /^Zoom, / });
  await expect(tiles).toHaveCount(5);

  await test.step("over the wall, from wherever the keyboard is", async () => {
    await keyboard.press("ArrowDown");
    await expect(tiles.nth(0)).toBeFocused();
    await keyboard.press("End");
    await expect(tiles.nth(4)).toBeFocused();
    await keyboard.press("Home", "ArrowRight");
    await expect(tiles.nth(1)).toBeFocused();
    await keyboard.press("?");
    for (const line of ["Move over the results", "Select the result in hand, or not", "That many stars"])
      await expect(sheet.getByText(line, { exact: true })).toBeVisible();
    await expect(sheet).toBeFocused();
    await keyboard.press("Escape");
    await expect(tiles.nth(1)).toBeFocused();
  });

  await test.step("what is pointed at and what is moved to take turns", async () => {
    await tiles.nth(3).hover();
    await keyboard.press("2");
    await expect(tiles.nth(3)).toHaveAccessibleName(/2 stars/);
    await keyboard.press("ArrowRight", "ArrowLeft", "4");
    await expect(tiles.nth(1)).toHaveAccessibleName(/4 stars/);
  });

  await test.step("into the viewer, closer, over it, on another ground, and back to the same tile", async () => {
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await studio.hears("Picture");
    await keyboard.press("z");
    await expect(zoom).toContainText("200 %");
    const picture = page.getByRole("region", { name: "Result" }).getByRole("img").first();
    await keyboard.press("=", "=");
    await expect(zoom).toContainText("450 %");
    const before = await picture.evaluate((image) => image.style.transform);
    await keyboard.press("Shift+ArrowRight");
    await expect.poll(() => picture.evaluate((image) => image.style.transform)).not.toBe(before);
    await keyboard.reach(page.getByRole("radio", { name: "Chequer" }));
    await keyboard.press("ArrowRight", "ArrowRight");
    await expect(page.getByRole("radio", { name: "Black" })).toBeChecked();
    await expect(page).toHaveURL(/asset=1$/);
    await keyboard.press("b");
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await keyboard.use(page.getByRole("radio", { name: "Icon sizes" }), "ArrowRight", "ArrowRight");
    const rows = page.getByRole("slider", { name: "Rows" });
    await keyboard.use(rows, "ArrowLeft");
    await expect(rows).toHaveValue("3");
    await expect(page).toHaveURL(/asset=1&bench=sprite$/);
    await keyboard.press("Escape");
    await expect(tiles.nth(1)).toBeFocused();
  });

  await test.step("several are decided about, put on a board and taken away as one file", async () => {
    await keyboard.press("p", "f", "Shift+Space", "Shift+ArrowRight");
    await expect(bar).toContainText("2 selected");
    await keyboard.use(bar.getByRole("button", { name: "Put on a board" }));
    await keyboard.reach(page.getByRole("textbox", { name: "New board" }));
    await keyboard.type("Lanterns");
    await keyboard.press("Enter");
    await expect(page.getByText("2 results on Lanterns")).toBeVisible();
    await keyboard.press("Escape");
    await expect(bar.getByRole("button", { name: "Put on a board" })).toBeFocused();
    await keyboard.use(bar.getByRole("button", { name: "Review" }));
    await keyboard.inMenu();
    await keyboard.type("App");
    await keyboard.press("Enter");
    await expect(tiles.nth(1)).toHaveAccessibleName(/picked, 4 stars, favourite.*approved/i);
    await expect(tiles.nth(2)).toHaveAccessibleName(/approved/i);
    await expect(bar.getByRole("button", { name: "Review" })).toBeFocused();
    const saved = page.waitForEvent("download");
    await keyboard.press("d");
    expect((await saved).suggestedFilename()).toMatch(/\.zip$/);
  });

  await test.step("on the light table", async () => {
    const historyLength = await page.evaluate(() => window.history.length);
    await keyboard.press("c");
    const table = page.getByRole("region", { name: "Light table" });
    await expect(table.getByRole("listitem")).toHaveCount(2);
    await studio.hears("Light table");
    const fit = page.getByRole("button", { name: "Fit all" });
    await keyboard.press("=", "Shift+ArrowDown");
    await expect(fit).toBeEnabled();
    await keyboard.press("z");
    await expect(fit).toBeDisabled();
    await keyboard.press("2");
    const divider = table.getByRole("slider", { name: "Divider" });
    await keyboard.use(divider, "ArrowRight", "ArrowRight");
    await expect(divider).toHaveValue("52");
    await keyboard.press("3");
    await expect(table.getByRole("button", { name: "Flip by hand" })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await keyboard.press("Space");
    await expect(table.getByRole("button", { name: /^Showing/ })).toBeVisible();
    await keyboard.press("4");
    const strength = table.getByRole("slider", { name: "Strength" });
    await keyboard.use(strength, "End");
    await expect(strength).toHaveValue("16");
    await keyboard.press("?");
    await expect(sheet.getByText("Difference", { exact: true })).toBeVisible();
    await keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await keyboard.press("Escape");
    await expect(page).toHaveURL(/gallery$/);
    await expect(tiles.nth(2)).toBeFocused();
    await expect(bar).toContainText("2 selected");
    // Back, not on to another wall, though a result was opened and left before.
    expect(await page.evaluate(() => window.history.length)).toBe(historyLength);
    await keyboard.press("Escape");
    await expect(bar).toBeHidden();
    await expect(tiles.nth(2)).toBeFocused();
  });

  await test.step("full screen, where a control that was reached keeps its own keys", async () => {
    await keyboard.press("v");
    const culling = page.getByRole("dialog", { name: "Decide" });
    await expect(culling).toContainText("3 of 5");
    await keyboard.press("x");
    await expect(culling).toContainText("4 of 5");
    await keyboard.press("?");
    await expect(sheet.getByText("Undo, and back to it")).toBeVisible();
    await expect(sheet.getByText("Move over the results")).toBeHidden();
    // As it comes where the keyboard is quicker than the focus, which the sheet takes a frame after it is seen.
    await page
      .getByRole("dialog", { name: "Decide", includeHidden: true })
      .dispatchEvent("keydown", { key: "Escape" });
    await expect(sheet).toBeHidden();
    await expect(culling).toBeFocused();
    await keyboard.press("?");
    await expect(sheet).toBeFocused();
    await keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await expect(culling).toBeFocused();
    await keyboard.press("Space");
    await expect(culling).toContainText("5 of 5");
    await keyboard.use(culling.getByRole("button", { name: "Pick", exact: true }), "Space");
    await expect(culling).toContainText("The end");
    await expect(culling).toBeFocused();
    await keyboard.press("u");
    await expect(culling).toContainText("5 of 5");
    await keyboard.press("Escape");
    await expect(culling).toBeHidden();
    await expect(tiles.nth(4)).toBeFocused();
  });

  await test.step("into the trash and out again", async () => {
    await keyboard.press("Backspace");
    await expect(tiles).toHaveCount(4);
    await expect(tiles.nth(3)).toBeFocused();
    await keyboard.press("Shift+Space");
    await keyboard.use(bar.getByRole("button", { name: "Into the trash" }));
    await expect(bar).toBeHidden();
    await expect(tiles).toHaveCount(3);
    await expect(tiles.nth(2)).toBeFocused();
    await keyboard.use(page.getByRole("button", { name: "Boards" }), "Enter");
    await keyboard.use(page.getByRole("button", { name: "Trash" }), "Space");
    await expect(tiles).toHaveCount(2);
    await keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Boards" })).toBeFocused();
    await keyboard.press("ArrowDown", "Control+a");
    await keyboard.use(bar.getByRole("button", { name: "Put back" }));
    await expect(page.getByText("The trash is empty")).toBeVisible();
    await keyboard.use(page.getByRole("button", { name: "Show everything" }));
    await expect(tiles).toHaveCount(5);
    await keyboard.press("ArrowDown");
    await expect(tiles.and(page.locator(":focus"))).toHaveCount(1);
  });
});

test("results are filtered, searched, boarded, commented on and stepped through by keys alone", async ({
  studio,
  access,
}) => {
  const { page } = studio;
  const keyboard = new Keyboard(page);
  const gallery = new GalleryStudio(page, access);
  await gallery.seed(40);
  const { id } = await gallery.generate("a dragon glides", 1, {
    model: "Kling V3 Turbo",
    parameters: { width: undefined, height: undefined },
  });
  await studio.open("gallery");
  const tiles = tilesOf(page);
  const panel = page.getByRole("dialog");
  await expect(tiles.first()).toBeVisible();

  await test.step("a filter, kept as a search and forgotten, and taken off token by token", async () => {
    await keyboard.press("ArrowDown", "f", "p");
    await expect(tiles.first()).toHaveAccessibleName(/picked, favourite/);
    await keyboard.use(page.getByRole("button", { name: "Filter" }), "Enter");
    await keyboard.use(panel.getByRole("button", { name: "Picked" }), "Space");
    await keyboard.use(panel.getByRole("button", { name: "Favourites" }), "Space");
    await expect(tiles).toHaveCount(1);
    await keyboard.reach(panel.getByRole("button", { name: "Keep this search" }), "Shift+Tab");
    await keyboard.press("Enter");
    const kept = panel.getByRole("button", { name: "Picked, Favourites", exact: true });
    await expect(kept).toHaveAttribute("aria-pressed", "true");
    await expect(kept).toBeFocused();
    await keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Filter" })).toBeFocused();
    const tokens = page.getByRole("list", { name: "Filters" }).getByRole("button", { name: /^No longer/ });
    await keyboard.use(tokens.first());
    await expect(tokens).toHaveCount(1);
    await expect(tokens.first()).toBeFocused();
    await keyboard.press("Enter");
    await expect(tokens).toHaveCount(0);
    await expect(tiles.first()).toBeFocused();
    await keyboard.use(page.getByRole("button", { name: "Filter" }), "Enter");
    await keyboard.use(panel.getByRole("button", { name: "Forget Picked, Favourites" }));
    await expect(kept).toBeHidden();
    await expect(panel).toBeFocused();
    await keyboard.press("Escape");
  });

  await test.step("a board is made, renamed, doubted and kept", async () => {
    await keyboard.use(page.getByRole("button", { name: "Boards" }), "Enter");
    await keyboard.reach(panel.getByRole("textbox", { name: "New board" }));
    await keyboard.type("Dragons");
    await keyboard.press("Enter");
    await keyboard.reach(panel.getByRole("button", { name: "More about Dragons" }), "Shift+Tab");
    await keyboard.press("Enter");
    await keyboard.inMenu();
    await keyboard.type("Ren");
    await keyboard.press("Enter");
    await expect(panel.getByRole("textbox", { name: "Name of the board" })).toBeFocused();
    await keyboard.press("Control+a");
    await keyboard.type("Dragons we keep");
    await keyboard.press("Enter");
    const more = panel.getByRole("button", { name: "More about Dragons we keep" });
    await expect(more).toBeFocused();
    await keyboard.press("Enter");
    await keyboard.inMenu();
    await keyboard.type("Rem");
    await keyboard.press("Enter");
    await expect(panel.getByRole("button", { name: "Keep", exact: true })).toBeFocused();
    await keyboard.press("Enter");
    await expect(more).toBeFocused();
    await keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Boards" })).toBeFocused();
    await keyboard.press("ArrowDown", "Shift+Space");
    const bar = page.getByRole("region", { name: "Selection" });
    await keyboard.use(bar.getByRole("button", { name: "Put on a board" }));
    await keyboard.use(panel.getByRole("button", { name: "Dragons we keep" }), "Space");
    const said = page.getByText("One result on Dragons we keep");
    await expect(said).toBeVisible();
    // What is said does not lie on what can be done.
    const [message, below] = await Promise.all([said.boundingBox(), bar.boundingBox()]);
    expect((message?.y ?? 0) + (message?.height ?? 0)).toBeLessThan(below?.y ?? 0);
    await keyboard.press("Escape");
    await expect(bar.getByRole("button", { name: "Put on a board" })).toBeFocused();
    await keyboard.press("Escape");
    await expect(bar).toBeHidden();
    await expect(tiles.and(page.locator(":focus"))).toHaveCount(1);
  });

  await test.step("a day is gone to, and words are looked for", async () => {
    await keyboard.use(page.getByRole("button", { name: "Go to a day" }), "Enter");
    await keyboard.use(panel.getByRole("listitem").last().getByRole("button"));
    await expect(page.getByRole("heading", { level: 2 }).first()).not.toHaveText("Today");
    await keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Go to a day" })).toBeFocused();
    await keyboard.press("ArrowDown");
    await expect(tiles.and(page.locator(":focus"))).toHaveCount(1);
    await keyboard.press("/");
    await keyboard.type("glides");
    await keyboard.press("Enter");
    await expect(tiles).toHaveCount(1);
    await keyboard.press("ArrowDown", "Enter");
    await expect(page).toHaveURL(new RegExp(`gallery/${id}`));
  });

  await test.step("a clip is stepped and scrubbed, and spoken about at a place", async () => {
    const position = page.getByRole("slider", { name: /^Position in/ });
    await expect(position).toBeVisible();
    await studio.hears("Video");
    await keyboard.press(".", ".");
    await expect(position).toHaveAttribute("aria-valuetext", /frame 2$/);
    await keyboard.use(position, "ArrowRight");
    await expect(position).toHaveAttribute("aria-valuetext", /frame 3$/);
    await keyboard.use(page.getByRole("button", { name: "A frame back" }), "Space");
    await expect(position).toHaveAttribute("aria-valuetext", /frame 2$/);
    await keyboard.press("?");
    await expect(page.getByRole("dialog").getByText("A frame on", { exact: true })).toBeVisible();
    await keyboard.press("Escape");
    await keyboard.use(page.getByRole("button", { name: "Point at a place" }));
    await expect(page.getByRole("button", { name: /^Point at a place in/ })).toBeFocused();
    await keyboard.press("ArrowLeft", "ArrowUp");
    const comments = page.getByRole("region", { name: "Comments" });
    await expect(comments.getByRole("status")).toHaveText(
      "48 percent from the left, 48 percent from the top",
    );
    await keyboard.press("Enter");
    await keyboard.type("Slower here");
    await keyboard.use(comments.getByRole("button", { name: "Comment", exact: true }));
    await expect(comments.getByRole("listitem")).toContainText("Slower here");
    await expect(comments.getByRole("textbox", { name: "Comment" })).toBeFocused();
    await keyboard.reach(comments.getByRole("button", { name: "Take the comment away" }), "Shift+Tab");
    await keyboard.press("Enter");
    await expect(comments.getByRole("listitem")).toHaveCount(0);
    await expect(comments.getByRole("textbox", { name: "Comment" })).toBeFocused();
  });
});
