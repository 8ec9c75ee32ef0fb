import { type SQL, sql } from "drizzle-orm";
import type { ModelResult, ModelResults } from "../domain/model-result";
import type { DatabaseAccess } from "./database";
import type { Viewer } from "./generation-reads";

/** A picture's name, not its whole prompt, which may have 100,000 characters. */
const maxPromptCharacters = 120;

interface ResultRow extends ModelResult, Record<string, unknown> {
  modelId: string;
}

/**
 * At most `each` of what every model made last, apart from its run so that a test can ask the database how it would go
 * about it. A sound or a text has no picture and is passed over, as is what lies in the trash.
 */
export function modelResultsQuery({ workspaceId }: Viewer, modelIds: readonly string[], each: number): SQL {
  return sql`
    select model.id as "modelId", newest.*
    from unnest(${sql.param([...modelIds])}::uuid[]) as model(id)
    cross join lateral (
      select run.id as "generationId", asset.position, asset.preview_url as "previewUrl",
        asset.width_pixels as "widthPixels", asset.height_pixels as "heightPixels",
        left(run.prompt, ${maxPromptCharacters}) as prompt
      from (
        select id, completed_at, asked #>> '{parameters,prompt}' as prompt from generations
        where workspace_id = ${workspaceId} and source_id = model.id and source_kind = 'model' and status = 'complete'
        order by completed_at desc
        limit ${each}
      ) as run
      join assets as asset on asset.generation_id = run.id
      where (asset.content_type like 'image/%' or asset.preview_url is not null)
        and not exists (
          select from asset_marks as mark
          where mark.generation_id = asset.generation_id and mark.position = asset.position and mark.trashed_at is not null
        )
      order by run.completed_at desc, run.id, asset.position
      limit ${each}
    ) as newest`;
}

export function modelResultQueries(access: DatabaseAccess) {
  return {
    /** Pictures of what each of these models made last in the workspace, at most `each` of a model. */
    modelResults: (viewer: Viewer, modelIds: readonly string[], each: number) =>
      access.run(async (database): Promise<ModelResults> => {
        const { rows } = await database.execute<ResultRow>(modelResultsQuery(viewer, modelIds, each));
        const results: ModelResults = {};
        for (const { modelId, ...result } of rows) (results[modelId] ??= []).push(result);
        return results;
      }),
  };
}
