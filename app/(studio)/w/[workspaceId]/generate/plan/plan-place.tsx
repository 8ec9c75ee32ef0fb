"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Layers } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useCarriedFrom } from "@/components/generate/use-carried-from";
import { showModel, useChosenModel } from "@/components/generate/use-chosen-model";
import { PlanScreen } from "@/components/plan/plan-screen";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { carryOver } from "@/lib/browser/drafts-carry";
import { draftSession } from "@/lib/browser/drafts-session";
import { maxPlanModels, planStore, useStored } from "@/lib/browser/plan-store";
import { modelQuery } from "@/lib/browser/queries";
import type { Model } from "@/lib/domain/model";

const ModelPicker = dynamic(
  () => import("@/components/generate/model-picker").then((part) => part.ModelPicker),
  { ssr: false },
);

interface PlanPlaceProps {
  workspaceId: string;
  initialModel: Model | null;
}

/** The plan beside the form's own way of choosing a model: two nouns that only meet at this address. */
export function PlanPlace({ workspaceId, initialModel }: PlanPlaceProps) {
  const client = useQueryClient();
  const chosen = useChosenModel(workspaceId, initialModel, null);
  const [picking, setPicking] = useState<"add" | "change" | null>(null);
  const plan = useStored(planStore, workspaceId);
  const carriedFrom = useCarriedFrom(workspaceId);
  const change = async (modelId: string) => {
    setPicking(null);
    if (modelId === chosen.modelId) return;
    const from = carriedFrom(chosen.modelId, modelId);
    planStore(workspaceId).update((current) => ({
      ...current,
      modelIds: current.modelIds.filter((id) => id !== modelId),
    }));
    showModel(modelId, "push");
    if (!from) return;
    const model = await client.fetchQuery(modelQuery(workspaceId, modelId)).catch(() => null);
    if (model) draftSession(workspaceId, modelId).update((own) => carryOver(from, own, model));
  };
  const toggle = (modelId: string) => {
    planStore(workspaceId).update((current) => ({
      ...current,
      takenOff: [],
      modelIds: current.modelIds.includes(modelId)
        ? current.modelIds.filter((id) => id !== modelId)
        : [...current.modelIds, modelId].slice(0, maxPlanModels - 1),
    }));
  };
  const picker = picking ? (
    <ModelPicker
      workspaceId={workspaceId}
      currentId={chosen.modelId}
      {...(picking === "add" ? { chosenIds: new Set(plan?.modelIds) } : {})}
      onPick={({ id }) => {
        if (picking === "change") void change(id);
        else if (id !== chosen.modelId) toggle(id);
      }}
      onClose={() => setPicking(null)}
    />
  ) : null;
  if (chosen.model)
    return (
      <>
        <PlanScreen
          workspaceId={workspaceId}
          model={chosen.model}
          isPickerOpen={picking !== null}
          onAddModel={() => setPicking("add")}
          onChangeModel={() => setPicking("change")}
        />
        {picker}
      </>
    );
  return (
    <div className="mx-auto flex w-full max-w-lg flex-col gap-4 p-4">
      <h1 className="sr-only">Several at once</h1>
      {chosen.problem ? (
        <ProblemNotice
          problem={chosen.problem}
          tone="warning"
          isLive={false}
          charge="The plan is kept."
          onRetry={chosen.retry}
          actions={
            <Button size="s" variant="ghost" onClick={() => setPicking("change")}>
              Choose another model
            </Button>
          }
        />
      ) : chosen.isNoneChosen ? (
        <EmptyState
          icon={<Layers size={28} strokeWidth={1.5} aria-hidden="true" />}
          title="Choose a model to begin"
          action={
            <Button variant="primary" onClick={() => setPicking("change")}>
              Choose a model
            </Button>
          }
        >
          A plan starts from one model’s form, and may ask seven others the same.
        </EmptyState>
      ) : (
        <Skeleton className="h-64 rounded-tile" />
      )}
      {picker}
    </div>
  );
}
