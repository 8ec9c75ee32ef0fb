"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowLeft, LoaderCircle } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { SpendNotice } from "@/components/spend/spend-notice";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClasses } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { generationPath } from "@/components/viewers/generation-paths";
import { GenerationTiles } from "@/components/viewers/generation-tiles";
import { statusWords } from "@/components/viewers/outcome-words";
import { StepsTimeline } from "@/components/viewers/steps-timeline";
import { generationsQuery } from "@/lib/browser/queries";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { type Spend, useSpend } from "@/lib/browser/spend";
import type { Generation, GenerationPage } from "@/lib/domain/generation";
import { modalityLabel } from "@/lib/domain/modality";
import { creativeUnits, formatCreativeUnits } from "@/lib/domain/money";
import type { WorkflowRequest } from "@/lib/domain/request";
import type { Workflow } from "@/lib/domain/workflow";
import { checkInputs, ownValue } from "./input-control";
import { InputField } from "./input-field";
import { noPriceWords } from "./no-price-words";
import { outputWords } from "./output-words";
import { useWorkflowDraft } from "./use-workflow-draft";
import { WorkflowDiagram } from "./workflow-diagram";

const ConfirmDialog = dynamic(
  () => import("@/components/spend/confirm-dialog").then((part) => part.ConfirmDialog),
  { ssr: false },
);

interface WorkflowScreenProps {
  workspaceId: string;
  workflow: Workflow;
  /** The newest generations of the workspace, whatever ran. */
  newest: GenerationPage;
  /** The inputs of an earlier run of this workflow, to fill the form with. */
  recalled: Record<string, unknown> | null;
}

