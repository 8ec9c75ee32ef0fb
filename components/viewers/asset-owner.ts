import type { Generation } from "@/lib/domain/generation";

/** What a viewer needs to know of the generation an asset belongs to. */
export type AssetOwner = Pick<Generation, "id" | "workspaceId" | "request" | "source">;
