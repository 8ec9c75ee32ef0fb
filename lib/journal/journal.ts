import { sql } from "drizzle-orm";
import { assetMarkWrites } from "./asset-marks";
import { assetNotes } from "./asset-notes";
import { batchQueries } from "./batches";
import { boardQueries } from "./boards";
import { budgetQueries } from "./budgets";
import { type DatabaseOptions, openDatabase } from "./database";
import { favouriteModelQueries } from "./favourite-models";
import { galleryReads } from "./gallery-reads";
import { generationReads } from "./generation-reads";
import { generationWrites } from "./generation-writes";
import { modelResultQueries } from "./model-results";
import { presetQueries } from "./presets";
import { queueTurns } from "./queue-turns";
import { runLeases } from "./run-leases";
import { uploadedFileQueries } from "./uploaded-files";
import { usageReads } from "./usage-reads";

/** The history. Every method throws `JournalError` when the database cannot be reached or fails. */
export type Journal = ReturnType<typeof openJournal>;

/**
 * Opens the history at a PostgreSQL address. Nothing is connected until it is first used; the first use brings the
 * tables up to date.
 */
export function openJournal(databaseUrl: string, options?: DatabaseOptions) {
  const access = openDatabase(databaseUrl, options);
  return {
    /** Connects and brings the tables up to date. */
    ready: () => access.ready(),
    /** Throws when the database does not answer. */
    ping: () =>
      access.run(async (database) => {
        await database.execute(sql`select 1`);
      }),
    /** Ends the connections once what is under way has ended. */
    close: () => access.close(),
    ...generationReads(access),
    ...generationWrites(access),
    ...runLeases(access),
    ...batchQueries(access),
    ...queueTurns(access),
    ...usageReads(access),
    ...budgetQueries(access),
    ...favouriteModelQueries(access),
    ...modelResultQueries(access),
    ...uploadedFileQueries(access),
    ...galleryReads(access),
    ...assetMarkWrites(access),
    ...boardQueries(access),
    ...assetNotes(access),
    ...presetQueries(access),
  };
}
