// Layer's own short words about a model, made readable without changing what they say.

const isNumber = (word: string) => /^\d+$/.test(word);
const isInitials = (word: string) => word.length <= 4 && !/[aeiouy]/i.test(word) && !/\d/.test(word);

/** Layer's slug of a model's family as a name: "flux_2_pro" reads "Flux 2 Pro", "sdxl_1_0" reads "SDXL 1.0". */
export function familyWords(baseModel: string): string {
  const words = baseModel.split(/[_\s]+/).filter(Boolean);
  return words
    .map((word, index) => {
      const joint = index === 0 ? "" : isNumber(word) && isNumber(words[index - 1] ?? "") ? "." : " ";
      return joint + (isInitials(word) ? word.toUpperCase() : word.slice(0, 1).toUpperCase() + word.slice(1));
    })
    .join("");
}

/** A description without the marks of Markdown that it may be written with, and on one line. */
export function plainWords(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s*(#{1,6}|[-*+]|>|\d+\.)\s+/gm, "")
    .replace(/(\*\*|__|`+)(?=\S)(.*?\S)\1/g, "$2")
    .replace(/(^|[\s(])[*_](?=\S)([^*_\n]*\S)[*_](?=[\s.,;:!?)]|$)/g, "$1$2")
    .replace(/\s+/g, " ")
    .trim();
}

/** Layer's timing as a person reads it: "5-15s" reads "5–15 s". What has another form stays as it is. */
export function timingWords(timing: string): string {
  return timing
    .trim()
    .replace(/(\d)\s*-\s*(\d)/g, "$1–$2")
    .replace(/(\d)(ms|s|m|min|h)\b/g, "$1 $2");
}
