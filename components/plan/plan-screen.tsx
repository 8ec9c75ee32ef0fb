"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { Cost } from "@/components/ui/cost";
import { type Draft, emptyDraft } from "@/lib/browser/drafts";
import { useDraft, useDraftSession } from "@/lib/browser/drafts-session";
import { type PlanPrice, priceKey } from "@/lib/browser/plan-prices";
import {
  emptyPlan,
  type Plan,
  type PromptList,
  planStore,
  promptListStore,
  useStored,
} from "@/lib/browser/plan-store";
import { variablesOf } from "@/lib/domain/expansion";
import type { Model } from "@/lib/domain/model";
import { fieldsFor } from "@/lib/domain/parameters";
import { planStartFrom } from "@/lib/domain/plan-start";
import { PlanAxes } from "./plan-axes";
import { PlanFrame } from "./plan-frame";
import { PlanModels } from "./plan-models";
import { PlanPrompt } from "./plan-prompt";
import { PlanRowsPane } from "./plan-rows-pane";
import { SheetInput } from "./sheet-input";
import { useApproval } from "./use-approval";
import { usePlanReading } from "./use-plan";
import { usePlanMoney } from "./use-plan-money";
import { usePlanSheet } from "./use-plan-sheet";

export interface PlanScreenProps {
  workspaceId: string;
  /** The form's model. */
  model: Model;
  isPickerOpen: boolean;
  onAddModel: () => void;
  onChangeModel: () => void;
}

