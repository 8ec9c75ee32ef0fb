"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { findKnownFiles } from "@/components/references/known-files";
import { toast } from "@/components/ui/toast";
import type { DifferenceLine } from "@/lib/browser/draft-difference";
import { draftFromRequest, emptyDraft, isEmptyDraft, type KnownFile } from "@/lib/browser/drafts";
import { draftSession, replaceDraft } from "@/lib/browser/drafts-session";
import { patiently } from "@/lib/browser/patiently";
import { generationsQuery } from "@/lib/browser/queries";
import { useTurns } from "@/lib/browser/turns";
import type { ModelRequest } from "@/lib/domain/request";
import { showModel } from "./use-chosen-model";

interface AskedSettings {
  lines: DifferenceLine[];
  replace: () => void;
  keep: () => void;
}

interface Settings {
  /** Puts a request's settings on the form of its model, whole; asks first where something else would be lost. */
  use: (request: ModelRequest, how: "push" | "replace") => Promise<void>;
  /** The question, while there is one. */
  asked: AskedSettings | null;
}

export function useSettings(workspaceId: string): Settings {
  const client = useQueryClient();
  const [asked, setAsked] = useState<AskedSettings | null>(null);
  const begin = useTurns();
  const use = useCallback(
    async (request: ModelRequest, how: "push" | "replace") => {
      const isWanted = begin();
      const fileIds = [
        ...request.references.map(({ fileId }) => fileId),
        ...(request.mask ? [request.mask.fileId] : []),
      ];
      const loaded = client.getQueryData(generationsQuery(workspaceId).queryKey);
      const files: Map<string, KnownFile> =
        fileIds.length === 0
          ? new Map()
          : await findKnownFiles(
              client,
              workspaceId,
              fileIds,
              loaded?.pages.flatMap((page) => page.generations) ?? [],
            );
      const session = draftSession(workspaceId, request.modelId);
      await session.whenRead;
      const { draftDifference } = await patiently(() => import("@/lib/browser/draft-difference"));
      if (!isWanted()) return;
      // Read with no pause before it is replaced: what was typed meanwhile must be in the question, not lost.
      const before = session.get() ?? emptyDraft;
      const after = draftFromRequest(request, (fileId) => files.get(fileId) ?? null);
      const replace = () => {
        setAsked(null);
        replaceDraft(session, after);
        showModel(request.modelId, how);
        toast(
          "The form has these settings now.",
          isEmptyDraft(before) ? undefined : { label: "Undo", onSelect: () => replaceDraft(session, before) },
        );
      };
      if (isEmptyDraft(before)) return replace();
      const lines = draftDifference(before, after);
      if (lines.length === 0) return replace();
      const keep = () => {
        setAsked(null);
        showModel(request.modelId, how);
      };
      setAsked({ lines, replace, keep });
    },
    [client, workspaceId, begin],
  );
  return { use, asked };
}
