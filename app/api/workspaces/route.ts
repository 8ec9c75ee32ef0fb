import { listWorkspaces } from "@/lib/server/catalog";
import { handle, json, pageOf } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({}, async ({ session, query }) =>
  json(await listWorkspaces(session, pageOf(query))),
);
