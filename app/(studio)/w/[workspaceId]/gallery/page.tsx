import type { Metadata } from "next";
import { cookies } from "next/headers";
import { Gallery } from "@/components/gallery/gallery";
import { GallerySkeleton } from "@/components/gallery/gallery-skeleton";
import { SkeletonWhenSlow } from "@/components/shell/skeleton-when-slow";
import { galleryFilterFrom, galleryFilterParameters } from "@/lib/domain/gallery-filter";
import { galleryRowHeightFrom, preferenceCookies, timeZoneFrom } from "@/lib/domain/preferences";
import { listGallery } from "@/lib/server/gallery";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";

export const metadata: Metadata = { title: "Gallery" };

// About two screens: what is drawn before any script is what a first look can see.
const firstPageLimit = 20;

interface GalleryPageProps {
  params: Promise<{ workspaceId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

function parametersOf(given: Record<string, string | string[] | undefined>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(given))
    for (const value of [values ?? []].flat()) parameters.append(name, value);
  return parameters;
}

export default function GalleryPage(props: GalleryPageProps) {
  return <SkeletonWhenSlow page={gallery(props)} skeleton={<GallerySkeleton />} />;
}

async function gallery({ params, searchParams }: GalleryPageProps) {
  const { workspaceId } = await params;
  const { session } = await requirePageWorkspace(workspaceId);
  const filter = galleryFilterFrom(parametersOf(await searchParams));
  const remembered = await cookies();
  const timeZone = timeZoneFrom(remembered.get(preferenceCookies.timeZone)?.value);
  const page = await loadForPage(session, () =>
    listGallery(session, workspaceId, {
      filter,
      cursor: null,
      direction: "older",
      before: null,
      among: [],
      limit: firstPageLimit,
      timeZone,
    }),
  );
  return (
    <>
      <h1 className="sr-only">Gallery</h1>
      <Gallery
        workspaceId={workspaceId}
        firstPage={{ view: galleryFilterParameters(filter).toString(), page }}
        rowHeightPixels={galleryRowHeightFrom(remembered.get(preferenceCookies.galleryRowHeight)?.value)}
        isStacked={remembered.get(preferenceCookies.galleryStacks)?.value === "1"}
        timeZone={timeZone}
        drawnAt={new Date().toISOString()}
      />
    </>
  );
}
