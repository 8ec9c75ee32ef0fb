import type { Metadata } from "next";
import { UploadsScreen } from "@/components/uploads/uploads-screen";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";
import { listUploadedFiles } from "@/lib/server/uploaded-files";

export const metadata: Metadata = { title: "Uploads" };

interface UploadsPageProps {
  params: Promise<{ workspaceId: string }>;
}

export default async function UploadsPage({ params }: UploadsPageProps) {
  const { workspaceId } = await params;
  const { session } = await requirePageWorkspace(workspaceId);
  const uploads = await loadForPage(session, () =>
    listUploadedFiles(session, workspaceId, { cursor: null, limit: 50 }, ""),
  );
  return <UploadsScreen workspaceId={workspaceId} initialUploads={uploads} />;
}
