/** What may stand in a cell; null and undefined are empty. */
export type CsvValue = string | number | null | undefined;

// A spreadsheet takes a cell that begins with one of these for a formula, and would run it. Tabs and line ends count,
// because spreadsheets drop them before they look.
const formulaStart = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/** One cell. A text that a spreadsheet would run gets an apostrophe before it, which spreadsheets take for "text". */
export function csvCell(value: CsvValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const safe = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n\t;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file, by RFC 4180. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}
