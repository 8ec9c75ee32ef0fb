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
