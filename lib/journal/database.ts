import { join } from "node:path";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { journalErrorFrom } from "./journal-error";
import { migrateJournal } from "./migrate";

export type Database = NodePgDatabase;

/** A transaction or the database itself: what a query can run on. */
export type Queryable = Pick<
  Database,
  "select" | "insert" | "update" | "delete" | "execute" | "with" | "$with"
>;

/** The one way to the database: waits for the migrations, and turns driver errors into JournalError. */
export interface DatabaseAccess {
  run<Value>(work: (database: Database) => Promise<Value>): Promise<Value>;
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  migrationsFolder?: string;
  /** Connections this process may hold. */
  maxConnections?: number;
}

// The build traces this folder into the standalone server, which runs with its own root as working folder.
const defaultMigrationsFolder = () => join(process.cwd(), "lib", "journal", "migrations");

export function openDatabase(
  databaseUrl: string,
  { migrationsFolder = defaultMigrationsFolder(), maxConnections = 10 }: DatabaseOptions = {},
): DatabaseAccess {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: maxConnections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // A click must learn soon that the history is gone; no query of ours takes long.
    query_timeout: 15_000,
    keepAlive: true,
    application_name: "easel",
  });
  // An idle connection that breaks is replaced by the next query; unheard, the event would end the process.
  pool.on("error", () => {});
  const database = drizzle(pool);
  let migrated: Promise<void> | null = null;

  async function ready(): Promise<void> {
    const attempt = migrated ?? migrateJournal(databaseUrl, migrationsFolder);
    migrated = attempt;
    try {
      await attempt;
    } catch (error) {
      // A database that was not up yet may be up for the next one who asks.
      if (migrated === attempt) migrated = null;
      throw journalErrorFrom(error);
    }
  }

  return {
    ready,
    async run(work) {
      await ready();
      try {
        return await work(database);
      } catch (error) {
        throw journalErrorFrom(error);
      }
    },
    close: () => pool.end(),
  };
}
