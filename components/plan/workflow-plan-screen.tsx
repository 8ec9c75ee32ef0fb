"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, FileSpreadsheet, Layers, Undo2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { DropOverlay } from "@/components/references/drop-overlay";
import { useFileDrop } from "@/components/references/use-file-drop";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { controlFor, type FormValues, ownValue } from "@/lib/browser/input-control";
import { inputWords } from "@/lib/browser/input-words";
import { type PlanPrice, priceKey, usePlanPrices } from "@/lib/browser/plan-prices";
import { useStored } from "@/lib/browser/plan-store";
import { workspaceQuery } from "@/lib/browser/queries";
import { linesOfSheet, sheetOfLines } from "@/lib/browser/sheet-text";
import { emptyWorkflowPlan, type WorkflowPlan, workflowPlanStore } from "@/lib/browser/workflow-plan-store";
import { maxBatchRows } from "@/lib/domain/batch";
import { formatCreativeUnits } from "@/lib/domain/money";
import { gridOf } from "@/lib/domain/plan-grid";
import { planMoney, planMoneyWords, type RowPrice } from "@/lib/domain/plan-money";
import { withCell } from "@/lib/domain/sheet";
import type { Workflow } from "@/lib/domain/workflow";
import { InputAxes } from "./input-axes";
import { PlanBar } from "./plan-bar";
import { PlanGridPreview } from "./plan-grid-preview";
import { PlanTable } from "./plan-table";
import { SheetInput } from "./sheet-input";
import { SheetTable } from "./sheet-table";
import { useApproval } from "./use-approval";
import { useWorkflowPlan } from "./use-workflow-plan";

interface WorkflowPlanScreenProps {
  workspaceId: string;
  workflow: Workflow;
}

const noRequests: never[] = [];

function moneyOf(price: PlanPrice | undefined): RowPrice {
  if (!price || price.is === "asking") return "asking";
  return price.is === "known" ? price.estimate.priceCreativeUnits : "none";
}

