import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Asset } from "../domain/asset";
import type { Generation, GenerationSource, SettledWord } from "../domain/generation";
import { keptPollIntervalSeconds } from "../domain/polling";
import type { ProblemCode } from "../domain/problem";
import type { GenerationRequest } from "../domain/request";
import type { RunState, StartedRun } from "../domain/run";
import type { DatabaseAccess, Queryable } from "./database";
import { type Viewer, withAssets } from "./generation-reads";
import { JournalError } from "./journal-error";
import { assets, batchRows, generations } from "./schema";
import { storable, storableText } from "./storable";

/** A click as it is written down before anything is paid. */
export interface Submission {
  requestId: string;
  request: GenerationRequest;
  source: GenerationSource;
  personName: string;
  estimateCreativeUnits: number | null;
  availableBeforeCreativeUnits: number | null;
  usualSeconds: number | null;
  slowSeconds?: number | null;
  /** How long until a submission without an answer counts as interrupted; longer than Layer's answer may take. */
  answerWithinMs: number;
}

export interface Submitted {
  generation: Generation;
  isNew: boolean;
  /** To be given back with the outcome, so that a late word about an earlier sending changes nothing. */
  sending: number;
}

export interface Refusal {
  problem: ProblemCode;
  detail: string;
  retryAfterSeconds: number | null;
}

const after = (milliseconds: number) => sql`now() + make_interval(secs => ${milliseconds / 1_000})`;

const byPayment = (paying: string, unpaid: string) =>
  sql`case when ${generations.payingAt} is null then ${unpaid} else ${paying} end`;

/** Said in every update, so that browsers notice. */
const changed = { updatedAt: sql`now()`, revision: sql`${generations.revision} + 1` };

function momentOf(text: string | null): Date | SQL {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? sql`now()` : date;
}

async function applyEnd(
  database: Queryable,
  generationId: string,
  state: Exclude<RunState, { status: "running" }>,
) {
  const [row] = await database
    .update(generations)
    .set({
      ...changed,
      status: state.status,
      completedAt: state.status === "deleted" ? sql`now()` : momentOf(state.completedAt),
      steps: storable(state.steps),
      charge: "chargeCreativeUnits" in state ? state.chargeCreativeUnits : null,
      error: state.status === "failed" ? storableText(state.error) : null,
      errorCode: state.status === "failed" && state.errorCode !== null ? storableText(state.errorCode) : null,
      nextReadAt: null,
      readProblem: null,
      readProblemSince: null,
      readFailures: 0,
      leaseUntil: null,
      leaseOwner: null,
    })
    // Only what runs can end: a late look never overwrites an end that another one found.
    .where(and(eq(generations.id, generationId), eq(generations.status, "running")))
    .returning({ id: generations.id });
  if (!row || state.status !== "complete" || state.assets.length === 0) return;
  await database
    .insert(assets)
    .values(state.assets.map((asset, position) => ({ ...storable(asset), generationId, position })));
}

