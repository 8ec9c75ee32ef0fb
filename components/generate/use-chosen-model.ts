"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { problemFrom } from "@/lib/browser/api";
import { readLastModelId } from "@/lib/browser/drafts-store";
import { modelQuery } from "@/lib/browser/queries";
import { isUuid } from "@/lib/domain/is-uuid";
import type { Model } from "@/lib/domain/model";
import type { Problem } from "@/lib/domain/problem";

/** Puts a model into the address, keeping nothing else there; a new step of Back only when asked for. */
export function showModel(modelId: string, how: "push" | "replace"): void {
  const url = `${window.location.pathname}?model=${modelId}`;
  if (how === "push") window.history.pushState(null, "", url);
  else window.history.replaceState(null, "", url);
}

interface ChosenModel {
  modelId: string | null;
  model: Model | null;
  problem: Problem | null;
  /** Nothing in the address and nothing used before: a model has to be picked. */
  isNoneChosen: boolean;
  retry: () => void;
}

/** The model of the address, or else the one this browser used here last. */
export function useChosenModel(
  workspaceId: string,
  initial: Model | null,
  restoredModelId: string | null,
): ChosenModel {
  const named = useSearchParams().get("model");
  const asked = named !== null && isUuid(named) ? named : restoredModelId;
  const [isNoneChosen, setIsNoneChosen] = useState(false);
  // The link to this page names no model: what was on the form stays there while the address is completed.
  const [lastShownId, setLastShownId] = useState(asked);
  if (asked !== null && asked !== lastShownId) setLastShownId(asked);
  const modelId = asked ?? lastShownId;

  // An effect, because the last model is in the browser's database and the address is outside React.
  useEffect(() => {
    if (asked !== null) return undefined;
    let isCurrent = true;
    void readLastModelId(workspaceId).then((last) => {
      if (!isCurrent) return;
      if (last === null) return setIsNoneChosen(true);
      const rest = new URLSearchParams(window.location.search);
      rest.set("model", last);
      window.history.replaceState(null, "", `${window.location.pathname}?${rest}`);
    });
    return () => {
      isCurrent = false;
    };
  }, [asked, workspaceId]);

  const query = useQuery({
    ...modelQuery(workspaceId, modelId ?? ""),
    enabled: modelId !== null,
    ...(initial !== null && initial.id === modelId ? { initialData: initial } : {}),
  });
  return {
    modelId,
    model: query.data ?? null,
    problem: query.error ? problemFrom(query.error) : null,
    isNoneChosen: isNoneChosen && modelId === null,
    retry: () => void query.refetch(),
  };
}
