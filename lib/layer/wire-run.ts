import { z } from "zod";
import type { Asset } from "@/lib/domain/asset";
import type { Estimate } from "@/lib/domain/money";
import { keptPollIntervalSeconds } from "@/lib/domain/polling";
import type { RunState, StartedRun } from "@/lib/domain/run";
import { wireOutput } from "./wire-catalog";
import {
  amount,
  listOf,
  optionalAmount,
  optionalCount,
  optionalId,
  optionalMoment,
  optionalPositive,
  optionalText,
} from "./wire-values";

/** What Layer's own documents call typical, for an answer that names none. */
const typicalPollIntervalSeconds = 10;

const optionalInterval = optionalPositive.transform((seconds) =>
  seconds === null ? null : keptPollIntervalSeconds(seconds),
);

export const wireEstimate = z
  .object({
    estimated_price_creative_units: amount,
    workspace_balance_creative_units: amount,
    estimated_remaining_balance_creative_units: optionalAmount,
    has_sufficient_creative_units: z.boolean().nullish().catch(null),
    output_counts: listOf(z.object({ output: wireOutput, count: z.number().int().nonnegative() })),
  })
  .transform((wire): Estimate => {
    const remaining =
      wire.estimated_remaining_balance_creative_units ??
      wire.workspace_balance_creative_units - wire.estimated_price_creative_units;
    return {
      priceCreativeUnits: wire.estimated_price_creative_units,
      availableCreativeUnits: wire.workspace_balance_creative_units,
      remainingCreativeUnits: remaining,
      isAffordable: wire.has_sufficient_creative_units ?? remaining >= 0,
      outputs: wire.output_counts.map(({ output, count }) => ({ name: output.label, count })),
    };
  });

const wireNormalized = z
  .object({
    width: optionalPositive,
    height: optionalPositive,
    batch_size: optionalPositive,
    num_inference_steps: optionalPositive,
    guidance_scale: optionalAmount,
    duration_seconds: optionalPositive,
    fps: optionalPositive,
  })
  .nullish()
  .catch(null)
  .transform((wire) => ({
    width: wire?.width ?? undefined,
    height: wire?.height ?? undefined,
    batchSize: wire?.batch_size ?? undefined,
    numInferenceSteps: wire?.num_inference_steps ?? undefined,
    guidanceScale: wire?.guidance_scale ?? undefined,
    durationSeconds: wire?.duration_seconds ?? undefined,
    fps: wire?.fps ?? undefined,
  }))
  .transform(
    (values) =>
      Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as typeof values,
  );

/**
 * The answer to a paid call. Only the run's id is needed: with it the run can be watched, and without the rest nothing
 * that was paid for is lost.
 */
export const wireStartedRun = z
  .object({
    inference_id: optionalId,
    run_id: optionalId,
    id: optionalId,
    estimated_price_creative_units: optionalAmount,
    poll_interval_seconds: optionalInterval,
    created_at: optionalMoment,
    session_id: optionalId,
    normalized_parameters: wireNormalized,
  })
  .transform((wire, context): StartedRun => {
    const runId = wire.inference_id ?? wire.run_id ?? wire.id;
    if (runId === null) context.addIssue({ code: "custom", message: "has no id" });
    return {
      runId: runId ?? "",
      estimateCreativeUnits: wire.estimated_price_creative_units,
      pollIntervalSeconds: wire.poll_interval_seconds ?? typicalPollIntervalSeconds,
      startedAt: wire.created_at ?? new Date().toISOString(),
      sessionId: wire.session_id,
      normalized: wire.normalized_parameters,
    };
  });

/** A web address as it came, or null: any other scheme could become a link that does something. */
const webAddress = optionalText.transform((value) =>
  value !== null && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null,
);

const wireAsset = z.object({
  file_id: optionalId,
  // A file that cannot be reached still was paid for, so it stays in the list with an empty address.
  url: webAddress.transform((url) => url ?? ""),
  preview_url: webAddress,
  content_type: optionalText.transform((type) => type || "application/octet-stream"),
  width: optionalPositive,
  height: optionalPositive,
  duration_seconds: optionalPositive,
  file_size_bytes: optionalCount,
});

