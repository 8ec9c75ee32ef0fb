"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, FileSpreadsheet, Layers, Undo2 } from "lucide-react";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { DropOverlay } from "@/components/references/drop-overlay";
import { useFileDrop } from "@/components/references/use-file-drop";
import { Button } from "@/components/ui/button";
import { Cost } from "@/components/ui/cost";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { type Draft, emptyDraft } from "@/lib/browser/drafts";
import { useDraft, useDraftSession } from "@/lib/browser/drafts-session";
import { type PlanPrice, priceKey, usePlanPrices } from "@/lib/browser/plan-prices";
import {
  emptyPlan,
  type Plan,
  type PromptList,
  planStore,
  promptListStore,
  useStored,
} from "@/lib/browser/plan-store";
import { workspaceQuery } from "@/lib/browser/queries";
import { linesOfSheet, sheetOfLines } from "@/lib/browser/sheet-text";
import { maxBatchRows } from "@/lib/domain/batch";
import { variablesOf } from "@/lib/domain/expansion";
import type { Model } from "@/lib/domain/model";
import { formatCreativeUnits } from "@/lib/domain/money";
import { fieldsFor } from "@/lib/domain/parameters";
import { gridOf } from "@/lib/domain/plan-grid";
import { planMoney, planMoneyWords, type RowPrice } from "@/lib/domain/plan-money";
import { planStartFrom } from "@/lib/domain/plan-start";
import { withCell } from "@/lib/domain/sheet";
import { PlanAxes } from "./plan-axes";
import { PlanBar } from "./plan-bar";
import { PlanGridPreview } from "./plan-grid-preview";
import { PlanModels } from "./plan-models";
import { PlanPrompt } from "./plan-prompt";
import { PlanTable } from "./plan-table";
import { SheetInput } from "./sheet-input";
import { SheetTable } from "./sheet-table";
import { useApproval } from "./use-approval";
import { usePlanReading } from "./use-plan";

export interface PlanScreenProps {
  workspaceId: string;
  /** The form's model. */
  model: Model;
  isPickerOpen: boolean;
  onAddModel: () => void;
  onChangeModel: () => void;
}

