import { galleryFilterParameters, noFilter } from "@/lib/domain/gallery-filter";
import { modalityLabel } from "@/lib/domain/modality";
import type { Usage, UsageDimension, UsageFilter, UsageRow } from "@/lib/domain/usage";

/** The dimensions in the order they are shown. */
export const usageBreakdowns = [
  { dimension: "source", title: "By model and workflow", nameLabel: "Model or workflow" },
  { dimension: "person", title: "By person", nameLabel: "Person" },
  { dimension: "session", title: "By session", nameLabel: "Session" },
  { dimension: "modality", title: "By modality", nameLabel: "Modality" },
] as const satisfies ReadonlyArray<{ dimension: UsageDimension; title: string; nameLabel: string }>;

/** What a row is called; a modality by its label, and what has none by what it lacks. */
export function usageRowName(
  dimension: UsageDimension,
  { key, name }: Pick<UsageRow, "key" | "name">,
): string {
  if (dimension === "modality") return key === "" ? "Several or none" : modalityLabel(key);
  if (dimension === "session" && key === "") return "No session";
  return name || "Unnamed";
}

/**
 * Where the gallery shows the generations behind the figures; null where it cannot ask for them. People go by their
 * names there.
 */
export function usageGalleryHref(
  workspaceId: string,
  usage: Pick<Usage, "fromDay" | "toDay" | "by">,
  filter: UsageFilter,
): string | null {
  if (filter.modality === "" || filter.session === "") return null;
  const person = usage.by.person.find(({ key }) => key === filter.person)?.name;
  if (filter.person !== null && person === undefined) return null;
  const parameters = galleryFilterParameters({
    ...noFilter,
    modalities: filter.modality === null ? [] : [filter.modality],
    sources: filter.source === null ? [] : [filter.source.slice(filter.source.indexOf(":") + 1)],
    people: person === undefined ? [] : [person],
    sessions: filter.session === null ? [] : [filter.session],
    fromDay: usage.fromDay,
    toDay: usage.toDay,
  });
  return `/w/${workspaceId}/gallery?${parameters}`;
}
