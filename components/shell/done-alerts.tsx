"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { generationPath } from "@/components/viewers/generation-paths";
import { patiently } from "@/lib/browser/patiently";
import { changesQuery } from "@/lib/browser/queries";
import { EndWatch } from "@/lib/domain/alerts";
import type { Generation } from "@/lib/domain/generation";

// Somebody with one long run still wants to hear of ten short ones.
const longestWaitMs = 20_000;

/** Tells the person that what they started has ended; draws nothing. */
export function DoneAlerts({ workspaceId }: { workspaceId: string }) {
  const router = useRouter();
  const watch = useRef<EndWatch>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(null);
  const { data } = useQuery({ ...changesQuery(workspaceId), enabled: false });
  // An effect, because titles, sounds and notifications are outside React.
  useEffect(() => {
    if (!data) return;
    watch.current ??= new EndWatch();
    const ends = watch.current;
    const tell = async (ended: readonly Generation[]) => {
      if (ended.length === 0) return;
      const { tellEnds } = await patiently(() => import("@/lib/browser/alerts"));
      tellEnds(ended, (generation) => router.push(generationPath(generation)));
    };
    void tell(ends.take(data.generations));
    const stopWaiting = () => {
      clearTimeout(timer.current ?? undefined);
      timer.current = null;
    };
    if (!ends.isWaiting) return stopWaiting();
    // From the first end on: a poll is quicker than this, and must not begin the wait anew.
    timer.current ??= setTimeout(() => {
      stopWaiting();
      void tell(ends.flush());
    }, longestWaitMs);
  }, [data, router]);
  // An effect, because the timer outlives the page's part.
  useEffect(
    () => () => {
      clearTimeout(timer.current ?? undefined);
      timer.current = null;
    },
    [],
  );
  return null;
}
