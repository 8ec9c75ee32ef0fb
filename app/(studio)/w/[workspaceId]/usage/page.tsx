import type { Metadata } from "next";
import { cookies } from "next/headers";
import { UsageScreen } from "@/components/usage/usage-screen";
import { spanDays, usageSpanFrom } from "@/components/usage/usage-spans";
import { dayOf } from "@/lib/domain/calendar-days";
import { preferenceCookies, timeZoneFrom } from "@/lib/domain/preferences";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";
import { usageOf } from "@/lib/server/usage";

export const metadata: Metadata = { title: "Usage" };

interface UsagePageProps {
  params: Promise<{ workspaceId: string }>;
  searchParams: Promise<{ span?: string | string[] }>;
}

export default async function UsagePage({ params, searchParams }: UsagePageProps) {
  const { workspaceId } = await params;
  const { span: asked } = await searchParams;
  const span = usageSpanFrom(Array.isArray(asked) ? asked[0] : asked);
  const timeZone = timeZoneFrom((await cookies()).get(preferenceCookies.timeZone)?.value);
  const drawnAt = new Date().toISOString();
  const { session } = await requirePageWorkspace(workspaceId);
  const initial = await loadForPage(session, () =>
    usageOf(session, workspaceId, { ...spanDays(span, dayOf(drawnAt, timeZone)), timeZone }),
  );
  return (
    <UsageScreen
      workspaceId={workspaceId}
      span={span}
      timeZone={timeZone}
      drawnAt={drawnAt}
      initial={initial}
    />
  );
}
