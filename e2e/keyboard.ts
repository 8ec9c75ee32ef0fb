import { expect, type Locator, type Page } from "@playwright/test";

/** An artist without a pointer: everything is reached by Tab and done by keys. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  press(...keys: string[]) {
    return keys.reduce((done, key) => done.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  type(text: string) {
    return this.page.keyboard.type(text);
  }

  /** Tabs until the control has the focus; forwards unless told otherwise. */
  async reach(control: Locator, key: "Tab" | "Shift+Tab" = "Tab") {
    await expect(control).toBeVisible();
    // What floats takes the focus a frame after it is seen; a key pressed before leads past it.
    await expect
      .poll(() =>
        control.evaluate(
          (element) =>
            element.closest("[role=dialog], [role=menu]")?.contains(document.activeElement) ?? true,
        ),
      )
      .toBe(true);
    const mostControls = 160;
    for (let pressed = 0; pressed <= mostControls; pressed += 1) {
      if (await control.evaluate((element) => element === document.activeElement)) return;
      await this.press(key);
    }
    throw new Error(`${String(control)} is not reached by ${mostControls} times ${key}.`);
  }

  /** A menu has the keyboard: it takes it a frame after it is seen. */
  async inMenu() {
    await expect(this.page.locator("[role=menu]:focus-within")).toBeVisible();
  }

  async use(control: Locator, ...keys: string[]) {
    await this.reach(control);
    await this.press(...(keys.length > 0 ? keys : ["Enter"]));
  }
}
