import { expect, moving, test } from "./fixtures";
import { drawnPng } from "./pictures";
import { StudioPage } from "./studio-page";

test.use(moving);

test("an artist signs in, finds a model, drops a reference, sees the price, generates, looks, and does it again", async ({
  watchedPage: page,
  sandbox,
  access,
}) => {
  const studio = new StudioPage(page, access);
  await test.step("sign in", () => studio.signIn(access.token));

  await test.step("find a model by search and filter", async () => {
    await studio.navigate("Models");
    const list = page.getByRole("list", { name: "Models" });
    await expect(list.getByRole("link").first()).toBeVisible();
    await page.getByRole("button", { name: "Image", exact: true }).click();
    await expect(page).toHaveURL(/modality=image/);
    await page.getByRole("searchbox", { name: "Search models" }).fill("Flux 2 Dev");
    await expect(page).toHaveURL(/q=Flux/);
    await list.getByRole("link", { name: "Flux 2 Dev", exact: true }).click();
    await page.getByRole("link", { name: "Use this model" }).click();
    await expect(studio.prompt).toBeVisible();
  });

  await test.step("drop a reference", async () => {
    const bytes = await drawnPng(page, { width: 256, height: 256, colour: "#c2502e" });
    await studio.drop(studio.main, { name: "palette.png", type: "image/png", bytes });
    await expect(page.getByRole("list", { name: "References" }).getByRole("listitem")).toHaveCount(1);
    await expect(page.getByRole("progressbar", { name: /palette\.png/ })).toBeHidden();
  });

  await test.step("see the price follow size and batch", async () => {
    await studio.prompt.fill("A stone watchtower above a foggy pine valley, painted game key art");
    await page.getByLabel("Width", { exact: true }).fill("512");
    await page.getByLabel("Height", { exact: true }).fill("512");
    await studio.setNumber("Batch size", 1);
    const small = await studio.estimatedPrice();
    await studio.setNumber("Batch size", 4);
    await expect.poll(() => studio.estimatedPrice()).toBeCloseTo(small * 4, 5);
    await page.getByLabel("Width", { exact: true }).fill("1024");
    await page.getByLabel("Height", { exact: true }).fill("1024");
    await expect.poll(() => studio.estimatedPrice()).toBeGreaterThan(small * 4);
    await expect(studio.generateButton).toContainText("CU");
    await studio.setNumber("Batch size", 2);
    await page.getByLabel("Width", { exact: true }).fill("512");
    await page.getByLabel("Height", { exact: true }).fill("512");
    await expect.poll(() => studio.estimatedPrice()).toBeCloseTo(small * 2, 5);
  });

  await test.step("generate and watch it finish", async () => {
    await studio.generate();
    const item = studio.runningAndRecent.getByRole("listitem").filter({ hasText: /stone watchtower/ });
    await expect(item.first()).toBeVisible();
    await expect(studio.main.getByRole("img", { name: /stone watchtower/ }).first()).toBeVisible({
      timeout: 45_000,
    });
    expect(await sandbox.paidPosts(access.token)).toHaveLength(1);
  });

  await test.step("open it from the gallery and read its receipt", async () => {
    await studio.navigate("Gallery");
    await studio.results
      .getByRole("link", { name: /^A stone watchtower/ })
      .first()
      .click();
    await expect(page).toHaveURL(/\/gallery\/[0-9a-f-]{36}/);
    const receipt = page.getByRole("region", { name: "Receipt" });
    await expect(receipt).toContainText("Estimated");
    await expect(receipt).toContainText("Charged");
    await expect(studio.main.getByRole("img", { name: /stone watchtower/ }).first()).toBeVisible();
  });

  await test.step("use its settings again", async () => {
    await page.getByRole("link", { name: "Use these settings" }).click();
    await expect(studio.prompt).toHaveValue(/stone watchtower/);
    await expect(page.getByLabel("Width", { exact: true })).toHaveValue("512");
    await expect(page.getByRole("list", { name: "References" }).getByRole("listitem")).toHaveCount(1);
  });

  await test.step("a reload loses nothing", async () => {
    await expect(page).toHaveURL(/\/generate\?model=/);
    await studio.prompt.fill("A stone watchtower at dawn");
    await expect(studio.estimate).toContainText("CU");
    await page.reload();
    await expect(studio.prompt).toHaveValue("A stone watchtower at dawn");
  });

  await test.step("find the model known by what it made", async () => {
    await studio.open("models?q=Flux+2+Dev");
    await page
      .getByRole("list", { name: "Models" })
      .getByRole("link", { name: "Flux 2 Dev", exact: true })
      .click();
    await page
      .getByRole("list", { name: "Made with it here" })
      .getByRole("link", { name: /stone watchtower/ })
      .first()
      .click();
    await expect(page).toHaveURL(/\/gallery\/[0-9a-f-]{36}/);
  });
});
