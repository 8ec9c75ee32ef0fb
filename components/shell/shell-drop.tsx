"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect } from "react";
import { DropOverlay } from "@/components/references/drop-overlay";
import { useFileDrop } from "@/components/references/use-file-drop";
import { toast } from "@/components/ui/toast";
import { noteDrops } from "@/lib/browser/dropped-handles";
import { patiently } from "@/lib/browser/patiently";

/** Takes files dropped or pasted on a page that has no use of its own for them: nothing an artist drops opens in the browser. */
export function ShellDrop({ workspaceId }: { workspaceId: string }) {
  const router = useRouter();
  const path = usePathname();
  const [, , , place, , part] = path.split("/");
  // An effect, because the window is outside React. Every page's drops are noted, whoever takes them.
  useEffect(noteDrops, []);
  const isOver = useFileDrop({
    // These take what is dropped themselves, and say so in words of their own.
    isOff: place === "generate" || place === "uploads" || part === "several",
    onFiles: (files) => {
      // Fetched with the first file: most visits to these pages bring none.
      void patiently(() => import("@/lib/browser/upload-desk")).then(
        ({ uploadDesk }) => uploadDesk.take(workspaceId, files),
        () => toast("A part of Easel could not be loaded. Reload the page and drop the files again."),
      );
      toast(
        files.length === 1
          ? `${files[0]?.name || "The picture"} goes to Uploads.`
          : `${files.length} files go to Uploads.`,
        {
          label: "Show",
          onSelect: () => router.push(`/w/${workspaceId}/uploads`),
        },
      );
    },
  });
  return isOver ? <DropOverlay text="Drop to upload" /> : null;
}
