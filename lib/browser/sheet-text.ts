import Papa from "papaparse";

/** The lines of what was copied from a spreadsheet or stands in a .csv or .tsv file, and what could not be understood. */
export function linesOfSheet(text: string): { lines: string[][]; problems: string[] } {
  // Tabs first: what a spreadsheet copies has them, and commas in its texts are only commas.
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    delimiter: firstLine.includes("\t") ? "\t" : "",
    delimitersToGuess: [",", ";", "\t", "|"],
    skipEmptyLines: false,
  });
  const lines = parsed.data.map((cells) => cells.map(String));
  while (lines.length > 0 && lines.at(-1)?.every((cell) => cell.trim() === "")) lines.pop();
  return {
    lines,
    problems: parsed.errors.flatMap(({ type, row }) =>
      type === "Quotes" ? [`Line ${(row ?? 0) + 1}: a quote is not closed as it should be.`] : [],
    ),
  };
}

/** The inverse, as spreadsheets paste it. */
export function sheetOfLines(lines: ReadonlyArray<readonly string[]>): string {
  return Papa.unparse(
    lines.map((cells) => [...cells]),
    { delimiter: "\t", newline: "\n" },
  );
}
