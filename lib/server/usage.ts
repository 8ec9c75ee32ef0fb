import "server-only";
import * as z from "zod";
import { dayOf, shiftedDay } from "@/lib/domain/calendar-days";
import { csvLine } from "@/lib/domain/csv";
import { noUsageFilter, type Usage, type UsageFilter, type UsageSpan } from "@/lib/domain/usage";
import type { Journal } from "@/lib/journal/journal";
import { requireWorkspace } from "./access";
import { journal } from "./journal";
import type { Session } from "./session";

const defaultDays = 30;
/** A leap year and a day: what a year's report asks for. */
const maxDays = 367;

/** A zone's one name, however it is spelled; days are formatted by it, so that no spelling fills memory. */
const properName = (timeZone: string) =>
  new Intl.DateTimeFormat("en-US", { timeZone }).resolvedOptions().timeZone;

/** Throws `invalid_request` for a time zone nobody knows. */
export function requireTimeZone(name: string): void {
  z.object({ timeZone: timeZoneText }).parse({ timeZone: name });
}

function isTimeZone(name: string): boolean {
  // Bare offsets are left out: PostgreSQL counts them the other way round.
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return false;
  try {
    return properName(name) !== "";
  } catch {
    return false;
  }
}

const timeZoneText = z.string().refine(isTimeZone, "must be a time zone, such as Europe/Paris");

// PostgreSQL has no year 0, and a report ends where days still have four digits for their year.
const day = z.iso
  .date("must be a day, such as 2026-03-31")
  .regex(/^2/, "must be in this millennium")
  .nullable();

const spanQuery = z
  .object({
    from: day,
    to: day,
    timeZone: timeZoneText,
  })
  .transform(({ from, to, timeZone }) => {
    const toDay = to ?? dayOf(new Date().toISOString(), properName(timeZone));
    return { fromDay: from ?? shiftedDay(toDay, 1 - defaultDays), toDay, timeZone };
  })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, { path: ["from"], message: "must not be after to" })
  .refine(({ fromDay, toDay }) => shiftedDay(fromDay, maxDays) > toDay, {
    path: ["from"],
    message: "must be at most a year before to",
  });

/** Reads `from`, `to` (the last 30 days where absent) and `timeZone` (UTC where absent) of a usage request. */
export function usageSpanFrom(query: URLSearchParams): UsageSpan {
  return spanQuery.parse({
    from: query.get("from") || null,
    to: query.get("to") || null,
    timeZone: query.get("timeZone") || "UTC",
  });
}

/** What the workspace was charged over a span of days. */
export async function usageOf(
  session: Session,
  workspaceId: string,
  span: UsageSpan,
  filter: UsageFilter = noUsageFilter,
  history: Journal = journal(),
): Promise<Usage> {
  await requireWorkspace(session, workspaceId);
  return await history.usage(workspaceId, span, filter);
}

const csvHeadings = [
  "Generation",
  "Asked at (UTC)",
  "Day",
  "Kind",
  "Model or workflow",
  "Modality",
  "Person",
  "Session",
  "State",
  "Estimate (CU)",
  "Charge (CU)",
  "Kept assets",
  "Prompt",
  "Error",
];
/** So many rows are read at once: a file of a million takes no more memory than this. */
const csvRowsAtOnce = 1_000;

/** The generations of a span as a CSV file, oldest first, written as it is read. */
export async function usageCsv(
  session: Session,
  workspaceId: string,
  span: UsageSpan,
  filter: UsageFilter,
  history: Journal = journal(),
): Promise<ReadableStream<Uint8Array>> {
  await requireWorkspace(session, workspaceId);
  const zone = properName(span.timeZone);
  const encoder = new TextEncoder();
  const read = (after: { at: Date; id: string } | null) =>
    history.usageGenerations(workspaceId, span, filter, { after, limit: csvRowsAtOnce });
  // Read before the answer begins: a question that cannot be answered is still told in words.
  let rows = await read(null);
  let isBegun = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      // Spreadsheets take a file without this mark for an older encoding.
      let text = isBegun ? "" : `\uFEFF${csvLine(csvHeadings)}`;
      isBegun = true;
      for (const row of rows)
        text += csvLine([
          row.id,
          row.createdAt.toISOString(),
          dayOf(row.createdAt.toISOString(), zone),
          row.sourceKind,
          row.sourceName,
          row.modality,
          row.personName,
          row.sessionName,
          row.status,
          row.estimate,
          row.charge,
          row.keptCount,
          row.prompt,
          row.error,
        ]);
      if (text !== "") controller.enqueue(encoder.encode(text));
      const last = rows.at(-1);
      if (!last || rows.length < csvRowsAtOnce) return controller.close();
      rows = await read({ at: last.createdAt, id: last.id });
      if (rows.length === 0) controller.close();
    },
  });
}
