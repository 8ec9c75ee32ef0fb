import { chargeSentence } from "@/components/viewers/outcome-words";
import { type Generation, generationTitle } from "@/lib/domain/generation";
import { receiptOf } from "@/lib/domain/receipt";

export interface SettingRow {
  label: string;
  /** One for each compared result, in their order; null where it has none. */
  values: Array<string | null>;
}

function settingsOf(generation: Generation): Map<string, string> {
  const { request, source } = generation;
  const settings = new Map([
    [source.kind === "workflow" ? "Workflow" : "Model", source.name],
    ["Prompt", generationTitle(generation)],
  ]);
  for (const { label, asked, ran } of receiptOf(generation)) settings.set(label, ran ?? asked ?? "");
  if (request.kind === "workflow")
    for (const [name, value] of Object.entries(request.inputs))
      settings.set(name, typeof value === "string" ? value : JSON.stringify(value));
  else if (request.references.length > 0)
    settings.set(
      "References",
      request.references
        .map(({ role, fileId, weight }) => `${role} ${fileId.slice(0, 8)} ${weight ?? ""}`.trim())
        .join(", "),
    );
  if (generation.status === "complete")
    settings.set("Charged", chargeSentence(generation.chargeCreativeUnits));
  return settings;
}

/** Only the settings in which the results differ; what all share is no reason for a difference that is seen. */
export function settingDifferences(generations: readonly Generation[]): SettingRow[] {
  const all = generations.map(settingsOf);
  const labels = [...new Set(all.flatMap((settings) => [...settings.keys()]))];
  return labels
    .map((label) => ({ label, values: all.map((settings) => settings.get(label) ?? null) }))
    .filter(({ values }) => new Set(values).size > 1);
}
