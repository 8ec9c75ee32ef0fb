"use client";

import { useRouter } from "next/navigation";
import { controlFor, type FormValues, ownValue } from "@/lib/browser/input-control";
import { inputWords } from "@/lib/browser/input-words";
import { useStored } from "@/lib/browser/plan-store";
import { emptyWorkflowPlan, type WorkflowPlan, workflowPlanStore } from "@/lib/browser/workflow-plan-store";
import type { Workflow } from "@/lib/domain/workflow";
import { InputAxes } from "./input-axes";
import { PlanFrame } from "./plan-frame";
import { PlanRowsPane } from "./plan-rows-pane";
import { SheetInput } from "./sheet-input";
import { useApproval } from "./use-approval";
import { usePlanMoney } from "./use-plan-money";
import { usePlanSheet } from "./use-plan-sheet";
import { useWorkflowPlan } from "./use-workflow-plan";

interface WorkflowPlanScreenProps {
  workspaceId: string;
  workflow: Workflow;
}

const words = { one: "run", several: "runs", begin: "Give an input several values first." };

/** The headings with which a sheet for this workflow may begin. */
function exampleOf({ inputs }: Workflow): string {
  const [first, second] = inputs.filter((input) =>
    ["text", "choice", "number"].includes(controlFor(input).kind),
  );
  const columns = [first, second].flatMap((input) => input?.label ?? []);
  return ["Name", ...columns].join("\t");
}

/** Several runs of one workflow planned, priced and approved at once: over values of its inputs, or from a sheet. */
export function WorkflowPlanScreen({ workspaceId, workflow }: WorkflowPlanScreenProps) {
  const router = useRouter();
  const stored = useStored((id) => workflowPlanStore(id, workflow.id), workspaceId);
  const plan = stored ?? emptyWorkflowPlan;
  const reading = useWorkflowPlan(workspaceId, workflow, plan);
  const isReady = stored !== null && reading.isRead;
  const isSheet = plan.kind === "sheet";
  const store = () => workflowPlanStore(workspaceId, workflow.id);
  const change = (next: Partial<WorkflowPlan>) => store().update((current) => ({ ...current, ...next }));
  const sheet = usePlanSheet(store, plan.sheet, "files for inputs");
  const cost = usePlanMoney(workspaceId, reading.kept, isReady && !reading.isTooMany);
  const approval = useApproval(workspaceId, store, plan.pending, (batch) => {
    router.push(`/w/${workspaceId}/generate/plan/${batch.id}`);
  });

  return (
    <PlanFrame
      formHref={`/w/${workspaceId}/workflows/${workflow.id}`}
      heading={
        <div className="flex flex-col gap-0.5">
          <h1 className="text-16 font-semibold">Several runs</h1>
          <p className="text-13 text-muted">{workflow.name}</p>
        </div>
      }
      kind={plan.kind}
      besideSheet={{ kind: "vary", label: "Values" }}
      onKind={(kind) => change({ kind, takenOff: [] })}
      isReady={isReady}
      isOver={sheet.isOver}
      settings={
        <>
          {isSheet ? (
            <SheetInput
              help={`The first line names the columns: ${["Name", ...workflow.inputs.map(({ label }) => label), "Session"].join(", ")}. Files go by name or id.`}
              example={exampleOf(workflow)}
              columns={reading.columns}
              rowCount={reading.lines.length}
              sheet={sheet}
            />
          ) : (
            <InputAxes
              workflow={workflow}
              axes={plan.axes}
              fileOf={reading.fileOf}
              onChange={(axes) => change({ axes, takenOff: [] })}
            />
          )}
          <FromForm
            workflow={workflow}
            values={reading.values}
            sessionName={reading.sessionName}
            varied={isSheet ? [] : plan.axes.map(({ name }) => name)}
          />
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
          fewer="values"
          nothing={
            isSheet
              ? {
                  title: "One row a run",
                  text: "Paste from a spreadsheet, or drop a .csv or .tsv anywhere in this window. What a cell leaves empty is the form’s.",
                }
              : {
                  title: "One run a value",
                  text: "Give one input several values, or two inputs theirs, and every combination is a run with its own price. You approve them all at once.",
                }
          }
          onTakenOff={(takenOff) => change({ takenOff })}
          onSheet={sheet.change}
        />
      }
    />
  );
}

interface FromFormProps {
  workflow: Workflow;
  values: FormValues;
  sessionName: string;
  varied: readonly string[];
}

/** What every run has from the form, as long as it is not told otherwise. */
function FromForm({ workflow, values, sessionName, varied }: FromFormProps) {
  const facts = workflow.inputs.flatMap((input) => {
    if (varied.includes(input.name)) return [];
    const words = inputWords(controlFor(input), ownValue(values, input.name) ?? null);
    return words === null ? [] : [{ key: input.name, label: input.label, words }];
  });
  if (sessionName.trim()) facts.push({ key: "session name", label: "Session", words: sessionName.trim() });
  return (
    <section aria-labelledby="plan-form" className="flex flex-col gap-1.5">
      <h2 id="plan-form" className="text-12 font-medium text-soft">
        From the form, in every run
      </h2>
      {facts.length > 0 ? (
        <dl className="flex flex-col gap-1 text-12">
          {facts.map(({ key, label, words }) => (
            <div key={key} className="flex gap-3">
              <dt className="w-2/5 shrink-0 text-muted">{label}</dt>
              <dd className="line-clamp-2 min-w-0 wrap-anywhere text-soft">{words}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="text-12 text-muted">Nothing is set there.</p>
      )}
    </section>
  );
}
