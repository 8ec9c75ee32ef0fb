import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { createDatabase } from "./embedded-postgres.mjs";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** The address of a new, empty database on the run's PostgreSQL, for one test file. */
export async function freshDatabase(): Promise<string> {
  return await createDatabase(inject("postgresUrl"), `test_${randomUUID().replaceAll("-", "")}`);
}
