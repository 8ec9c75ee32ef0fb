import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { Client } from "pg";
import { seedGallery } from "../scripts/seed-gallery.mjs";
import { expect, ground } from "./fixtures";
import type { StudioAccess } from "./sandbox-control";

interface ListedGeneration {
  id: string;
  status: string;
  assets?: Array<{
    url: string;
    previewUrl: string | null;
    widthPixels: number;
    heightPixels: number;
    marks?: { verdict: string | null; rating: number | null };
  }>;
}

/** A drawing of lines and areas in place of pixels: an SVG. */
export const vector = { model: "Recraft V4", parameters: { vectorize: true } };

/** What Easel's own API says and does for the person who is signed in on a page. */
export class GalleryStudio {
  constructor(
    private readonly page: Page,
    private readonly access: StudioAccess,
  ) {}

  private async call<Answer>(path: string, body?: unknown): Promise<Answer> {
    const address = `/api/workspaces/${this.access.workspaceId}${path}`;
    const origin = new URL(this.page.url()).origin;
    const response = body
      ? await this.page.request.post(address, { data: body, headers: { origin } })
      : await this.page.request.get(address);
    if (!response.ok()) throw new Error(`${path} answered ${response.status()}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  async list(query = ""): Promise<ListedGeneration[]> {
    const { items } = await this.call<{ items: Array<{ generation: ListedGeneration }> }>(
      `/gallery?limit=100${query}`,
    );
    return items.map(({ generation }) => generation);
  }

  /** Runs a model, one that answers at once unless told otherwise, and waits for its pictures. */
  async generate(
    prompt: string,
    batchSize = 2,
    { model = "Test card: instant", parameters = {} }: { model?: string; parameters?: object } = {},
  ): Promise<ListedGeneration> {
    const { models } = await this.call<{ models: Array<{ id: string }> }>(
      `/models?q=${encodeURIComponent(model)}`,
    );
    const { id } = await this.call<{ id: string }>("/generations", {
      requestId: randomUUID(),
      request: {
        kind: "model",
        modelId: models[0]?.id,
        parameters: { prompt, batchSize, width: 512, height: 512, ...parameters },
        references: [],
        mask: null,
        sessionName: null,
      },
    });
    let found: ListedGeneration | undefined;
    const status = async () => {
      await this.call("/generations/changes");
      found = (await this.list()).find((generation) => generation.id === id);
      return found?.status;
    };
    await expect.poll(status, { timeout: 60_000, intervals: [100, 250] }).toBe("complete");
    return found as ListedGeneration;
  }

  /** As where Layer gives none. */
  async forgetPreviews(generationId: string): Promise<void> {
    const client = new Client({ connectionString: ground().environment.DATABASE_URL });
    await client.connect();
    await client.query("update assets set preview_url = null where generation_id = $1", [generationId]);
    await client.end();
  }

  /** Years of work with nothing decided about it, showing pictures that are really there. */
  async seed(assetCount: number): Promise<void> {
    const { assets = [] } = await this.generate("the newest of all");
    const client = new Client({ connectionString: ground().environment.DATABASE_URL });
    await client.connect();
    await seedGallery(client, {
      workspaceId: this.access.workspaceId,
      assetCount,
      until: new Date(Date.now() - 60_000),
      pictures: assets,
    });
    await client.query("delete from asset_marks where workspace_id = $1", [this.access.workspaceId]);
    await client.end();
  }
}
