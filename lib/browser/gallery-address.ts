import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { type GalleryFilter, galleryFilterFrom, galleryFilterParameters } from "../domain/gallery-filter";
import { afterChange, type ChangeOf } from "./choices";

/** What the address asks the gallery for, and how to ask for something else. The address is the only place it is kept. */
export function useGalleryFilter(): {
  filter: GalleryFilter;
  /** Each step is one that Back takes back, except while somebody types. */
  change: (next: ChangeOf<GalleryFilter>, isTyping?: boolean) => void;
  /** Shows exactly this instead. */
  replace: (filter: GalleryFilter) => void;
} {
  const text = useSearchParams().toString();
  const filter = useMemo(() => galleryFilterFrom(new URLSearchParams(text)), [text]);
  const go = (next: GalleryFilter, isTyping: boolean) => {
    const query = galleryFilterParameters(next).toString();
    const address = query ? `?${query}` : location.pathname;
    // No page is asked for: the wall asks for its results itself.
    if (isTyping) window.history.replaceState(null, "", address);
    else window.history.pushState(null, "", address);
  };
  return {
    filter,
    change: (next, isTyping = false) =>
      go(afterChange(galleryFilterFrom(new URLSearchParams(location.search)), next), isTyping),
    replace: (next) => go(next, false),
  };
}
