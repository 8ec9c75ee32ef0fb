import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const exclude = ["node_modules/**", ".next/**", "e2e/**"];

export default defineConfig({
  resolve: {
    alias: {
      "@": here(".").replace(/\/$/, ""),
      // "server-only" throws outside a React server bundle; the tests are the server.
      "server-only": here("./node_modules/server-only/empty.js"),
    },
  },
  test: {
    maxWorkers: 2,
    projects: [
      {
        // Rules and components: no server, no database. `npm run check` runs these.
        extends: true,
        test: {
          name: "fast",
          include: [
            "lib/domain/**/*.test.{ts,tsx}",
            "lib/browser/**/*.test.{ts,tsx}",
            "components/**/*.test.{ts,tsx}",
            "scripts/**/*.test.ts",
          ],
          exclude: [...exclude, "scripts/embedded-postgres.test.ts"],
          // Thousands of drawn cases take seconds where the cores are shared; how long a test takes is no fault of it.
          testTimeout: 30_000,
        },
      },
      {
        // Everything that talks: to the sandbox over HTTP, to a real PostgreSQL.
        extends: true,
        test: {
          name: "real",
          globalSetup: ["scripts/test-postgres.mjs"],
          include: [
            "lib/{http,layer,storage,journal,server}/**/*.test.ts",
            "app/**/*.test.ts",
            "sandbox/**/*.test.ts",
            "scripts/embedded-postgres.test.ts",
          ],
          exclude,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
