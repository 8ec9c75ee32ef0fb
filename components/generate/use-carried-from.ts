"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import type { Draft } from "@/lib/browser/drafts";
import { draftSession } from "@/lib/browser/drafts-session";
import { modelQuery } from "@/lib/browser/queries";

/**
 * What a change of model carries over: the form that is shown, or, where the model in between could not be read or is not
 * there yet, the form that was on its way to it.
 */
export function useCarriedFrom(
  workspaceId: string,
): (shownId: string | null, nextId: string) => Draft | null {
  const client = useQueryClient();
  const onItsWay = useRef<{ modelId: string; from: Draft } | null>(null);
  return useCallback(
    (shownId, nextId) => {
      if (shownId === null) return null;
      const isShown = client.getQueryData(modelQuery(workspaceId, shownId).queryKey) !== undefined;
      const waiting = !isShown && onItsWay.current?.modelId === shownId ? onItsWay.current.from : null;
      const from = waiting ?? draftSession(workspaceId, shownId).get();
      onItsWay.current = from && { modelId: nextId, from };
      return from;
    },
    [client, workspaceId],
  );
}
