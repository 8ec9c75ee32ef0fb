import "server-only";
import { type Journal, openJournal } from "../journal/journal";
import { env } from "./env";
import { processWide } from "./process-wide";

/** The history, one set of connections a process. */
export function journal(): Journal {
  return processWide("journal", () => openJournal(env().databaseUrl));
}

/** Connects to the history and brings its tables up to date. Throws `JournalError` when it cannot be reached. */
export async function prepareJournal(): Promise<void> {
  await journal().ready();
}
