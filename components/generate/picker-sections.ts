import type { MyModels } from "@/lib/browser/queries";
import type { ModelSummary } from "@/lib/domain/model";

export interface PickerSection {
  title: string;
  models: ModelSummary[];
}

interface PickerFacts {
  mine: MyModels | null;
  found: readonly ModelSummary[];
  search: string;
  modality: string | null;
}

const recentCount = 5;

/** Whether a known model fits what was typed, by name: every word somewhere in it. */
export function fitsSearch(model: ModelSummary, search: string, modality: string | null): boolean {
  const name = model.name.toLowerCase();
  return (
    (modality === null || model.modality === modality) &&
    search
      .toLowerCase()
      .split(/\s+/)
      .every((word) => name.includes(word))
  );
}

/** What the picker lists: recents and favourites while nothing is searched for, then everything found; none twice. */
export function pickerSections({ mine, found, search, modality }: PickerFacts): PickerSection[] {
  if (search !== "") return found.length > 0 ? [{ title: "Found", models: [...found] }] : [];
  const fits = (model: ModelSummary) => modality === null || model.modality === modality;
  const recent = (mine?.recent ?? []).filter(fits).slice(0, recentCount);
  const favourites = (mine?.favourites ?? []).filter(fits);
  const shown = new Set<string>();
  return [
    { title: "Recent", models: recent },
    { title: "Favourites", models: favourites },
    { title: "All models", models: [...found] },
  ].flatMap(({ title, models }) => {
    const fresh = models.filter((model) => !shown.has(model.id));
    for (const model of fresh) shown.add(model.id);
    return fresh.length > 0 ? [{ title, models: fresh }] : [];
  });
}
