"use client";

import { SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { referenceOf } from "@/components/references/reference-of";
import { dragFile } from "@/components/references/use-file-drop";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { durationWords } from "@/components/ui/duration-words";
import { useNow } from "@/components/ui/elapsed-time";
import { generationPath } from "@/components/viewers/generation-paths";
import { GenerationTiles } from "@/components/viewers/generation-tiles";
import { outcomeWords, statusWords } from "@/components/viewers/outcome-words";
import { SettleOutcome } from "@/components/viewers/settle-outcome";
import { StepsTimeline } from "@/components/viewers/steps-timeline";
import { usualWords } from "@/components/viewers/time-words";
import { type Generation, isActive } from "@/lib/domain/generation";
import { creativeUnits } from "@/lib/domain/money";
import type { Workflow } from "@/lib/domain/workflow";

interface RunResultProps {
  generation: Generation;
  workflow: Workflow;
  onUseSettings: () => void;
}

/** One run: its steps from top to bottom, and what it made beside them. */
export function RunResult({ generation, workflow, onUseSettings }: RunResultProps) {
  // What the outcome says already is not said again beside its step.
  const toldError = generation.status === "failed" ? generation.error : null;
  const steps =
    "steps" in generation
      ? generation.steps.map((step) => (step.error === toldError ? { ...step, error: null } : step))
      : [];
  const hasTiles = generation.status === "complete" && generation.assets.length > 0;
  // Layer names an output for none of its files; where there is only one, all are of it.
  const [output, ...others] = workflow.outputs;
  const outputsLabel = output && others.length === 0 ? output.label : "Outputs";
  const tone = isActive(generation)
    ? "info"
    : generation.status === "complete"
      ? "success"
      : (outcomeWords(generation)?.tone ?? "neutral");
  return (
    <section aria-label="Run" className="grid gap-6 xl:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="flex flex-col gap-3">
        <div className="flex min-h-7 items-center justify-between gap-3">
          <h2 className="text-12 font-medium text-muted">Steps</h2>
          <Badge tone={tone}>{generation.status === "refused" ? "Refused" : statusWords(generation)}</Badge>
        </div>
        <RunTime generation={generation} />
        {steps.length > 0 ? (
          <StepsTimeline steps={steps} isOver={!isActive(generation)} />
        ) : (
          <p className="text-12 text-muted">
            {isActive(generation)
              ? "Layer names the steps once they begin."
              : "Layer named no steps for this run."}
          </p>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <h2 className="text-12 font-medium text-muted">
            {outputsLabel}
            {hasTiles ? <span className="ml-1.5 tabular">{generation.assets.length}</span> : null}
          </h2>
          <div className="flex flex-wrap items-center gap-1">
            <Button
              size="s"
              variant="ghost"
              icon={<SlidersHorizontal size={13} aria-hidden="true" />}
              onClick={onUseSettings}
            >
              Use these settings
            </Button>
            <Link
              href={generationPath(generation)}
              prefetch={false}
              className="inline-flex items-center rounded-control px-1 text-12 text-soft underline-offset-2 hover:text-text hover:underline touch:min-h-11"
            >
              Open with its receipt
            </Link>
          </div>
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
              onDragStart={(event) => {
                if (asset.fileId)
                  dragFile(event.dataTransfer, { fileId: asset.fileId, ...referenceOf(generation, asset) });
              }}
            />
          )}
        />
        {generation.status === "unknown" ? <SettleOutcome generation={generation} /> : null}
      </div>
    </section>
  );
}

/** How long it runs and such runs take, or how long it took and what it cost beside what was estimated. */
function RunTime({ generation }: { generation: Generation }) {
  const now = useNow();
  if (generation.status === "running") {
    const seconds = now === null ? null : Math.max(0, (now - Date.parse(generation.startedAt)) / 1_000);
    const words = [seconds === null ? null : durationWords(seconds), usualWords(generation)];
    return <p className="min-h-4 text-12 text-muted tabular">{words.filter(Boolean).join(" · ")}</p>;
  }
  if (generation.status !== "complete") return null;
  const { startedAt, completedAt, chargeCreativeUnits, estimateCreativeUnits } = generation;
  const took = completedAt === null ? null : (Date.parse(completedAt) - Date.parse(startedAt)) / 1_000;
  const words = [
    took === null || took < 0 ? null : `Took ${durationWords(took)}`,
    chargeCreativeUnits === null ? null : `${creativeUnits(chargeCreativeUnits)} charged`,
    estimateCreativeUnits === null || estimateCreativeUnits === chargeCreativeUnits
      ? null
      : `${creativeUnits(estimateCreativeUnits)} estimated`,
  ].filter((each) => each !== null);
  return words.length > 0 ? <p className="text-12 text-muted tabular">{words.join(" · ")}</p> : null;
}
