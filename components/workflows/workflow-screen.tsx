"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowLeft, Rows3 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { PresetsButton } from "@/components/presets/presets-button";
import { SessionField } from "@/components/spend/session-field";
import { pressOnceWhileHeld } from "@/components/spend/spend-button";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClasses } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { toast } from "@/components/ui/toast";
import { checkInputs, ownValue } from "@/lib/browser/input-control";
import { patiently } from "@/lib/browser/patiently";
import { generationsQuery } from "@/lib/browser/queries";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { useSpend } from "@/lib/browser/spend";
import type { Generation, GenerationPage } from "@/lib/domain/generation";
import { modalityLabel } from "@/lib/domain/modality";
import { maxSessionNameCharacters } from "@/lib/domain/parameters";
import type { Preset } from "@/lib/domain/preset";
import type { WorkflowRequest } from "@/lib/domain/request";
import type { Workflow } from "@/lib/domain/workflow";
import { useAfterPress } from "./after-press";
import { InputField } from "./input-field";
import { LatestRuns } from "./latest-runs";
import { RunBar } from "./run-bar";
import { RunResult } from "./run-result";
import { useAskedFile } from "./use-asked-file";
import { useWorkflowDraft } from "./use-workflow-draft";
import { useWorkflowSettings } from "./use-workflow-settings";
import { WorkflowDiagram } from "./workflow-diagram";

const DifferenceDialog = dynamic(
  () =>
    patiently(() => import("@/components/presets/difference-dialog")).then((part) => part.DifferenceDialog),
  { ssr: false },
);

interface WorkflowScreenProps {
  workspaceId: string;
  workflow: Workflow;
  /** The newest generations of the workspace, whatever ran. */
  newest: GenerationPage;
  /**
   * What an earlier run or a preset of this workflow asked for, to fill the form with. As JSON: an input that Layer named
   * `__proto__` does not come through from the server's drawing to the browser otherwise.
   */
  recalled: string | null;
}

