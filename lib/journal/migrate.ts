import { readMigrationFiles } from "drizzle-orm/migrator";
import { Client } from "pg";

// Any number that nothing else on the database uses; it must never change.
const lockId = 7_315_202_611;

/**
 * Brings the database to the newest schema. Any number of servers may do it at once: one works, the others wait and
 * find nothing left. Everything happens in one transaction, so a failure leaves the database as it was.
 */
export async function migrateJournal(databaseUrl: string, migrationsFolder: string): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder });
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while idle would otherwise end the process; the query under way reports it anyway.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("begin");
    // Held by the transaction, not the session: connection poolers that share sessions would leak the other kind.
    await client.query("select pg_advisory_xact_lock($1)", [lockId]);
    await client.query(
      "create table if not exists easel_migrations (hash text primary key, applied_at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ hash: string }>("select hash from easel_migrations");
    const applied = new Set(rows.map((row) => row.hash));
    for (const migration of migrations) {
      if (applied.has(migration.hash)) continue;
      for (const statement of migration.sql) await client.query(statement);
      await client.query("insert into easel_migrations (hash) values ($1)", [migration.hash]);
    }
    await client.query("commit");
  } finally {
    await client.end();
  }
}