/** Two lines that show how a sheet for this workflow begins. */
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
  const { rows, kept } = reading;
  const [view, setView] = useState<"grid" | "list">("grid");
  const [sheetProblems, setSheetProblems] = useState<string[]>([]);
  const isSheet = plan.kind === "sheet";
  const store = () => workflowPlanStore(workspaceId, workflow.id);
  const change = (next: Partial<WorkflowPlan>) => store().update((current) => ({ ...current, ...next }));
  const changeSheet = (next: (sheet: string[][]) => string[][]) =>
    store().update((current) => ({ ...current, sheet: next(current.sheet), takenOff: [] }));

  const requests = useMemo(() => kept.flatMap(({ request }) => request ?? []), [kept]);
  const { prices, retry } = usePlanPrices(workspaceId, isReady && !reading.isTooMany ? requests : noRequests);
  const workspace = useQuery(workspaceQuery(workspaceId));
  const balance = {
    availableCreativeUnits: workspace.data?.availableCreativeUnits ?? null,
    reservedCreativeUnits: workspace.data?.reservedCreativeUnits ?? null,
  };
  const money = planMoney(
    requests.map((request) => moneyOf(prices.get(priceKey(request)))),
    balance,
  );
  const approval = useApproval(workspaceId, store, plan.pending, (batch) => {
    router.push(`/w/${workspaceId}/generate/plan/${batch.id}`);
  });
  const takenOff = useMemo(() => new Set(plan.takenOff), [plan.takenOff]);
  const grid = useMemo(() => (isSheet ? null : gridOf(rows.map(({ label }) => label))), [isSheet, rows]);
  const brokenCount = kept.length - requests.length;
  const takeOff = (label: string, isOff: boolean) =>
    change({
      takenOff: isOff ? [...plan.takenOff, label] : plan.takenOff.filter((each) => each !== label),
    });

  const readSheetText = (text: string) => {
    const { lines, problems } = linesOfSheet(text);
    setSheetProblems([
      ...problems,
      ...(lines.length > maxBatchRows + 1 ? [`Only the first ${maxBatchRows} rows are used.`] : []),
    ]);
    if (lines.length > 0) change({ kind: "sheet", sheet: lines.slice(0, maxBatchRows + 1), takenOff: [] });
  };
  const readFile = async (file: File) => {
    // A sheet of 500 rows is far smaller; what is larger is a mistake and would hold the page up.
    if (file.size > 5_000_000)
      return setSheetProblems([`${file.name} is too large to be a sheet of ${maxBatchRows} rows.`]);
    readSheetText(await file.text());
  };
  const isOver = useFileDrop({
    onFiles: ([file]) => {
      if (!file) return;
      if (/\.(csv|tsv|txt)$/i.test(file.name)) void readFile(file);
      else toast(`${file.name} is no sheet. Drop a .csv or .tsv here; files for inputs go onto the form.`);
    },
  });

  const blocker = !isReady
    ? "One moment."
    : plan.pending
      ? "First settle the plan whose answer was lost."
      : reading.isTooMany
        ? `A plan holds ${maxBatchRows} runs.`
        : requests.length === 0
          ? rows.length === 0
            ? isSheet
              ? "Paste or choose a sheet first."
              : "Give an input several values first."
            : "No row can be asked for yet."
          : money.askingCount > 0
            ? "The total comes when every row is priced."
            : !money.isAffordable
              ? "Take rows off until it can be paid for."
              : null;

  return (
    <div className="flex min-h-full flex-col lg:h-full lg:flex-row">
      <div className="flex shrink-0 flex-col gap-5 bg-panel p-4 max-md:p-3 lg:h-full lg:w-[400px] lg:overflow-y-auto">
        <header className="flex flex-col gap-3">
          <Link
            href={`/w/${workspaceId}/workflows/${workflow.id}`}
            className="-ml-1 inline-flex h-7 items-center gap-1.5 self-start rounded-control px-1 text-12 text-muted hover:text-text touch:h-11"
          >
            <ArrowLeft size={14} aria-hidden="true" />
            Back to the form
          </Link>
          <div className="flex flex-col gap-0.5">
            <h1 className="text-16 font-semibold">Several runs</h1>
            <p className="text-13 text-muted">{workflow.name}</p>
          </div>
          <Segmented
            label="Plan from"
            value={plan.kind}
            onChange={(kind) => change({ kind, takenOff: [] })}
            choices={[
              { value: "vary", label: "Values", icon: <Layers size={13} aria-hidden="true" /> },
              { value: "sheet", label: "A sheet", icon: <FileSpreadsheet size={13} aria-hidden="true" /> },
            ]}
          />
        </header>
        <fieldset disabled={!isReady} aria-label="Plan settings" className="flex min-w-0 flex-col gap-5">
          {isSheet ? (
            <SheetInput
              help={`The first line names the columns: ${["Name", ...workflow.inputs.map(({ label }) => label), "Session"].join(", ")}. Files go by name or id.`}
              example={exampleOf(workflow)}
              columns={reading.columns}
              rowCount={reading.lines.length}
              problems={sheetProblems}
              onText={readSheetText}
              onFile={(file) => void readFile(file)}
              onAddRow={() =>
                changeSheet((sheet) => [
                  ...sheet,
                  (sheet[0] ?? []).map((_, at) => (at === 0 ? "New row" : "")),
                ])
              }
              onClear={() => {
                const before = plan.sheet;
                setSheetProblems([]);
                changeSheet(() => []);
                toast("The sheet is cleared.", { label: "Undo", onSelect: () => changeSheet(() => before) });
              }}
              onCopy={() => navigator.clipboard.writeText(sheetOfLines(plan.sheet))}
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
        </fieldset>
      </div>

      <div className="flex min-w-0 grow flex-col bg-canvas lg:h-full">
        <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 max-md:px-3">
          <h2 className="text-14 font-medium tabular">
            {requests.length === 1 ? "1 run" : `${formatCreativeUnits(requests.length)} runs`}
          </h2>
          {brokenCount > 0 ? (
            <span className="text-12 text-warning tabular">{brokenCount} left out, see below</span>
          ) : null}
          {reading.takenOffCount > 0 ? (
            <Button
              size="s"
              variant="ghost"
              icon={<Undo2 size={13} aria-hidden="true" />}
              onClick={() => change({ takenOff: [] })}
            >
              Put back {reading.takenOffCount} taken off
            </Button>
          ) : null}
          <span className="grow" />
          {grid && rows.length > 0 ? (
            <Segmented
              label="View"
              value={view}
              onChange={setView}
              choices={[
                { value: "grid", label: "Grid" },
                { value: "list", label: "List" },
              ]}
            />
          ) : null}
        </div>
        {plan.pending && !approval.isSending ? (
          <div
            role="alert"
            className="mx-4 mb-3 flex flex-wrap items-center gap-2 rounded-tile bg-warning-soft p-3 text-13 max-md:mx-3"
          >
            <p className="grow">
              The answer to the approval of “{plan.pending.name}” was lost. Sending it again asks about this
              very plan and never starts it twice.
            </p>
            <Button size="s" onClick={approval.sendAgain}>
              Send again
            </Button>
            <Button size="s" variant="ghost" onClick={approval.forget}>
              Forget it
            </Button>
          </div>
        ) : null}
        {approval.refusal && !approval.refusal.isLost ? (
          <div className="px-4 pb-3 max-md:px-3">
            <ProblemNotice
              problem={approval.refusal.problem}
              charge="Nothing was approved, so nothing is sent or charged."
            />
          </div>
        ) : null}
        {reading.isTooMany ? (
          <p role="alert" className="mx-4 mb-3 rounded-tile bg-warning-soft p-3 text-13 max-md:mx-3">
            This makes {formatCreativeUnits(reading.total)} runs; a plan holds {maxBatchRows}. Use fewer
            values.
          </p>
        ) : null}
        {!isReady ? (
          <div aria-hidden="true" className="flex grow flex-col gap-2 px-4">
            {Array.from({ length: 6 }, (_, row) => (
              <Skeleton key={row} className="h-11" />
            ))}
          </div>
        ) : isSheet && reading.lines.length > 0 ? (
          <SheetTable
            columns={reading.columns}
            lines={reading.lines}
            rows={rows}
            prices={prices}
            onCell={(line, column, text) => changeSheet((sheet) => withCell(sheet, line, column, text))}
            onRemove={(line) => changeSheet((sheet) => sheet.toSpliced(line - 1, 1))}
          />
        ) : rows.length === 0 ? (
          <div className="grow">
            <EmptyState
              icon={
                isSheet ? (
                  <FileSpreadsheet size={28} strokeWidth={1.5} aria-hidden="true" />
                ) : (
                  <Layers size={28} strokeWidth={1.5} aria-hidden="true" />
                )
              }
              title={isSheet ? "One row a run" : "One run a value"}
            >
              {isSheet
                ? "Paste from a spreadsheet, or drop a .csv or .tsv anywhere in this window. What a cell leaves empty is the form’s."
                : "Give one input several values, or two inputs theirs, and every combination is a run with its own price. You approve them all at once."}
            </EmptyState>
          </div>
        ) : grid && view === "grid" ? (
          <PlanGridPreview grid={grid} rows={rows} prices={prices} takenOff={takenOff} onTakeOff={takeOff} />
        ) : (
          <PlanTable rows={rows} prices={prices} takenOff={takenOff} onTakeOff={takeOff} />
        )}
        <div className="sticky bottom-0 z-10 mt-auto">
          <PlanBar
            money={money}
            words={planMoneyWords(money, balance)}
            blocker={blocker}
            isSending={approval.isSending}
            onApprove={() => approval.approve(kept, prices)}
            onKeepAffordable={
              !money.isAffordable && money.askingCount === 0 && money.affordableCount > 0 && !isSheet
                ? () => {
                    const asked = kept.filter(({ request }) => request !== null);
                    const over = asked.slice(money.affordableCount).map(({ label }) => label);
                    change({ takenOff: [...plan.takenOff, ...over] });
                  }
                : null
            }
            onAskAgain={money.unpricedCount > 0 ? retry : null}
          />
        </div>
      </div>
      {isOver ? <DropOverlay text="Drop a .csv or .tsv" /> : null}
    </div>
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
