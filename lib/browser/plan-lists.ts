import { nameKey, type PromptLists } from "../domain/expansion";
import type { PromptList } from "./plan-store";

/** Lists as the expansion reads them: a line an option, empty lines and `#` remarks left out. */
export function promptListsOf(lists: readonly PromptList[]): PromptLists {
  return new Map(
    lists.map(({ name, text }) => [
      nameKey(name),
      text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#")),
    ]),
  );
}

/** What is wrong with a list's name, or null. */
export function listNameProblem(name: string, others: readonly PromptList[]): string | null {
  if (!/^[a-z0-9](?:[a-z0-9 -]|_(?!_))*$/i.test(name) || name.endsWith("_"))
    return "A name has letters, digits, spaces or hyphens.";
  if (others.some((other) => nameKey(other.name) === nameKey(name))) return "There is a list of this name.";
  return null;
}
