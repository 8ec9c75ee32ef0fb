import type { Metadata } from "next";
import { cookies } from "next/headers";
import { Gallery } from "@/components/gallery/gallery";
import { GallerySkeleton } from "@/components/gallery/gallery-skeleton";
import { SkeletonWhenSlow } from "@/components/shell/skeleton-when-slow";
import { galleryRowHeightFrom, preferenceCookies, timeZoneFrom } from "@/lib/domain/preferences";
import { listGenerations } from "@/lib/server/generations";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";

export const metadata: Metadata = { title: "Gallery" };

// As many as the list route gives where no number is asked for, so that later pages follow without a seam.
const firstPageLimit = 20;

interface GalleryPageProps {
  params: Promise<{ workspaceId: string }>;
}

export default function GalleryPage(props: GalleryPageProps) {
  return <SkeletonWhenSlow page={gallery(props)} skeleton={<GallerySkeleton />} />;
}

async function gallery({ params }: GalleryPageProps) {
  const { workspaceId } = await params;
  const { session } = await requirePageWorkspace(workspaceId);
  const firstPage = await loadForPage(session, () =>
    listGenerations(session, workspaceId, { cursor: null, limit: firstPageLimit, statuses: [] }),
  );
  const remembered = await cookies();
  return (
    <>
      <h1 className="sr-only">Gallery</h1>
      <Gallery
        workspaceId={workspaceId}
        firstPage={firstPage}
        rowHeightPixels={galleryRowHeightFrom(remembered.get(preferenceCookies.galleryRowHeight)?.value)}
        timeZone={timeZoneFrom(remembered.get(preferenceCookies.timeZone)?.value)}
        drawnAt={new Date().toISOString()}
      />
    </>
  );
}
