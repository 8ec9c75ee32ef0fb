import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { StudioAccess } from "./sandbox-control";

/** Easel as an artist finds it: by role and name only. */
export class StudioPage {
  readonly main: Locator;
  readonly prompt: Locator;
  readonly estimate: Locator;
  readonly generateButton: Locator;
  readonly runningAndRecent: Locator;
  readonly results: Locator;

  constructor(
    readonly page: Page,
    readonly access: StudioAccess,
  ) {
    this.main = page.getByRole("main");
    this.prompt = page.getByRole("textbox", { name: "Prompt", exact: true });
    this.estimate = page.getByRole("status", { name: "Estimate" });
    this.generateButton = this.main.getByRole("button", { name: /^Generate\b/ });
    this.runningAndRecent = page.getByRole("list", { name: "Running and recent" });
    this.results = page.getByLabel("Results", { exact: true });
  }

  url(place: string): string {
    return `/w/${this.access.workspaceId}/${place}`;
  }

  async signIn(token: string, { name = "" } = {}) {
    await this.page.goto("/sign-in");
    await this.submitToken(token, { name });
    await this.page.waitForURL(/\/w\/[0-9a-f-]{36}\/generate/);
  }

  /** Signs in as the form does, without drawing it; what is drawn then is nothing but Easel's sign. */
  async enter(token: string) {
    const { request } = this.page;
    const csrf = await request.get("/api/auth/csrf");
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const { origin } = new URL(csrf.url());
    const answer = await request.post("/api/auth/callback/credentials", {
      headers: { origin },
      form: { csrfToken, token, json: "true", callbackUrl: origin },
    });
    expect(answer.ok()).toBe(true);
    await this.page.goto("/favicon.svg");
  }

  async submitToken(token: string, { name = "" } = {}) {
    await this.page.getByRole("textbox", { name: "Personal access token" }).fill(token);
    await this.page.getByRole("textbox", { name: /^Your name/ }).fill(name);
    await this.page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  async open(place: string) {
    await this.page.goto(this.url(place));
    await expect(this.main).toBeVisible();
    await this.hears(place === "gallery" ? "Deciding" : "Everywhere");
  }

  /** The keys of a part are heard, by its title on the shortcut sheet: one that is pressed before is lost. */
  async hears(title: string) {
    await expect(this.page.locator("html")).toHaveAttribute("data-keys", new RegExp(`(^|, )${title}(,|$)`));
  }

  async navigate(place: "Models" | "Generate" | "Gallery" | "Uploads" | "Workflows" | "Usage") {
    await this.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: place }).click();
  }

  /** Opens a model's form through the model browser's search. */
  async chooseModel(name: string) {
    await this.open(`models?q=${encodeURIComponent(name)}`);
    await this.page.getByRole("list", { name: "Models" }).getByRole("link", { name, exact: true }).click();
    await this.main.getByRole("link", { name: "Use this model" }).click();
    await expect(this.prompt).toBeVisible();
  }

  /** The form of one output of a model, with its price. */
  async fillForm(model: string, prompt: string) {
    await this.chooseModel(model);
    await this.prompt.fill(prompt);
    await this.setNumber("Batch size", 1);
    await expect(this.generateButton).toContainText("CU");
  }

  /** The first picture of what was asked for with this prompt. */
  pictureOf(prompt: string): Locator {
    return this.main.getByRole("img", { name: new RegExp(prompt) }).first();
  }

  /** The next request to an address like this reaches Easel, and its answer never comes back. */
  async loseOneAnswer(isLost: (url: URL) => boolean) {
    await this.page.route(
      isLost,
      async (route) => {
        await route.fetch();
        await route.abort("failed");
      },
      { times: 1 },
    );
  }

  /** The Creative Units the Estimate names first. */
  async estimatedPrice(): Promise<number> {
    await expect(this.estimate).toHaveAttribute("aria-busy", "false");
    await expect(this.estimate).toContainText(/\d[\d,.]*\s*CU/);
    const text = (await this.estimate.textContent()) ?? "";
    return Number((/([\d,.]+)\s*CU/.exec(text)?.[1] ?? "").replaceAll(",", ""));
  }

  async setNumber(label: string, value: number) {
    await this.page.getByLabel(label, { exact: true }).fill(String(value));
    await this.page.getByLabel(label, { exact: true }).blur();
    await expect(this.page.getByLabel(label, { exact: true })).toHaveValue(String(value));
  }

  /** Waits for the price, then spends it; the journeys stay below the amount that asks again. */
  async generate() {
    await expect(this.generateButton).toContainText("CU");
    // A press while the one before is on its way is taken for a double click.
    await expect(this.generateButton).not.toHaveAttribute("aria-busy");
    await this.generateButton.click();
  }

  async runWorkflow() {
    const button = this.main.getByRole("button", { name: /^Run\b/ });
    await expect(button).toContainText("CU");
    await expect(button).not.toHaveAttribute("aria-busy");
    await button.click();
  }

  async openNewest(title: string) {
    await this.runningAndRecent
      .getByRole("link", { name: new RegExp(`^${title}`) })
      .first()
      .click();
    await expect(this.page).toHaveURL(/\/gallery\/[0-9a-f-]{36}/);
  }

  /** Drops a file onto an element as the desktop would. */
  async drop(target: Locator, file: { name: string; type: string; bytes: Buffer }) {
    const transfer = await this.page.evaluateHandle(
      ({ name, type, base64 }) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], name, { type }));
        return data;
      },
      { name: file.name, type: file.type, base64: file.bytes.toString("base64") },
    );
    for (const event of ["dragenter", "dragover", "drop"])
      await target.dispatchEvent(event, { dataTransfer: transfer });
  }
}
