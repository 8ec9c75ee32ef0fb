"use client";

import { Copy } from "lucide-react";
import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";

interface FileActionsProps {
  fileId: string;
  workspaceId: string;
}

/** What a file of the workspace is good for. */
export function FileActions({ fileId, workspaceId }: FileActionsProps) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(fileId);
      toast("File id copied.");
    } catch {
      // Browsers refuse the clipboard on plain http: the id is then shown to be copied by hand.
      toast(`File id: ${fileId}`);
    }
  };
  return (
    <>
      <IconButton label="Copy file id" icon={<Copy size={14} />} size="s" onClick={() => void copy()} />
      <Link
        href={`/w/${workspaceId}/generate?reference=${fileId}`}
        prefetch={false}
        className={buttonClasses("secondary", "s")}
      >
        Use as reference
      </Link>
    </>
  );
}
