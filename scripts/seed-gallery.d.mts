import type { Client } from "pg";

export function seedGallery(
  client: Client,
  options: {
    workspaceId: string;
    assetCount: number;
    personId?: string;
    until?: Date;
    pictures?: ReadonlyArray<{
      url: string;
      previewUrl: string | null;
      widthPixels?: number;
      heightPixels?: number;
      contentType?: string;
    }>;
  },
): Promise<{ assetCount: number; runCount: number }>;
