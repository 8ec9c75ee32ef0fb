import { Client } from "pg";
import { expect, test, vi } from "vitest";
import { freshDatabase } from "@/scripts/fresh-database";

test("all copies of the server's code in one process share one pool of connections", async () => {
  process.env.AUTH_SECRET = "0123456789abcdef0123456789abcdef";
  process.env.DATABASE_URL = await freshDatabase();
  const { journal: ofPages } = await import("./journal");
  vi.resetModules();
  const { journal: ofRoutes } = await import("./journal");
  expect(ofRoutes).not.toBe(ofPages);
  await ofPages().ready();

  await Promise.all(Array.from({ length: 20 }, () => [ofPages().ping(), ofRoutes().ping()]).flat());

  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    "select count(*)::int from pg_stat_activity where datname = current_database() and application_name = 'easel'",
  );
  expect(rows[0]?.count).toBe(10);
  await client.end();
  await ofPages().close();
});
