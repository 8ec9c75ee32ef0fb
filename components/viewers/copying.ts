import { toast } from "@/components/ui/toast";
import { problemFrom } from "@/lib/browser/api";
import { ProblemError } from "@/lib/domain/problem";

/** Copies a picture and says what came of it; never throws. */
export async function copying(path: string): Promise<void> {
  if (!("clipboard" in navigator) || typeof ClipboardItem === "undefined") {
    toast("Nothing was copied. A browser lets a page copy pictures only where it is served over https.");
    return;
  }
  try {
    const { copyPicture } = await import("@/lib/browser/copy-picture");
    await copyPicture(path);
    toast("The picture is on the clipboard.");
  } catch (error) {
    const why =
      error instanceof ProblemError ? problemFrom(error).detail : "The browser did not let the page copy it.";
    toast(`Nothing was copied. ${why}`);
  }
}
