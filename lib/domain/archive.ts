import * as z from "zod/mini";
import { maxNameTemplateCharacters } from "./file-name";

/** As many as anybody selects; the list is streamed, so it is the list itself that has to end somewhere. */
export const maxArchiveFiles = 10_000;

/** What is asked for in an archive: the assets as `placesFrom` reads them, and how to name them. */
export const archiveOrderSchema = z.object({
  assets: z.string().check(z.minLength(1), z.maxLength(maxArchiveFiles * 2 * 44)),
  template: z.string().check(z.maxLength(maxNameTemplateCharacters)),
});

/** What an archive will hold, as far as it is known before it is made. */
export interface ArchiveOutlook {
  fileCount: number;
  /** Of the files whose size Layer told. */
  knownBytes: number;
  /** Selected, but not in this workspace's history. */
  missingCount: number;
  fileName: string;
}