/** One workflow: its form, the steps of its run as they are done, and what it made. */
export function WorkflowScreen({ workspaceId, workflow, newest, recalled }: WorkflowScreenProps) {
  const { data } = useInfiniteQuery({
    ...generationsQuery(workspaceId),
    initialData: { pages: [newest], pageParams: [null] },
    gcTime: Number.POSITIVE_INFINITY,
  });
  const runs = data.pages
    .flatMap((page) => page.generations)
    .filter(({ source }) => source.kind === "workflow" && source.id === workflow.id);
  const draft = useWorkflowDraft(workspaceId, workflow, recalled);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [seenErrors, setSeenErrors] = useState<ReadonlySet<string>>(new Set());
  const checked = checkInputs(workflow.inputs, draft.values);
  const wrong = workflow.inputs.filter(({ name }) => ownValue(checked.errors, name) !== undefined);
  const request: WorkflowRequest | null =
    wrong.length === 0
      ? {
          kind: "workflow",
          workflowId: workflow.id,
          inputs: checked.inputs as WorkflowRequest["inputs"],
          sessionName: null,
        }
      : null;
  const spend = useSpend({
    workspaceId,
    verb: "run",
    priced: request,
    pending: draft.pending,
    generations: runs,
    onStarted: (generation) => setChosenId(generation.id),
  });
  const shown = runs.find(({ id }) => id === chosenId) ?? runs[0] ?? null;

  function run() {
    if (request) {
      // Before it is read, a click that was never answered is not known here and would be made a second time.
      if (draft.isRead) spend.press(request);
      return;
    }
    setSeenErrors(new Set(workflow.inputs.map(({ name }) => name)));
    // After the errors are drawn, so that the field says what is wrong when it is come to.
    requestAnimationFrame(() => {
      document
        .querySelector<HTMLElement>(
          "#workflow-form [aria-invalid=true], #workflow-form [data-wrong=true] button",
        )
        ?.focus();
    });
  }

  useShortcuts("Workflow", [{ keys: "mod+enter", label: "Run", run, worksWhileTyping: true }]);

  return (
    <div className="grid min-h-full lg:h-full lg:grid-cols-[23rem_minmax(0,1fr)] lg:overflow-hidden">
      <form
        id="workflow-form"
        noValidate
        className="flex min-h-0 flex-col bg-panel lg:border-r lg:border-line"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <div className="flex min-h-0 grow flex-col gap-4 p-4 lg:overflow-y-auto">
          <div className="flex flex-col gap-2">
            <Link
              href={`/w/${workspaceId}/workflows`}
              className={classNames(buttonClasses("ghost", "s"), "-ml-2 self-start")}
            >
              <ArrowLeft size={14} aria-hidden="true" />
              Workflows
            </Link>
            <div className="flex items-start justify-between gap-3">
              <h1 className="min-w-0 text-16 font-semibold">{workflow.name}</h1>
              {workflow.modality ? <Badge>{modalityLabel(workflow.modality)}</Badge> : null}
            </div>
            {workflow.description ? <p className="text-13 text-muted">{workflow.description}</p> : null}
          </div>
          {workflow.inputs.map((input) => {
            const error = seenErrors.has(input.name) ? (ownValue(checked.errors, input.name) ?? null) : null;
            return (
              <div key={input.name} data-wrong={error !== null}>
                <InputField
                  workspaceId={workspaceId}
                  input={input}
                  value={ownValue(draft.values, input.name) ?? null}
                  error={error}
                  onChange={(change) => draft.changeValue(input.name, change)}
                  onBlur={() => setSeenErrors((seen) => new Set(seen).add(input.name))}
                />
              </div>
            );
          })}
          {workflow.inputs.length === 0 ? (
            <p className="text-13 text-muted">This workflow asks for nothing. Run it as it is.</p>
          ) : (
            <Button variant="ghost" size="s" className="self-start" onClick={draft.reset}>
              Back to the defaults
            </Button>
          )}
        </div>
        <RunBar
          spend={spend}
          wrongLabels={wrong.map(({ label }) => label)}
          isRead={draft.isRead}
          onRun={run}
        />
      </form>

      <div className="flex min-w-0 flex-col gap-6 p-4 lg:overflow-y-auto lg:p-6">
        {shown ? (
          <RunResult key={shown.id} generation={shown} />
        ) : (
          <section className="flex grow flex-col items-center justify-center gap-4 py-12 text-center">
            <div className="w-full max-w-md">
              <WorkflowDiagram workflow={workflow} />
            </div>
            <p className="text-14 font-medium">Not run here yet</p>
            <p className="max-w-96 text-13 text-muted">
              Fill in the form and run it. Its steps fill in here as they are done, and what it makes stays in
              the gallery.
            </p>
          </section>
        )}
        {runs.length > 1 ? (
          <section className="flex flex-col gap-2">
            <h2 className="text-12 font-medium text-muted">Latest runs</h2>
            <ul aria-label="Latest runs" className="flex flex-col gap-px">
              {runs.slice(0, 12).map((generation) => (
                <li key={generation.id}>
                  <button
                    type="button"
                    aria-pressed={generation.id === shown?.id}
                    onClick={() => setChosenId(generation.id)}
                    className="flex w-full items-center gap-3 rounded-control px-2.5 py-1.5 text-left text-13 transition-colors hover:bg-hover aria-pressed:bg-raised touch:min-h-11"
                  >
                    <span className="min-w-0 grow truncate">{inputsInShort(generation)}</span>
                    <span className="text-12 whitespace-nowrap text-muted">{statusWords(generation)}</span>
                    <span className="w-16 text-right text-12 whitespace-nowrap text-muted tabular">
                      {"chargeCreativeUnits" in generation && generation.chargeCreativeUnits !== null
                        ? creativeUnits(generation.chargeCreativeUnits)
                        : ""}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </div>
  );
}

function inputsInShort(generation: Generation): string {
  if (generation.request.kind !== "workflow") return generation.source.name;
  const texts = Object.values(generation.request.inputs).flatMap((value) =>
    typeof value === "string"
      ? [value]
      : Array.isArray(value)
        ? [value.filter((line) => typeof line === "string").join(", ")]
        : [],
  );
  // The longest text is the one a person wrote; the short ones are choices.
  return texts.toSorted((a, b) => b.length - a.length)[0] || generation.source.name;
}

function RunResult({ generation }: { generation: Generation }) {
  const steps = "steps" in generation ? generation.steps : [];
  return (
    <section aria-label="Run" className="grid gap-6 xl:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="flex flex-col gap-3">
        <div className="flex items-center justify-between gap-3">
          <h2 className="text-12 font-medium text-muted">Steps</h2>
          <span className="text-12 text-soft">{statusWords(generation)}</span>
        </div>
        {steps.length > 0 ? (
          <StepsTimeline steps={steps} />
        ) : (
          <p className="text-12 text-muted">Layer has named no steps for this run.</p>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex min-h-5 items-center justify-between gap-3">
          <h2 className="text-12 font-medium text-muted">Outputs</h2>
          <Link
            href={generationPath(generation)}
            prefetch={false}
            className="rounded-control text-12 text-soft underline-offset-2 hover:text-text hover:underline"
          >
            Open with its receipt
          </Link>
        </div>
        <GenerationTiles
          generation={generation}
          rowHeightPixels={260}
          overlay={(asset) => (
            <Link
              href={generationPath(generation, asset.position)}
              prefetch={false}
              aria-label={`Open output ${asset.position + 1}`}
              className="absolute inset-0 z-1 rounded-tile focus-visible:-outline-offset-2"
            />
          )}
        />
      </div>
    </section>
  );
}

interface RunBarProps {
  spend: Spend;
  wrongLabels: readonly string[];
  isRead: boolean;
  onRun: () => void;
}

/** The one button that spends, its price, what comes of it, what is left after, and why it cannot be pressed. */
function RunBar({ spend, wrongLabels, isRead, onRun }: RunBarProps) {
  const { estimate, estimateProblem, isEstimateStale, isStarting, question } = spend;
  const isShort = estimate !== null && !estimate.isAffordable && !isEstimateStale;
  const isBlocked = wrongLabels.length > 0;
  const outputs = estimate ? outputWords(estimate.outputs) : "";
  const words = isBlocked
    ? `The price comes when the form is right: ${wrongLabels.slice(0, 3).join(", ")}${wrongLabels.length > 3 ? " and more" : ""}.`
    : estimateProblem
      ? noPriceWords(estimateProblem)
      : !estimate
        ? "Asking Layer for the price"
        : isShort
          ? `Not enough Creative Units: this takes ${formatCreativeUnits(estimate.priceCreativeUnits)}, and ${formatCreativeUnits(estimate.availableCreativeUnits)} are available.`
          : `${formatCreativeUnits(estimate.remainingCreativeUnits)} of ${formatCreativeUnits(estimate.availableCreativeUnits)} CU left after`;
  return (
    <div className="flex shrink-0 flex-col gap-2 border-t border-line bg-panel p-4 max-lg:sticky max-lg:bottom-0 max-lg:z-10">
      <SpendNotice spend={spend} onPressAgain={onRun} />
      <Button
        type="submit"
        variant="primary"
        size="l"
        className="relative h-11 w-full tabular"
        // A form that is not right can still be pressed: the press leads to what is wrong.
        aria-disabled={!isRead || isShort || undefined}
        aria-busy={isStarting || undefined}
        aria-describedby="run-estimate"
        aria-keyshortcuts="Control+Enter Meta+Enter"
      >
        <span className={classNames(isEstimateStale && estimate ? "opacity-60" : null)}>
          {estimate ? `Run · ${creativeUnits(estimate.priceCreativeUnits)}` : "Run"}
        </span>
        {isStarting ? (
          <LoaderCircle size={16} aria-hidden="true" className="absolute right-3 animate-spin" />
        ) : null}
      </Button>
      <div className="flex min-h-8 items-start justify-between gap-3 text-12">
        <div
          id="run-estimate"
          role="status"
          aria-label="Estimate"
          aria-busy={isEstimateStale}
          className={classNames(
            "flex min-w-0 flex-col tabular transition-opacity",
            isShort || estimateProblem ? "text-warning" : "text-muted",
            isEstimateStale && "opacity-60",
          )}
        >
          {estimate ? <span className="sr-only">{creativeUnits(estimate.priceCreativeUnits)}. </span> : null}
          <span>{words}</span>
          {outputs && !isBlocked ? <span>Makes {outputs}</span> : null}
        </div>
        {estimateProblem ? (
          <Button size="s" variant="ghost" className="-mt-1" onClick={spend.retryEstimate}>
            Ask again
          </Button>
        ) : null}
      </div>
      {question ? <ConfirmDialog decision={question.decision} onAnswer={spend.answer} /> : null}
    </div>
  );
}
