import "server-only";
import { openJournal } from "../journal/journal";
import { env } from "./env";
import { once } from "./once";

/** The history with its pool of connections. */
export const journal = once(() => openJournal(env().databaseUrl));

/** Connects to the history and brings its tables up to date. Throws `JournalError` when it cannot be reached. */
export async function prepareJournal(): Promise<void> {
  await journal().ready();
}
