"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { generationPath } from "@/components/viewers/generation-paths";
import { tellEnds } from "@/lib/browser/alerts";
import { changesQuery } from "@/lib/browser/queries";
import { EndWatch } from "@/lib/domain/alerts";

// Somebody with one long run still wants to hear of ten short ones.
const longestWaitMs = 20_000;

/** Tells the person that what they started has ended; draws nothing. */
export function DoneAlerts({ workspaceId }: { workspaceId: string }) {
  const router = useRouter();
  const watch = useRef<EndWatch>(null);
  const { data } = useQuery({ ...changesQuery(workspaceId), enabled: false });
  // An effect, because titles, sounds and notifications are outside React.
  useEffect(() => {
    if (!data) return undefined;
    watch.current ??= new EndWatch();
    const ends = watch.current;
    const open = (generation: Parameters<typeof generationPath>[0]) =>
      router.push(generationPath(generation));
    tellEnds(ends.take(data.generations), open);
    if (!ends.isWaiting) return undefined;
    const timer = setTimeout(() => tellEnds(ends.flush(), open), longestWaitMs);
    return () => clearTimeout(timer);
  }, [data, router]);
  return null;
}