/** One workflow: its form, the steps of its run as they are done, and what it made. */
export function WorkflowScreen({ workspaceId, workflow, newest, recalled }: WorkflowScreenProps) {
  const { data } = useInfiniteQuery({
    ...generationsQuery(workspaceId),
    initialData: { pages: [newest], pageParams: [null] },
  });
  const generations = useMemo(() => data.pages.flatMap((page) => page.generations), [data]);
  const runs = generations.filter(({ source }) => source.kind === "workflow" && source.id === workflow.id);
  const sessionNames = useMemo(
    () => [...new Set(generations.flatMap(({ sessionName }) => sessionName ?? []))].slice(0, 30),
    [generations],
  );
  const draft = useWorkflowDraft(workspaceId, workflow);
  const settings = useWorkflowSettings(workspaceId, workflow, draft);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const results = useRef<HTMLDivElement>(null);
  const checked = checkInputs(workflow.inputs, draft.values);
  const wrong = workflow.inputs.filter(({ name }) => ownValue(checked.problems, name) !== undefined);
  const isSessionLong = draft.sessionName.trim().length > maxSessionNameCharacters;
  const wrongLabels = [...wrong.map(({ label }) => label), ...(isSessionLong ? ["Session"] : [])];
  const request: WorkflowRequest | null =
    wrongLabels.length === 0
      ? {
          kind: "workflow",
          workflowId: workflow.id,
          inputs: checked.inputs as WorkflowRequest["inputs"],
          sessionName: draft.sessionName.trim() || null,
        }
      : null;
  const spend = useSpend({
    workspaceId,
    verb: "run",
    priced: request,
    pending: draft.pending,
    generations: runs,
    onStarted: (generation) => {
      setChosenId(generation.id);
      // Below the form, on a phone, it has to be brought into sight.
      if (results.current && getComputedStyle(results.current).overflowY === "visible")
        results.current.scrollIntoView({ block: "start" });
    },
  });
  const shown = runs.find(({ id }) => id === chosenId) ?? runs[0] ?? null;

  const { use: putRequest } = settings;
  const isRecalled = useRef(false);
  // An effect, because the draft and the address are outside React. Once: a reload must give back what was typed since.
  useEffect(() => {
    if (!recalled || !draft.isRead || isRecalled.current) return;
    isRecalled.current = true;
    window.history.replaceState(null, "", window.location.pathname);
    void putRequest(JSON.parse(recalled) as WorkflowRequest);
  }, [recalled, draft.isRead, putRequest]);
  useAskedFile(workspaceId, workflow, draft);

  function run() {
    if (request) {
      // Before it is read, a click that was never answered is not known here and would be made a second time.
      if (draft.isRead) spend.press(request);
      return;
    }
    setLeft(new Set(workflow.inputs.map(({ name }) => name)));
    // After the errors are drawn, so that the field says what is wrong when it is come to.
    requestAnimationFrame(() => {
      document
        .querySelector<HTMLElement>(
          "#workflow-form [aria-invalid=true], #workflow-form [data-wrong=true] :is(input, textarea, button)",
        )
        ?.focus();
    });
  }

  useShortcuts("Workflow", [{ keys: "mod+enter", label: "Run", run, worksWhileTyping: true }]);

  const { changeValue, replace, content } = draft;
  const afterPress = useAfterPress();
  const leave = useCallback(
    (name: string) => afterPress(() => setLeft((last) => new Set(last).add(name))),
    [afterPress],
  );
  const reset = () => {
    const before = content();
    replace({ touched: {}, sessionName: "" });
    setLeft(new Set());
    toast("The form has the workflow's defaults.", { label: "Undo", onSelect: () => replace(before) });
  };
  const putSettingsOf = (generation: Generation) => {
    if (generation.request.kind === "workflow") void putRequest(generation.request);
  };
  const isOfWorkflow = useCallback(
    (preset: Preset) => preset.request.kind === "workflow" && preset.request.workflowId === workflow.id,
    [workflow.id],
  );

  return (
    <div className="grid min-h-full lg:h-full lg:grid-cols-[24rem_minmax(0,1fr)] lg:overflow-hidden">
      <form
        id="workflow-form"
        noValidate
        className="flex min-h-0 flex-col bg-panel lg:border-r lg:border-line"
        // In a field of one line as on the button: both send the form.
        onKeyDown={pressOnceWhileHeld}
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <div className="flex min-h-0 grow flex-col gap-4 p-4 max-md:p-3 lg:overflow-y-auto">
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
            <div className="-ml-2 flex flex-wrap gap-1">
              <PresetsButton
                workspaceId={workspaceId}
                sourceName={workflow.name}
                isOffered={isOfWorkflow}
                request={() => request ?? `These inputs are not right: ${wrongLabels.join(", ")}.`}
                onUse={(preset) => {
                  if (preset.request.kind === "workflow") void putRequest(preset.request);
                }}
              />
              {workflow.inputs.length > 0 ? (
                <Link
                  href={`/w/${workspaceId}/workflows/${workflow.id}/several`}
                  prefetch={false}
                  className={buttonClasses("ghost", "s")}
                >
                  <Rows3 size={13} aria-hidden="true" />
                  Several…
                </Link>
              ) : null}
            </div>
          </div>
          {workflow.inputs.map((input) => (
            <InputField
              key={input.name}
              workspaceId={workspaceId}
              input={input}
              value={ownValue(draft.values, input.name) ?? null}
              problem={left.has(input.name) ? (ownValue(checked.problems, input.name) ?? null) : null}
              onChange={changeValue}
              onLeave={leave}
            />
          ))}
          {workflow.inputs.length === 0 ? (
            <p className="text-13 text-muted">This workflow asks for nothing. Run it as it is.</p>
          ) : null}
          <SessionField value={draft.sessionName} suggestions={sessionNames} onChange={draft.changeSession} />
          {workflow.inputs.length > 0 ? (
            <Button variant="ghost" size="s" className="self-start" onClick={reset}>
              Back to the defaults
            </Button>
          ) : null}
        </div>
        <RunBar spend={spend} wrongLabels={wrongLabels} isRead={draft.isRead} onRun={run} />
      </form>

      <div
        ref={results}
        className="flex min-w-0 scroll-mt-2 flex-col gap-6 p-4 max-md:p-3 lg:overflow-y-auto lg:p-6"
      >
        {shown ? (
          <RunResult
            key={shown.id}
            generation={shown}
            workflow={workflow}
            onUseSettings={() => putSettingsOf(shown)}
          />
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
          <LatestRuns
            runs={runs}
            shownId={shown?.id ?? null}
            onShow={setChosenId}
            onUseSettings={putSettingsOf}
          />
        ) : null}
      </div>
      {settings.asked ? (
        <DifferenceDialog
          lines={settings.asked.lines}
          onReplace={settings.asked.replace}
          onClose={settings.asked.keep}
        />
      ) : null}
    </div>
  );
}
