import type { InferSelectModel } from "drizzle-orm";
import type { Asset } from "../domain/asset";
import type { Generation } from "../domain/generation";
import type { AssetMarks } from "../domain/marks";
import type { assetMarks, assets, generations } from "./schema";

export type GenerationRow = InferSelectModel<typeof generations>;
export type AssetRow = InferSelectModel<typeof assets>;

export type MarksRow = InferSelectModel<typeof assetMarks>;

export function marksOf(row: MarksRow): AssetMarks {
  return {
    rating: row.rating,
    verdict: row.verdict,
    review: row.review,
    isFavourite: row.favourite,
    tags: row.tags,
    isTrashed: row.trashedAt !== null,
    personName: row.personName,
  };
}

const marksAt = (rows: readonly MarksRow[], position: number) => {
  const row = rows.find((candidate) => candidate.position === position);
  return row ? { marks: marksOf(row) } : {};
};

function assetOf(row: AssetRow, marksRows: readonly MarksRow[]): Asset {
  return {
    ...marksAt(marksRows, row.position),
    ...(row.colours ? { hues: row.colours } : {}),
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
  marksRows: readonly MarksRow[] = [],
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
    ...(assetRows.length === 0 ? marksAt(marksRows, 0) : {}),
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
        slowSeconds: row.slowSeconds,
        readProblem: row.readProblem,
      };
    case "complete": {
      const ordered = assetRows
        .toSorted((a, b) => a.position - b.position)
        .map((asset) => assetOf(asset, marksRows));
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
        availableAfterCreativeUnits: row.availableAfter,
        settled:
          row.settledAs === null
            ? null
            : { as: row.settledAs, at: (row.settledAt ?? row.updatedAt).toISOString() },
      };
  }
}
