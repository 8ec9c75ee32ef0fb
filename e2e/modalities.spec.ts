import { expect, test } from "./fixtures";

const cases = [
  {
    medium: "video",
    model: "Kling V3 Turbo",
    prompt: "A dragon glides over a burning harbour",
    shown: "video",
  },
  {
    medium: "3D",
    model: "Tripo V3",
    prompt: "A weathered treasure chest with iron bands",
    // Asked before it is drawn where no graphics card draws; e2e/viewers turns one.
    shown: "button:has-text('Turn in 3D')",
  },
  {
    medium: "audio",
    model: "Sound Effects V2",
    prompt: "A heavy stone door grinds open",
    shown: "[aria-label^='Position in']",
  },
] as const;

for (const { medium, model, prompt, shown } of cases) {
  test(`${medium} is generated and shown as what it is`, async ({ studio }) => {
    const { page } = studio;
    await studio.chooseModel(model);
    await studio.prompt.fill(prompt);
    await studio.setNumber("Batch size", 1);
    await studio.generate();
    await studio.openNewest(prompt);
    await expect(studio.main.locator(shown).first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("region", { name: "Receipt" })).toContainText("Charged");
  });
}

test("text is generated and read on its page", async ({ studio }) => {
  await studio.chooseModel("Quest Writer");
  await studio.prompt.fill("A tavern rumour about the drowned king");
  await studio.setNumber("Batch size", 1);
  await studio.generate();
  await studio.openNewest("A tavern rumour");
  const file = studio.page.getByRole("link", { name: "Download", exact: true });
  await expect(file).toBeVisible({ timeout: 60_000 });
  // Word for word what the file holds, which is more than its prompt.
  const text = await file.evaluate(
    async (link) => await (await fetch((link as HTMLAnchorElement).href)).text(),
  );
  expect(text.length).toBeGreaterThan(100);
  await expect(studio.main.getByRole("region", { name: "Result" })).toContainText(text.trim());
});
