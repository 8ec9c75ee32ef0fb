import type { Asset } from "./asset";
import { settingsOf } from "./file-name";
import type { Generation } from "./generation";
import type { AssetPlace } from "./marks";

/** What became of one selected file in an archive. */
export interface ArchivedFile {
  /** Its path in the archive; null where it is not in it. */
  path: string | null;
  /** Why it is missing or not whole, in a sentence; null where it is whole. */
  problem: string | null;
  sizeBytes: number | null;
  sha256: string | null;
}

/** One file as the manifest tells it. */
export function manifestLine(
  { path, problem, sizeBytes, sha256 }: ArchivedFile,
  { generationId, position }: AssetPlace,
  found: { generation: Generation; asset: Asset } | null,
) {
  const place = { path, problem, sizeBytes, sha256, generationId, position };
  if (!found) return place;
  const { generation, asset } = found;
  const { request, source } = generation;
  return {
    ...place,
    fileId: asset.fileId,
    contentType: asset.contentType,
    widthPixels: asset.widthPixels,
    heightPixels: asset.heightPixels,
    durationSeconds: asset.durationSeconds,
    source: { kind: source.kind, id: source.id, name: source.name },
    prompt: request.kind === "model" ? (request.parameters.prompt ?? null) : null,
    seed: request.kind === "model" ? (request.parameters.seed ?? null) : null,
    settings: settingsOf(generation),
    ...(request.kind === "workflow"
      ? { inputs: request.inputs }
      : { references: request.references, mask: request.mask }),
    estimateCreativeUnits: generation.estimateCreativeUnits,
    // Layer charges a run, not a file of it.
    chargeCreativeUnitsOfRun: generation.status === "complete" ? generation.chargeCreativeUnits : null,
    filesOfRun: generation.status === "complete" ? generation.assets.length : null,
    runId: "runId" in generation ? generation.runId : null,
    person: generation.personName,
    session: generation.sessionName,
    createdAt: generation.createdAt,
  };
}

type ManifestLine = ReturnType<typeof manifestLine>;

const columns = [
  "path",
  "problem",
  "sizeBytes",
  "sha256",
  "source",
  "prompt",
  "seed",
  "settings",
  "estimateCreativeUnits",
  "chargeCreativeUnitsOfRun",
  "filesOfRun",
  "person",
  "session",
  "createdAt",
  "generationId",
  "position",
  "runId",
  "fileId",
] as const;

export const manifestColumns = columns.join(",");

/** A cell that a spreadsheet shows as it is: what begins like a formula would be run by it. */
export function csvCell(value: string | number | null | undefined): string {
  const text = String(value ?? "");
  const isFormula = typeof value !== "number" && /^[\s]*[=+\-@\t\r\n|%]/.test(text);
  return `"${(isFormula ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** The same as a line of a table. */
export function manifestRow(line: ManifestLine): string {
  const told: Partial<Record<(typeof columns)[number], unknown>> = line;
  const settings = "settings" in line ? line.settings : {};
  return columns
    .map((column) => {
      if (column === "source") return csvCell("source" in line ? line.source.name : "");
      if (column === "settings")
        return csvCell(
          Object.entries(settings)
            .map(([label, { asked, ran }]) => `${label}: ${ran ?? asked ?? ""}`)
            .join("; "),
        );
      const value = told[column];
      return csvCell(typeof value === "string" || typeof value === "number" ? value : null);
    })
    .join(",");
}