// What cannot be read was still paid for, and must not keep the run from ending.
const unreadableAsset: z.output<typeof wireAsset> = {
  file_id: null,
  url: "",
  preview_url: null,
  content_type: "application/octet-stream",
  width: null,
  height: null,
  duration_seconds: null,
  file_size_bytes: null,
};

const wireOutputFile = wireAsset.catch(unreadableAsset);

const wireStep = z
  .object({ name: optionalText, status: optionalText, error: optionalText })
  .transform((wire) => ({
    name: wire.name,
    status: wire.status?.toLowerCase() ?? "pending",
    error: wire.error,
  }));

const statusWords: Record<string, RunState["status"]> = {
  pending: "running",
  queued: "running",
  running: "running",
  in_progress: "running",
  processing: "running",
  complete: "complete",
  completed: "complete",
  success: "complete",
  succeeded: "complete",
  failed: "failed",
  failure: "failed",
  error: "failed",
  cancelled: "cancelled",
  canceled: "cancelled",
  deleted: "deleted",
};

function statusOf(
  word: string,
  { hasOutputs, error, hasEnded }: { hasOutputs: boolean; error: string | null; hasEnded: boolean },
): RunState["status"] {
  const known =
    statusWords[
      word
        .trim()
        .toLowerCase()
        .replaceAll(/[\s-]+/g, "_")
    ];
  if (known !== undefined) return known;
  if (hasOutputs) return "complete";
  // A word that is new to us must not be watched for ever once Layer has said when it ended or what it cost.
  return error || hasEnded ? "failed" : "running";
}

function reasonless(word: string | null): string {
  const isKnown = word === null || statusWords[word.toLowerCase()] !== undefined;
  return isKnown ? "Layer gave no reason." : `Layer calls it "${word.slice(0, 100)}" and gave no reason.`;
}

function assetsOf(wire: ReadonlyArray<z.output<typeof wireAsset>>): Asset[] {
  return wire.map((asset, position) => ({
    position,
    fileId: asset.file_id,
    url: asset.url,
    previewUrl: asset.preview_url,
    contentType: asset.content_type,
    widthPixels: asset.width,
    heightPixels: asset.height,
    durationSeconds: asset.duration_seconds,
    sizeBytes: asset.file_size_bytes,
  }));
}

/** One look at a run, whichever of the two kinds it is: their answers differ in names only. */
export const wireRunState = z
  .object({
    status: optionalText,
    poll_interval_seconds: optionalInterval,
    completed_at: optionalMoment,
    outputs: z.array(wireOutputFile).nullish(),
    actual_price_creative_units: optionalAmount,
    error: optionalText,
    error_code: optionalText,
    steps: listOf(wireStep),
  })
  .transform((wire, context): RunState => {
    const hasOutputs = (wire.outputs?.length ?? 0) > 0;
    if (wire.status === null && !hasOutputs && wire.error === null) {
      context.addIssue({ code: "custom", path: ["status"], message: "is missing" });
    }
    const status = statusOf(wire.status ?? "", {
      hasOutputs,
      error: wire.error,
      hasEnded: wire.completed_at !== null || wire.actual_price_creative_units !== null,
    });
    const steps = wire.steps.map((step, index) => ({ ...step, name: step.name || `Step ${index + 1}` }));
    const ended = {
      completedAt: wire.completed_at,
      chargeCreativeUnits: wire.actual_price_creative_units,
      steps,
    };
    if (status === "running") return { status, pollIntervalSeconds: wire.poll_interval_seconds, steps };
    if (status === "complete") return { status, ...ended, assets: assetsOf(wire.outputs ?? []) };
    if (status === "failed") {
      const error = wire.error?.slice(0, 2_000) || reasonless(wire.status);
      return { status, ...ended, error, errorCode: wire.error_code };
    }
    return status === "cancelled" ? { status, ...ended } : { status, steps };
  });

export const wireUploadUrl = z
  .object({ file_id: optionalId, id: optionalId, upload_url: z.string().min(1), content_type: optionalText })
  .transform((wire, context) => {
    const fileId = wire.file_id ?? wire.id;
    if (fileId === null) context.addIssue({ code: "custom", message: "has no id" });
    return { fileId: fileId ?? "", uploadUrl: wire.upload_url, contentType: wire.content_type };
  });