function moneyOf(price: PlanPrice | undefined): RowPrice {
  if (!price || price.is === "asking") return "asking";
  return price.is === "known" ? price.estimate.priceCreativeUnits : "none";
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
  const [view, setView] = useState<"grid" | "list">("grid");
  const [sheetProblems, setSheetProblems] = useState<string[]>([]);
  const reading = usePlanReading(workspaceId, plan, draft, model, lists);
  const { rows, kept, models } = reading;
  const isSheet = plan.kind === "sheet";
  const change = (next: Partial<Plan>) =>
    planStore(workspaceId).update((current) => ({ ...current, ...next }));
  const changeSheet = (next: (sheet: string[][]) => string[][]) =>
    planStore(workspaceId).update((current) => ({ ...current, sheet: next(current.sheet), takenOff: [] }));

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
  const approval = useApproval(
    workspaceId,
    () => planStore(workspaceId),
    plan.pending,
    (batch) => {
      router.push(`/w/${workspaceId}/generate/plan/${batch.id}`);
    },
  );
  const takenOff = useMemo(() => new Set(plan.takenOff), [plan.takenOff]);
  const grid = useMemo(() => (isSheet ? null : gridOf(rows.map(({ label }) => label))), [isSheet, rows]);
  const brokenCount = kept.length - requests.length;

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
      else toast(`${file.name} is no sheet. Drop a .csv or .tsv here; pictures go onto the form.`);
    },
  });

  const hasSeed = models.some(({ model: each }) => each && fieldsFor(each).some(({ key }) => key === "seed"));
  const isSeedFree = draft.parameters.seed === undefined || draft.parameters.seed === -1;
  const blocker = !isReady
    ? "One moment."
    : plan.pending
      ? "First settle the plan whose answer was lost."
      : reading.isTooMany
        ? `A plan holds ${maxBatchRows} generations.`
        : requests.length === 0
          ? rows.length === 0
            ? isSheet
              ? "Paste or choose a sheet first."
              : "Write a prompt first."
            : "No row can be asked for yet."
          : money.askingCount > 0
            ? "The total comes when every row is priced."
            : !money.isAffordable
              ? "Take rows off until it can be paid for."
              : null;
  const rest = restOfForm(draft);

  return (
    <div className="flex min-h-full flex-col lg:h-full lg:flex-row">
      <div className="flex shrink-0 flex-col gap-5 bg-panel p-4 max-md:p-3 lg:h-full lg:w-[400px] lg:overflow-y-auto">
        <header className="flex flex-col gap-3">
          <Link
            href={`/w/${workspaceId}/generate?model=${model.id}`}
            className="-ml-1 inline-flex h-7 items-center gap-1.5 self-start rounded-control px-1 text-12 text-muted hover:text-text touch:h-11"
          >
            <ArrowLeft size={14} aria-hidden="true" />
            Back to the form
          </Link>
          <h1 className="text-16 font-semibold">Several at once</h1>
          <Segmented
            label="Plan from"
            value={plan.kind}
            onChange={(kind) => change({ kind, takenOff: [] })}
            choices={[
              { value: "combine", label: "Models and values", icon: <Layers size={13} aria-hidden="true" /> },
              { value: "sheet", label: "A sheet", icon: <FileSpreadsheet size={13} aria-hidden="true" /> },
            ]}
          />
        </header>
        <fieldset disabled={!isReady} aria-label="Plan settings" className="flex min-w-0 flex-col gap-5">
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
            <>
              <PlanModels
                models={models}
                draft={draft}
                priceOf={(name) => <ModelPrice rows={kept} name={name} prices={prices} />}
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
        </fieldset>
      </div>

      <div className="flex min-w-0 grow flex-col bg-canvas lg:h-full">
        <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 max-md:px-3">
          <h2 className="text-14 font-medium tabular">
            {requests.length === 1 ? "1 generation" : `${formatCreativeUnits(requests.length)} generations`}
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
        {plan.pending ? (
          <div className="flex flex-col gap-2 px-4 pb-3 max-md:px-3">
            {approval.isSending ? null : (
              <div
                role="alert"
                className="flex flex-wrap items-center gap-2 rounded-tile bg-warning-soft p-3 text-13"
              >
                <p className="grow">
                  The answer to the approval of “{plan.pending.name}” was lost. Sending it again asks about
                  this very plan and never starts it twice.
                </p>
                <Button size="s" onClick={approval.sendAgain}>
                  Send again
                </Button>
                <Button size="s" variant="ghost" onClick={approval.forget}>
                  Forget it
                </Button>
              </div>
            )}
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
            This makes {formatCreativeUnits(reading.total)} generations; a plan holds {maxBatchRows}. Use
            fewer choices, values or models.
          </p>
        ) : null}
        {!isReady ? (
          <RowsSkeleton />
        ) : isSheet && reading.lines.length > 0 ? (
          <SheetTable
            columns={reading.columns}
            lines={reading.lines}
            rows={rows}
            prices={prices}
            onCell={(line, column, text) => changeSheet((sheet) => withCell(sheet, line, column, text))}
            onRemove={(line) => changeSheet((sheet) => sheet.toSpliced(line - 1, 1))}
          />
        ) : isSheet ? (
          <Nothing>
            <EmptyState
              icon={<FileSpreadsheet size={28} strokeWidth={1.5} aria-hidden="true" />}
              title="One row an asset"
            >
              Paste from a spreadsheet, or drop a .csv or .tsv anywhere in this window. What a cell leaves
              empty is the form’s.
            </EmptyState>
          </Nothing>
        ) : grid && view === "grid" ? (
          <PlanGridPreview
            grid={grid}
            rows={rows}
            prices={prices}
            takenOff={takenOff}
            onTakeOff={(label, isOff) =>
              change({
                takenOff: isOff ? [...plan.takenOff, label] : plan.takenOff.filter((each) => each !== label),
              })
            }
          />
        ) : (
          <PlanTable
            rows={rows}
            prices={prices}
            takenOff={takenOff}
            onTakeOff={(label, isOff) =>
              change({
                takenOff: isOff ? [...plan.takenOff, label] : plan.takenOff.filter((each) => each !== label),
              })
            }
          />
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
      {isOver && !isPickerOpen ? <DropOverlay text="Drop a .csv or .tsv" /> : null}
    </div>
  );
}

const exampleSheet = "name\tcount\tbiome\nBarrel\t2\tswamp\nCrate\t2\tdesert";
const noLists: PromptList[] = [];
const noRequests: never[] = [];

function Nothing({ children }: { children: ReactNode }) {
  return <div className="grow">{children}</div>;
}

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

function RowsSkeleton() {
  return (
    <div aria-hidden="true" className="flex grow flex-col gap-2 px-4">
      {Array.from({ length: 6 }, (_, row) => (
        <Skeleton key={row} className="h-11" />
      ))}
    </div>
  );
}
