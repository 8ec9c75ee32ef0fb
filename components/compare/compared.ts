import type { Asset } from "@/lib/domain/asset";
import type { Generation } from "@/lib/domain/generation";

/** One result on the light table. */
export interface Compared {
  generation: Generation;
  asset: Asset;
}
