import { shortened } from "@/components/viewers/shortened";
import type { KnownFile } from "@/lib/browser/drafts";
import { thumbnailOf } from "@/lib/browser/queries";
import type { Asset } from "@/lib/domain/asset";
import { type Generation, generationTitle } from "@/lib/domain/generation";

/** The name and picture under which a result is known as a reference. */
export function referenceOf(generation: Generation, asset: Asset): KnownFile {
  return {
    name: shortened(generationTitle(generation), 48),
    contentType: asset.contentType,
    thumbnail: thumbnailOf(generation, asset),
  };
}
