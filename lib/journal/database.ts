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
  /** The same within one transaction: all of it or nothing. */
  transaction<Value>(work: (database: Database) => Promise<Value>, begin?: TransactionStart): Promise<Value>;
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** `begin`, or one whose questions all see the same moment. */
export type TransactionStart = "begin" | "begin isolation level repeatable read read only";

export interface DatabaseOptions {
  migrationsFolder?: string;
  /** Connections this process may hold. */
  maxConnections?: number;
  /** Silence after which a query is given up here, though the database may still carry it out. */
  queryTimeoutMs?: number;
  /** Connections to share; absent, it opens its own. */
  pool?: Pool;
}

// The build traces this folder into the standalone server, which runs with its own root as working folder.
const defaultMigrationsFolder = () => join(process.cwd(), "lib", "journal", "migrations");

const ignoreError = () => {};

/** A pool of connections; nothing is connected until it is used. */
export function openPool(
  databaseUrl: string,
  {
    maxConnections = 10,
    // A click must learn soon that the history is gone; no query of ours takes long.
    queryTimeoutMs = 15_000,
  }: Pick<DatabaseOptions, "maxConnections" | "queryTimeoutMs"> = {},
): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: maxConnections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    application_name: "easel",
  });
  // An idle connection that breaks is replaced by the next query; unheard, the event would end the process.
  pool.on("error", ignoreError);
  return pool;
}

export function openDatabase(databaseUrl: string, options: DatabaseOptions = {}): DatabaseAccess {
  const { migrationsFolder = defaultMigrationsFolder(), pool = openPool(databaseUrl, options) } = options;
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
    async transaction(work, begin = "begin") {
      await ready();
      const client = await pool.connect().catch((error: unknown) => {
        throw journalErrorFrom(error);
      });
      // A connection that breaks between two queries says so here; unheard, the event would end the process.
      client.on("error", ignoreError);
      try {
        await client.query(begin);
        const value = await work(drizzle(client));
        await client.query("commit");
        client.removeListener("error", ignoreError);
        client.release();
        return value;
      } catch (error) {
        // Ended, not handed back: a query that was given up may still be under way on it, and the next one would wait
        // behind it. The database undoes what a lost connection had begun.
        client.release(true);
        throw journalErrorFrom(error);
      }
    },
    close: () => pool.end(),
  };
}
