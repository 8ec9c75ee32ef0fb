"use client";

import { useQueueRunner } from "@/lib/browser/queue-runner";

/** Sends the person's waiting rows while it is on the page; draws nothing. */
export function QueueRunner({ workspaceId }: { workspaceId: string }) {
  useQueueRunner(workspaceId);
  return null;
}
