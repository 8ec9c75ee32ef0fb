import "server-only";
import type { Pool } from "pg";
import { openPool } from "../journal/database";
import { openJournal } from "../journal/journal";
import { env } from "./env";
import { once } from "./once";

// Next loads this code once for pages and once for routes. The driver's own pool throws no error of ours, so unlike the
// rest it may be shared between the copies, and the database sees one server as one.
const shared = globalThis as typeof globalThis & { easelPool?: Pool };

/** The history with the process's pool of connections. */
export const journal = once(() => {
  const { databaseUrl } = env();
  shared.easelPool ??= openPool(databaseUrl);
  return openJournal(databaseUrl, { pool: shared.easelPool });
});

/** Connects to the history and brings its tables up to date. Throws `JournalError` when it cannot be reached. */
export async function prepareJournal(): Promise<void> {
  await journal().ready();
}
