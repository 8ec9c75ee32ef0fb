import "server-only";
import * as z from "zod";
import { dayOf, shiftedDay } from "@/lib/domain/calendar-days";
import type { Usage } from "@/lib/domain/usage";
import type { Journal } from "@/lib/journal/journal";
import type { UsageSpan } from "@/lib/journal/usage-reads";
import { requireWorkspace } from "./access";
import { journal } from "./journal";
import type { Session } from "./session";

const defaultDays = 30;
/** A leap year and a day: what a year's report asks for. */
const maxDays = 367;

/** A zone's one name, however it is spelled; days are formatted by it, so that no spelling fills memory. */
const properName = (timeZone: string) =>
  new Intl.DateTimeFormat("en-US", { timeZone }).resolvedOptions().timeZone;

function isTimeZone(name: string): boolean {
  // Bare offsets are left out: PostgreSQL counts them the other way round.
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return false;
  try {
    return properName(name) !== "";
  } catch {
    return false;
  }
}

// PostgreSQL has no year 0, and a report ends where days still have four digits for their year.
const day = z.iso
  .date("must be a day, such as 2026-03-31")
  .regex(/^2/, "must be in this millennium")
  .nullable();

const spanQuery = z
  .object({
    from: day,
    to: day,
    timeZone: z.string().refine(isTimeZone, "must be a time zone, such as Europe/Paris"),
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
  history: Journal = journal(),
): Promise<Usage> {
  await requireWorkspace(session, workspaceId);
  return await history.usage(workspaceId, span);
}
