import { expect, test } from "./fixtures";
import { drawnPng } from "./pictures";

test.describe("without a network", () => {
  test.use({ expectedConsoleErrors: ["ERR_INTERNET_DISCONNECTED"] });

  test("a picture dropped before its script has come is kept, and the form stands, until the network is back", async ({
    studio,
  }) => {
    const { page } = studio;
    await studio.chooseModel("Flux 2 Dev");
    await studio.prompt.fill("A lantern in the fog");
    const bytes = await drawnPng(page, { width: 64, height: 64, colour: "#c2502e" });

    await page.context().setOffline(true);
    await studio.drop(studio.main, { name: "fog.png", type: "image/png", bytes });
    await expect(page.getByRole("status", { name: "Notices" })).toContainText("You are offline.");
    await expect(studio.prompt).toHaveValue("A lantern in the fog");

    await page.context().setOffline(false);
    await expect(page.getByRole("list", { name: "References" }).getByRole("listitem")).toHaveCount(1);
    await expect(page.getByRole("progressbar", { name: /fog\.png/ })).toBeHidden();
  });
});

test.describe("a model that cannot be read", () => {
  test.use({ expectedConsoleErrors: ["ERR_FAILED"] });

  test("what was typed is carried past it to the model that is chosen next", async ({ studio }) => {
    const { page } = studio;
    await studio.chooseModel("Test card: instant");
    await studio.prompt.fill("A lantern on its way");
    const pick = async (name: RegExp) => {
      const picker = page.getByRole("dialog");
      await picker.getByRole("combobox").fill(name.source);
      await picker.getByRole("option", { name }).first().click();
      await expect(picker).toBeHidden();
    };
    const isModel = /\/api\/workspaces\/[0-9a-f-]{36}\/models\/[0-9a-f-]{36}$/;
    await page.route(isModel, (route) => route.abort("failed"));
    await studio.main.getByRole("button", { name: /^Model: / }).click();
    await pick(/Flux 2 Schnell/);
    const another = studio.main.getByRole("button", { name: "Choose another model" });
    await expect(another).toBeVisible({ timeout: 30_000 });
    await page.unroute(isModel);
    await another.click();
    await pick(/Inpaint Pro/);
    await expect(studio.main.getByRole("button", { name: /^Model: Inpaint Pro/ })).toBeVisible();
    await expect(studio.prompt).toHaveValue("A lantern on its way");
  });
});