export function generationWrites(access: DatabaseAccess) {
  const settle = (
    viewer: Viewer,
    generationId: string,
    values: Record<string, unknown>,
    from: SQL | undefined,
  ) =>
    access.run(async (database): Promise<Generation | null> => {
      await database
        .update(generations)
        .set({ ...changed, ...values })
        .where(and(eq(generations.workspaceId, viewer.workspaceId), eq(generations.id, generationId), from));
      const rows = await database
        .select()
        .from(generations)
        .where(and(eq(generations.workspaceId, viewer.workspaceId), eq(generations.id, generationId)));
      const [found] = await withAssets(database, rows, viewer.personId);
      return found ?? null;
    });

  return {
    /**
     * Writes a click down as `submitting`. Of any number of callers with the same request id exactly one gets
     * `isNew`, and only that one may pay; the others get what the first one wrote. With `reopensRefused` a refusal of
     * the person's own, which proves that nothing ran, is no end: again exactly one caller may pay.
     */
    submit: (viewer: Viewer, submission: Submission, { reopensRefused = false } = {}) =>
      access.run(async (database): Promise<Submitted> => {
        const { source, request } = submission;
        const values = {
          estimate: submission.estimateCreativeUnits,
          availableBefore: submission.availableBeforeCreativeUnits,
          usualSeconds: submission.usualSeconds,
          slowSeconds: submission.slowSeconds ?? null,
          submitDeadline: after(submission.answerWithinMs),
        };
        const insertion = database.insert(generations).values({
          id: randomUUID(),
          workspaceId: viewer.workspaceId,
          requestId: submission.requestId,
          status: "submitting",
          sourceKind: source.kind,
          sourceId: source.id,
          sourceName: storableText(source.name),
          sourceModality: source.modality === null ? null : storableText(source.modality),
          asked: storable(request),
          sessionName: request.sessionName === null ? null : storableText(request.sessionName),
          personId: viewer.personId,
          personName: storableText(submission.personName),
          ...values,
        });
        const target = [generations.workspaceId, generations.requestId];
        const inserted = await (reopensRefused
          ? insertion.onConflictDoUpdate({
              target,
              set: {
                ...changed,
                ...values,
                status: "submitting",
                sending: sql`${generations.sending} + 1`,
                payingAt: null,
                problem: null,
                problemDetail: null,
                retryAfterSeconds: null,
              },
              setWhere: and(eq(generations.status, "refused"), eq(generations.personId, viewer.personId)),
            })
          : insertion.onConflictDoNothing({ target })
        ).returning();
        const rows =
          inserted.length > 0
            ? inserted
            : await database
                .select()
                .from(generations)
                .where(
                  and(
                    eq(generations.workspaceId, viewer.workspaceId),
                    eq(generations.requestId, submission.requestId),
                  ),
                );
        const [generation] = await withAssets(database, rows, viewer.personId);
        if (!generation) throw new Error("A generation that was just found is gone.");
        return { generation, isNew: inserted.length > 0, sending: rows[0]?.sending ?? 1 };
      }),

    /**
     * Says that the paid call is about to be made. False where the submission has been given up meanwhile: then nothing
     * may be paid for it.
     */
    markPaying: (viewer: Viewer, generationId: string, sending = 1) =>
      access.run(async (database): Promise<boolean> => {
        const rows = await database
          .update(generations)
          .set({ payingAt: sql`now()` })
          .where(
            and(
              eq(generations.workspaceId, viewer.workspaceId),
              eq(generations.id, generationId),
              eq(generations.status, "submitting"),
              eq(generations.sending, sending),
              // A row of a queue that was taken off while its turn was slow is no longer wanted.
              sql`not exists (select 1 from ${batchRows} where ${batchRows.workspaceId} = ${generations.workspaceId} and ${batchRows.requestId} = ${generations.requestId} and ${batchRows.state} = 'cancelled')`,
            ),
          )
          .returning({ id: generations.id });
        return rows.length > 0;
      }),

    /** Layer accepted it; also when the answer came so late that the outcome already counted as unknown. */
    markRunning: async (viewer: Viewer, generationId: string, started: StartedRun) => {
      const seconds = keptPollIntervalSeconds(started.pollIntervalSeconds);
      const needed = {
        status: "running",
        runId: storableText(started.runId),
        startedAt: sql`now()`,
        pollIntervalSeconds: seconds,
        nextReadAt: after(seconds * 1_000),
        problem: null,
        problemDetail: null,
      };
      const all = {
        ...needed,
        startedAt: momentOf(started.startedAt),
        normalized: storable(started.normalized),
        estimate: started.estimateCreativeUnits ?? generations.estimate,
      };
      const isUnsettled = inArray(generations.status, ["submitting", "unknown"]);
      try {
        return await settle(viewer, generationId, all, isUnsettled);
      } catch (error) {
        if (error instanceof JournalError) throw error;
        // The database refused a value, and would refuse it again. With the run's id nothing that was paid for is lost.
        return await settle(viewer, generationId, needed, isUnsettled);
      }
    },

    /** Layer declined it: nothing ran. */
    markRefused: (viewer: Viewer, generationId: string, refusal: Refusal, sending = 1) =>
      settle(
        viewer,
        generationId,
        {
          status: "refused",
          problem: refusal.problem,
          problemDetail: storableText(refusal.detail),
          retryAfterSeconds: refusal.retryAfterSeconds,
        },
        and(inArray(generations.status, ["submitting", "unknown"]), eq(generations.sending, sending)),
      ),

    /** Layer's answer was lost: it may have started the run. */
    markUnknown: (viewer: Viewer, generationId: string, detail: string, sending = 1) =>
      settle(
        viewer,
        generationId,
        { status: "unknown", problem: "outcome_unknown", problemDetail: storableText(detail) },
        and(eq(generations.status, "submitting"), eq(generations.sending, sending)),
      ),

    /** What was available right after an outcome became unknown: the first word on it stays. */
    noteAvailableAfter: (viewer: Viewer, generationId: string, availableCreativeUnits: number) =>
      settle(
        viewer,
        generationId,
        { availableAfter: availableCreativeUnits },
        and(eq(generations.status, "unknown"), isNull(generations.availableAfter)),
      ),

    /** The person's word on their own unknown outcome; null where there is no such generation of theirs. */
    settleUnknown: (viewer: Viewer, generationId: string, word: SettledWord) =>
      access.run(async (database): Promise<Generation | null> => {
        const rows = await database
          .update(generations)
          .set({ ...changed, settledAs: word, settledAt: sql`now()` })
          .where(
            and(
              eq(generations.workspaceId, viewer.workspaceId),
              eq(generations.id, generationId),
              eq(generations.personId, viewer.personId),
              eq(generations.status, "unknown"),
            ),
          )
          .returning();
        const [found] = await withAssets(database, rows, viewer.personId);
        return found ?? null;
      }),

    /**
     * Submissions whose answer is overdue: the server that waited for it is gone. Where the paid call was about to be
     * made, Layer may have started it; where it was not, nothing was started.
     */
    expireSubmissions: (workspaceId: string, details: { paying: string; unpaid: string }) =>
      access.run(async (database) => {
        await database
          .update(generations)
          .set({
            ...changed,
            status: byPayment("unknown", "refused"),
            problem: byPayment("interrupted", "internal"),
            problemDetail: byPayment(details.paying, details.unpaid),
          })
          .where(
            and(
              eq(generations.workspaceId, workspaceId),
              eq(generations.status, "submitting"),
              lt(generations.submitDeadline, sql`now()`),
            ),
          );
      }),

    /** Writes down that a run ended, with its assets, all or nothing. */
    /** Where the files of a finished run lie now, by Layer's newest word. What else is known of them stays. */
    readdressAssets: (viewer: Viewer, generationId: string, found: readonly Asset[]) =>
      access.transaction(async (transaction) => {
        const [row] = await transaction
          .update(generations)
          .set(changed)
          .where(and(eq(generations.workspaceId, viewer.workspaceId), eq(generations.id, generationId)))
          .returning({ id: generations.id });
        if (!row) return;
        for (const { position, url, previewUrl } of found)
          await transaction
            .update(assets)
            .set(storable({ url, previewUrl }))
            .where(and(eq(assets.generationId, generationId), eq(assets.position, position)));
      }),

    applyEnd: (generationId: string, state: Exclude<RunState, { status: "running" }>) =>
      access.transaction((transaction) => applyEnd(transaction, generationId, state)),
  };
}
