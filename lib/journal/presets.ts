import { and, desc, eq, ne, or, sql } from "drizzle-orm";
import type { NewPreset, PastPrompt, Preset, PresetChange, Snippet } from "../domain/preset";
import { ProblemError, problemOf } from "../domain/problem";
import type { GenerationRequest } from "../domain/request";
import type { DatabaseAccess } from "./database";
import type { Viewer } from "./generation-reads";
import { generations, presets, promptSnippets } from "./schema";
import { storable, storableText } from "./storable";

/** More than a person keeps in sight; a search is for the rest. */
const maxPresets = 500;
const maxSnippets = 500;
const maxPastPrompts = 60;
/** Runs looked through for them: a batch of hundreds is one prompt, and the history may be of years. */
const maxPastRuns = 2_000;

const notFound = () => new ProblemError(problemOf("not_found"));

const sourceIdOf = (request: GenerationRequest) =>
  request.kind === "workflow" ? request.workflowId : request.modelId;

type PresetRow = typeof presets.$inferSelect;

const presetOf = (row: PresetRow, viewer: Viewer): Preset => ({
  id: row.id,
  name: row.name,
  isShared: row.shared,
  isMine: row.personId === viewer.personId,
  personName: row.personName,
  sourceName: row.sourceName,
  request: row.asked,
  updatedAt: row.updatedAt.toISOString(),
});

const mine = (viewer: Viewer, presetId: string) =>
  and(
    eq(presets.workspaceId, viewer.workspaceId),
    eq(presets.personId, viewer.personId),
    eq(presets.id, presetId),
  );

export function presetQueries(access: DatabaseAccess) {
  return {
    /** The person's own and the team's that have a name, newest first. */
    listPresets: (viewer: Viewer) =>
      access.run(async (database): Promise<Preset[]> => {
        const rows = await database
          .select()
          .from(presets)
          .where(
            and(
              eq(presets.workspaceId, viewer.workspaceId),
              ne(presets.name, ""),
              or(eq(presets.personId, viewer.personId), eq(presets.shared, true)),
            ),
          )
          .orderBy(desc(presets.updatedAt), presets.id)
          .limit(maxPresets);
        return rows.map((row) => presetOf(row, viewer));
      }),

    /** Any preset of the workspace, for who was given its link. Throws `not_found`. */
    readPreset: (viewer: Viewer, presetId: string) =>
      access.run(async (database): Promise<Preset> => {
        const [row] = await database
          .select()
          .from(presets)
          .where(and(eq(presets.workspaceId, viewer.workspaceId), eq(presets.id, presetId)));
        if (!row) throw notFound();
        return presetOf(row, viewer);
      }),

    /** Writes a preset down once, however often it is sent. */
    addPreset: (viewer: Viewer, personName: string, preset: NewPreset) =>
      access.run(async (database) => {
        await database
          .insert(presets)
          .values({
            id: preset.id,
            workspaceId: viewer.workspaceId,
            personId: viewer.personId,
            personName: storableText(personName),
            name: storableText(preset.name),
            shared: preset.isShared,
            sourceId: sourceIdOf(preset.request),
            sourceName: storableText(preset.sourceName),
            asked: storable(preset.request),
          })
          .onConflictDoNothing();
      }),

    /** Changes a preset of the person's own. Throws `not_found`. */
    changePreset: (viewer: Viewer, presetId: string, change: PresetChange) =>
      access.run(async (database) => {
        const rows = await database
          .update(presets)
          .set({
            ...(change.name === undefined ? {} : { name: storableText(change.name) }),
            ...(change.isShared === undefined ? {} : { shared: change.isShared }),
            ...(change.request === undefined
              ? {}
              : { asked: storable(change.request), sourceId: sourceIdOf(change.request) }),
            ...(change.sourceName === undefined ? {} : { sourceName: storableText(change.sourceName) }),
            updatedAt: sql`now()`,
          })
          .where(mine(viewer, presetId))
          .returning({ id: presets.id });
        if (rows.length === 0) throw notFound();
      }),

    /** A preset of the person's own; removing what is not there changes nothing. */
    removePreset: (viewer: Viewer, presetId: string) =>
      access.run(async (database) => {
        await database.delete(presets).where(mine(viewer, presetId));
      }),

    /** The prompts the person ran in this workspace, each once, newest first; those that hold what is searched for. */
    pastPrompts: (viewer: Viewer, search: string) =>
      access.run(async (database): Promise<PastPrompt[]> => {
        const prompt = sql<string>`${generations.asked} #>> '{parameters,prompt}'`;
        const newest = database
          .select({
            prompt: prompt.as("prompt"),
            modelName: generations.sourceName,
            createdAt: generations.createdAt,
          })
          .from(generations)
          .where(
            and(
              eq(generations.workspaceId, viewer.workspaceId),
              eq(generations.personId, viewer.personId),
              eq(generations.sourceKind, "model"),
              sql`${prompt} <> ''`,
              search === "" ? undefined : sql`strpos(lower(${prompt}), lower(${search})) > 0`,
            ),
          )
          .orderBy(desc(generations.createdAt))
          .limit(maxPastRuns)
          .as("newest");
        const lastUsedAt = sql<Date>`max(${newest.createdAt})`.mapWith(generations.createdAt);
        const rows = await database
          .select({
            prompt: newest.prompt,
            modelName: sql<string>`(array_agg(${newest.modelName} order by ${newest.createdAt} desc))[1]`,
            lastUsedAt,
          })
          .from(newest)
          .groupBy(newest.prompt)
          .orderBy(desc(lastUsedAt))
          .limit(maxPastPrompts);
        return rows.map((row) => ({ ...row, lastUsedAt: row.lastUsedAt.toISOString() }));
      }),

    listSnippets: (viewer: Viewer) =>
      access.run(
        async (database): Promise<Snippet[]> =>
          await database
            .select({ id: promptSnippets.id, name: promptSnippets.name, text: promptSnippets.text })
            .from(promptSnippets)
            .where(
              and(
                eq(promptSnippets.workspaceId, viewer.workspaceId),
                eq(promptSnippets.personId, viewer.personId),
              ),
            )
            .orderBy(promptSnippets.name, promptSnippets.id)
            .limit(maxSnippets),
      ),

    addSnippet: (viewer: Viewer, snippet: Snippet) =>
      access.run(async (database) => {
        await database
          .insert(promptSnippets)
          .values({
            id: snippet.id,
            workspaceId: viewer.workspaceId,
            personId: viewer.personId,
            name: storableText(snippet.name),
            text: storableText(snippet.text),
          })
          .onConflictDoNothing();
      }),

    removeSnippet: (viewer: Viewer, snippetId: string) =>
      access.run(async (database) => {
        await database
          .delete(promptSnippets)
          .where(
            and(
              eq(promptSnippets.workspaceId, viewer.workspaceId),
              eq(promptSnippets.personId, viewer.personId),
              eq(promptSnippets.id, snippetId),
            ),
          );
      }),
  };
}
