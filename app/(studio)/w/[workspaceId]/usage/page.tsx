import type { Metadata } from "next";
import { cookies } from "next/headers";
import { UsageScreen } from "@/components/usage/usage-screen";
import { chosenDayFrom, usageSpanFrom } from "@/components/usage/usage-spans";
import { dayOf } from "@/lib/domain/calendar-days";
import { preferenceCookies, timeZoneFrom } from "@/lib/domain/preferences";
import { usageFilterFrom } from "@/lib/domain/usage";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";
import { usageOf } from "@/lib/server/usage";

export const metadata: Metadata = { title: "Usage" };

interface UsagePageProps {
  params: Promise<{ workspaceId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function UsagePage({ params, searchParams }: UsagePageProps) {
  const { workspaceId } = await params;
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) asked.set(name, first);
  }
  const timeZone = timeZoneFrom((await cookies()).get(preferenceCookies.timeZone)?.value);
  const drawnAt = new Date().toISOString();
  const { days } = usageSpanFrom(asked, dayOf(drawnAt, timeZone));
  const { session } = await requirePageWorkspace(workspaceId);
  const filter = usageFilterFrom(asked);
  const day = chosenDayFrom(asked, days);
  const [initial, initialDay] = await loadForPage(session, () =>
    Promise.all([
      usageOf(session, workspaceId, { ...days, timeZone }, filter),
      day === null ? null : usageOf(session, workspaceId, { fromDay: day, toDay: day, timeZone }, filter),
    ]),
  );
  return (
    <UsageScreen
      workspaceId={workspaceId}
      timeZone={timeZone}
      drawnAt={drawnAt}
      initial={initial}
      initialDay={initialDay}
    />
  );
}
