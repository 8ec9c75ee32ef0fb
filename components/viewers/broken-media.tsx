"use client";

import { useQuery } from "@tanstack/react-query";
import { ImageOff } from "lucide-react";
import { assetFaultQuery } from "@/lib/browser/asset-fault";

interface BrokenMediaProps {
  /** What it would have been: "picture", "video". */
  noun: string;
  /** The file's path under our own roof; asked why, as an element that fails tells nobody. */
  src: string;
  /** What can be done with a file that arrives whole and is not shown. */
  advice?: string;
}

/** Stands where a file cannot be shown, and says why. */
export function BrokenMedia({ noun, src, advice }: BrokenMediaProps) {
  const { data: fault, isPending } = useQuery(assetFaultQuery(src));
  return (
    <div
      role="status"
      className="flex size-full flex-col items-center justify-center gap-2 overflow-hidden bg-raised p-3 text-center text-12 text-muted"
    >
      <ImageOff size={20} aria-hidden="true" className="shrink-0" />
      <p className="max-w-96">
        This {noun} cannot be shown. {isPending ? "" : (fault?.sentence ?? "")}
        {fault?.isWhole && advice ? ` ${advice}` : ""}
      </p>
    </div>
  );
}