/** What else the form holds and every row is given, in a line. */
function restOfForm({ parameters, references, mask, sessionName }: Draft): string {
  const { width, height, batchSize } = parameters;
  return [
    width !== undefined && height !== undefined ? `${width}×${height}` : null,
    batchSize !== undefined ? `batch of ${batchSize}` : null,
    references.length > 0
      ? references.length === 1
        ? "1 reference"
        : `${references.length} references`
      : null,
    mask ? "a mask" : null,
    sessionName.trim() ? `session “${sessionName.trim()}”` : null,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Several generations planned, priced and approved at once: models, prompts and values combined, or the rows of a sheet. */
export function PlanScreen({ workspaceId, model, isPickerOpen, onAddModel, onChangeModel }: PlanScreenProps) {
  const router = useRouter();
  const session = useDraftSession(workspaceId, model.id);
  const storedDraft = useDraft(session);
  const storedPlan = useStored(planStore, workspaceId);
  const storedLists = useStored(promptListStore, workspaceId);
  const isReady = storedDraft !== null && storedPlan !== null && storedLists !== null;
  const draft = storedDraft ?? emptyDraft;
  const plan = storedPlan ?? emptyPlan;
  const lists = storedLists ?? noLists;
  const reading = usePlanReading(workspaceId, plan, draft, model, lists);
  const { kept, models } = reading;
  const isSheet = plan.kind === "sheet";
  const store = () => planStore(workspaceId);
  const change = (next: Partial<Plan>) => store().update((current) => ({ ...current, ...next }));

  const start = planStartFrom(useSearchParams().get("start"));
  const hasBegun = useRef(false);
  // An effect, because the plan is kept outside React, and the wish is the address's: taken once, then taken away.
  useEffect(() => {
    if (!isReady || start === null || hasBegun.current) return;
    hasBegun.current = true;
    window.history.replaceState(null, "", `${window.location.pathname}?model=${model.id}`);
    planStore(workspaceId).update((current) => ({
      ...current,
      kind: start === "sheet" ? "sheet" : "combine",
      axes:
        start === "sweep" && current.axes.length === 0
          ? [
              {
                key: fieldsFor(model).some(({ key }) => key === "numInferenceSteps")
                  ? "numInferenceSteps"
                  : "batchSize",
                text: "",
              },
            ]
          : current.axes,
    }));
    if (start === "models" && plan.modelIds.length === 0) onAddModel();
  }, [isReady, start, model, workspaceId, plan.modelIds.length, onAddModel]);

  const sheet = usePlanSheet(store, plan.sheet, "pictures");
  const cost = usePlanMoney(workspaceId, kept, isReady && !reading.isTooMany);
  const approval = useApproval(workspaceId, store, plan.pending, (batch) => {
    router.push(`/w/${workspaceId}/generate/plan/${batch.id}`);
  });

  const hasSeed = models.some(({ model: each }) => each && fieldsFor(each).some(({ key }) => key === "seed"));
  const isSeedFree = draft.parameters.seed === undefined || draft.parameters.seed === -1;
  const rest = restOfForm(draft);

  return (
    <PlanFrame
      formHref={`/w/${workspaceId}/generate?model=${model.id}`}
      heading={<h1 className="text-16 font-semibold">Several at once</h1>}
      kind={plan.kind}
      besideSheet={{ kind: "combine", label: "Models and values" }}
      onKind={(kind) => change({ kind, takenOff: [] })}
      isReady={isReady}
      isOver={sheet.isOver && !isPickerOpen}
      settings={
        <>
          <PlanPrompt
            value={draft.parameters.prompt ?? ""}
            onChange={(prompt) =>
              session?.update((current) => ({ ...current, parameters: { ...current.parameters, prompt } }))
            }
            count={isSheet || !isReady ? null : reading.promptTotal}
            missingLists={reading.problems}
            columns={isSheet ? variablesOf(draft.parameters.prompt ?? "") : null}
            lists={lists}
            onLists={(next) => promptListStore(workspaceId).update(next)}
          />
          {isSheet ? (
            <SheetInput
              help="The first line names the columns: Name, Prompt, Model, Count, References, Size, any parameter’s label, or a word of your own for {braces} in the prompt."
              example={exampleSheet}
              columns={reading.columns}
              rowCount={reading.lines.length}
              sheet={sheet}
            />
          ) : (
            <>
              <PlanModels
                models={models}
                draft={draft}
                priceOf={(name) => <ModelPrice rows={kept} name={name} prices={cost.prices} />}
                onAdd={onAddModel}
                onChange={onChangeModel}
                onRemove={(id) => change({ modelIds: plan.modelIds.filter((each) => each !== id) })}
              />
              <PlanAxes
                models={models.flatMap((each) => each.model ?? [])}
                axes={plan.axes}
                onChange={(axes) => change({ axes, takenOff: [] })}
                isSeedShared={plan.isSeedShared}
                onSeedShared={hasSeed && isSeedFree ? (isSeedShared) => change({ isSeedShared }) : null}
              />
            </>
          )}
          <p className="text-12 text-muted">
            {rest
              ? `Also from the form, in every row: ${rest}.`
              : "Everything else is the form’s, in every row."}
          </p>
        </>
      }
      rows={
        <PlanRowsPane
          words={words}
          isReady={isReady}
          plan={plan}
          reading={reading}
          cost={cost}
          approval={approval}
          fewer="choices, values or models"
          nothing={
            isSheet
              ? {
                  title: "One row an asset",
                  text: "Paste from a spreadsheet, or drop a .csv or .tsv anywhere in this window. What a cell leaves empty is the form’s.",
                }
              : null
          }
          onTakenOff={(takenOff) => change({ takenOff })}
          onSheet={sheet.change}
        />
      }
    />
  );
}

const exampleSheet = "name\tcount\tbiome\nBarrel\t2\tswamp\nCrate\t2\tdesert";
const noLists: PromptList[] = [];
const words = { one: "generation", several: "generations", begin: "Write a prompt first." };

/** What the rows of one model come to; a dash before there is any. */
function ModelPrice({
  rows,
  name,
  prices,
}: {
  rows: ReturnType<typeof usePlanReading>["kept"];
  name: string;
  prices: ReadonlyMap<string, PlanPrice>;
}) {
  const own = rows.filter(({ modelName, request }) => modelName === name && request !== null);
  const known = own.flatMap(({ request }) => {
    const price = request ? prices.get(priceKey(request)) : undefined;
    return price?.is === "known" ? price.estimate.priceCreativeUnits : [];
  });
  if (own.length === 0) return <span className="text-muted">–</span>;
  if (known.length < own.length) return <span className="text-muted">pricing…</span>;
  return <Cost creativeUnits={known.reduce((sum, price) => sum + price, 0)} />;
}
