import { defineConfig, devices } from "@playwright/test";

const port = Number(process.env.E2E_PORT ?? 3400);

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json"]],
  use: {
    baseURL: `http://localhost:${port}`,
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    // Without a graphics card what moves costs a sixth of the processor. Where movement could come between a key and what
    // it means, the journey says that it wants it (`moving`).
    contextOptions: { reducedMotion: "reduce" },
    // Traces make journeys two fifths longer: E2E_TRACE=1 where one is wanted. A failure leaves its picture and the page's tree.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      // A browser in a closed network would otherwise wait for addresses no test needs.
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  webServer: {
    command: `node e2e/serve.mjs ${port}`,
    cwd: "..",
    url: `http://localhost:${port}/api/health`,
    timeout: 120_000,
    stdout: "pipe",
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
  },
});
