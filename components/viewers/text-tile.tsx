"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { assetTextQuery, tileTextBytes } from "@/lib/browser/asset-text";

interface TextTileProps {
  /** The asset's path under our own roof. */
  src: string;
  /** What stands for the text until it is there, and where it is not to be had: whoever opens it is told why. */
  title: ReactNode;
}

/** The beginning of a text, since what was written tells one result from its neighbour and the prompt does not. */
export function TextTile({ src, title }: TextTileProps) {
  const { data } = useQuery(assetTextQuery(src, tileTextBytes));
  if (!data || data.text.trim() === "") return title;
  return (
    <p className="size-full mask-b-from-60% p-3 pt-9 text-left text-12 wrap-anywhere whitespace-pre-wrap text-soft">
      {data.text}
    </p>
  );
}
