import { toast } from "@/components/ui/toast";
import { problemFrom } from "@/lib/browser/api";
import type { ArchiveOutlook } from "@/lib/domain/archive";
import { fileSizeWords } from "./file-words";

/** Says what comes of saving one file or an archive of many; never throws. */
export async function saving(work: Promise<ArchiveOutlook | void>): Promise<void> {
  try {
    const outlook = await work;
    if (!outlook) return;
    const { fileCount, knownBytes, missingCount } = outlook;
    const size = knownBytes > 0 ? `, about ${fileSizeWords(knownBytes)}` : "";
    const missing = missingCount > 0 ? ` ${missingCount} selected are not in the history.` : "";
    toast(`Saving ${fileCount} ${fileCount === 1 ? "file" : "files"}${size}.${missing}`);
  } catch (error) {
    const { title, detail } = problemFrom(error);
    toast(`Nothing was saved. ${title} ${detail}`);
  }
}
