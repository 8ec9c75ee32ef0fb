import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { Sandbox, type StudioAccess } from "./sandbox-control";
import { StudioPage } from "./studio-page";

interface Ground {
  controlUrl: string;
  /** The variables the running Easel was started with, for tests that start another. */
  environment: Record<string, string>;
  /** Everything Easel has written to its output. */
  logFile: string;
}

export function ground(): Ground {
  const port = process.env.E2E_PORT ?? "3400";
  return JSON.parse(readFileSync(join(tmpdir(), `easel-e2e-${port}.json`), "utf8")) as Ground;
}

interface Fixtures {
  sandbox: Sandbox;
  /** A workspace and token of this test's own, so that tests beside it never meet its runs or its balance. */
  access: StudioAccess;
  /** A signed-in artist in that workspace, who has not opened a page of Easel's yet. */
  studio: StudioPage;
  /** Console errors that the test expects, as parts of their text. */
  expectedConsoleErrors: string[];
  watchedPage: Page;
}

export const test = base.extend<Fixtures>({
  expectedConsoleErrors: [[], { option: true }],
  sandbox: async ({}, use) => {
    await use(new Sandbox(ground().controlUrl));
  },
  access: async ({ sandbox }, use) => {
    await use(await sandbox.createWorkspace({ balance: 5_000 }));
  },
  watchedPage: async ({ page, expectedConsoleErrors }, use) => {
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => errors.push(String(error)));
    await use(page);
    const unexpected = errors.filter((error) => !expectedConsoleErrors.some((part) => error.includes(part)));
    expect(unexpected, "the page's console stays free of errors").toEqual([]);
  },
  studio: async ({ watchedPage, access }, use) => {
    const studio = new StudioPage(watchedPage, access);
    await studio.enter(access.token);
    await use(studio);
  },
});

/** For `test.use`: everything moves as it does for somebody who did not ask for less. */
export const moving = { contextOptions: { reducedMotion: "no-preference" } } as const;

export { expect };
