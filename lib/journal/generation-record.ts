import type { InferSelectModel } from "drizzle-orm";
import type { Asset } from "../domain/asset";
import type { Generation } from "../domain/generation";
import type { assets, generations } from "./schema";

export type GenerationRow = InferSelectModel<typeof generations>;
export type AssetRow = InferSelectModel<typeof assets>;

function assetOf(row: AssetRow): Asset {
  return {
    position: row.position,
    fileId: row.fileId,
    url: row.url,
    previewUrl: row.previewUrl,
    contentType: row.contentType,
    widthPixels: row.widthPixels,
    heightPixels: row.heightPixels,
    durationSeconds: row.durationSeconds,
    sizeBytes: row.sizeBytes,
  };
}

/** A row as the domain knows it, told to the person with `viewerId`. */
export function generationOf(
  row: GenerationRow,
  assetRows: readonly AssetRow[],
  viewerId: string,
): Generation {
  const base = {
    id: row.id,
    workspaceId: row.workspaceId,
    requestId: row.requestId,
    source: { kind: row.sourceKind, id: row.sourceId, name: row.sourceName, modality: row.sourceModality },
    request: row.asked,
    personName: row.personName,
    isMine: row.personId === viewerId,
    sessionName: row.sessionName,
    estimateCreativeUnits: row.estimate,
    createdAt: row.createdAt.toISOString(),
    revision: row.revision,
  };
  // The table's own check holds that what was started has a run id and a moment.
  const started = {
    runId: row.runId ?? "",
    startedAt: (row.startedAt ?? row.createdAt).toISOString(),
    normalized: row.normalized,
    steps: row.steps,
  };
  const completedAt = (row.completedAt ?? row.updatedAt).toISOString();
  const chargeCreativeUnits = row.charge;
  const problem = row.problem ?? "outcome_unknown";
  const detail = row.problemDetail ?? "";
  switch (row.status) {
    case "submitting":
      return { ...base, status: "submitting" };
    case "running":
      return {
        ...base,
        ...started,
        status: "running",
        usualSeconds: row.usualSeconds,
        readProblem: row.readProblem,
      };
    case "complete": {
      const ordered = assetRows.toSorted((a, b) => a.position - b.position).map(assetOf);
      return { ...base, ...started, status: "complete", completedAt, assets: ordered, chargeCreativeUnits };
    }
    case "failed":
      return {
        ...base,
        ...started,
        status: "failed",
        completedAt,
        error: row.error ?? "",
        errorCode: row.errorCode,
        chargeCreativeUnits,
      };
    case "cancelled":
      return { ...base, ...started, status: "cancelled", completedAt, chargeCreativeUnits };
    case "deleted":
      return { ...base, ...started, status: "deleted", completedAt };
    case "refused":
      return { ...base, status: "refused", problem, detail, retryAfterSeconds: row.retryAfterSeconds };
    default:
      return {
        ...base,
        status: row.status,
        problem,
        detail,
        availableBeforeCreativeUnits: row.availableBefore,
      };
  }
}
