// Vitest's global set-up of the tests that need a database: one PostgreSQL a run, told to the tests as `postgresUrl`.
import { startEmbeddedPostgres } from "./embedded-postgres.mjs";

/** @param {import("vitest/node").TestProject} project */
export default async function setUp(project) {
  const { databaseUrl, stop } = await startEmbeddedPostgres();
  project.provide("postgresUrl", databaseUrl);
  return stop;
}
