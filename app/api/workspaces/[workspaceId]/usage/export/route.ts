import { usageFilterFrom } from "@/lib/domain/usage";
import { handle, uuidParam } from "@/lib/server/handle";
import { usageCsv, usageSpanFrom } from "@/lib/server/usage";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) => {
  const span = usageSpanFrom(query);
  return new Response(await usageCsv(session, params.workspaceId, span, usageFilterFrom(query)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="easel-usage-${span.fromDay}-${span.toDay}.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
