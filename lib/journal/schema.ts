import { type SQLWrapper, sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  check,
  customType,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { StoredRowState } from "../domain/batch";
import type { GenerationStatus, NormalizedParameters, SettledWord, WorkflowStep } from "../domain/generation";
import type { ProblemCode } from "../domain/problem";
import type { GenerationRequest } from "../domain/request";

// After a change here the next migration is written by
//   npx drizzle-kit generate --dialect postgresql --schema lib/journal/schema.ts --out lib/journal/migrations
// and committed; one that was released is never edited, because servers know it by its hash.

// JavaScript's time is milliseconds: with PostgreSQL's microseconds a cursor made from a row would not find that row again.
const moment = (name: string) => timestamp(name, { precision: 3, withTimezone: true });
const byteArray = customType<{ data: Buffer }>({ dataType: () => "bytea" });
// Creative Units are money: binary fractions would make sums that do not add up.
const creativeUnits = (name: string) => numeric(name, { mode: "number" });

/** The ids of the files a request names, as a JSON array: its references, its mask, and what may be one among a workflow's inputs. */
export const askedFileIds = (asked: SQLWrapper) =>
  sql`(jsonb_path_query_array(${asked}, '$.references[*].fileId') || jsonb_path_query_array(${asked}, '$.mask.fileId') || jsonb_path_query_array(${asked}, '$.inputs.* ? (@ like_regex "^[0-9a-fA-F-]{36}$")'))`;

/**
 * One row a click. Never deleted, and never moved out of an end state. The database keeps one more column, `search`, of
 * what a search looks through (migration 0004): written here it would be read with every row, and nobody reads it.
 */
export const generations = pgTable(
  "generations",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    requestId: uuid("request_id").notNull(),
    status: text("status").$type<GenerationStatus>().notNull(),

    sourceKind: text("source_kind").$type<"model" | "workflow">().notNull(),
    sourceId: uuid("source_id").notNull(),
    sourceName: text("source_name").notNull(),
    sourceModality: text("source_modality"),
    asked: jsonb("asked").$type<GenerationRequest>().notNull(),
    sessionName: text("session_name"),
    personId: text("person_id").notNull(),
    personName: text("person_name").notNull(),

    estimate: creativeUnits("estimate"),
    availableBefore: creativeUnits("available_before"),
    /** What was available right after an outcome became unknown; null where nobody could ask. */
    availableAfter: creativeUnits("available_after"),
    charge: creativeUnits("charge"),

    runId: text("run_id"),
    startedAt: moment("started_at"),
    completedAt: moment("completed_at"),
    normalized: jsonb("normalized").$type<NormalizedParameters>().notNull().default({}),
    steps: jsonb("steps").$type<WorkflowStep[]>().notNull().default([]),
    usualSeconds: doublePrecision("usual_seconds"),
    /** Nine of ten earlier runs took no longer. */
    slowSeconds: doublePrecision("slow_seconds"),
    error: text("error"),
    errorCode: text("error_code"),

    problem: text("problem").$type<ProblemCode>(),
    problemDetail: text("problem_detail"),
    retryAfterSeconds: doublePrecision("retry_after_seconds"),
    submitDeadline: moment("submit_deadline").notNull(),
    /** Which sending this is: an outcome is taken only from the one that is under way. */
    sending: integer("sending").notNull().default(1),
    /** The word of the person whose run it is, where the outcome is unknown. No evidence: it changes no status. */
    settledAs: text("settled_as").$type<SettledWord>(),
    settledAt: moment("settled_at"),
    /** Set just before the paid call: without it nothing was asked of Layer. */
    payingAt: moment("paying_at"),

    pollIntervalSeconds: doublePrecision("poll_interval_seconds").notNull().default(10),
    nextReadAt: moment("next_read_at"),
    readFailures: integer("read_failures").notNull().default(0),
    readProblem: text("read_problem").$type<ProblemCode>(),
    /** Since when every look has met the same problem. */
    readProblemSince: moment("read_problem_since"),
    leaseUntil: moment("lease_until"),
    leaseOwner: uuid("lease_owner"),

    /** How many of its assets are favourites or approved, and not in the trash; a trigger on the marks keeps it. */
    keptCount: integer("kept_count").notNull().default(0),

    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    revision: integer("revision").notNull().default(1),
  },
  (table) => [
    uniqueIndex("generations_by_request").on(table.workspaceId, table.requestId),
    // Plain ascending: an index made with desc() is NULLS LAST, which `order by … desc` cannot use.
    index("generations_by_creation").on(table.workspaceId, table.createdAt, table.id),
    index("generations_by_change").on(table.workspaceId, table.updatedAt),
    index("generations_active")
      .on(table.workspaceId, table.nextReadAt)
      .where(sql`${table.status} in ('submitting', 'running')`),
    index("generations_by_source")
      .on(table.workspaceId, table.sourceId, table.completedAt)
      .where(sql`${table.status} = 'complete'`),
    index("generations_by_file").using("gin", askedFileIds(table.asked)),
    index("generations_by_person").on(table.workspaceId, table.personId, table.createdAt),
    index("generations_by_source_asked").on(table.workspaceId, table.sourceId, table.createdAt),
    index("generations_by_session").on(table.workspaceId, table.sessionName, table.createdAt),
    check(
      "generations_status",
      sql`${table.status} in ('submitting', 'running', 'complete', 'failed', 'cancelled', 'deleted', 'refused', 'unknown')`,
    ),
    check(
      "generations_started",
      sql`${table.status} in ('submitting', 'refused', 'unknown') or (${table.runId} is not null and ${table.startedAt} is not null)`,
    ),
  ],
);

export const assets = pgTable(
  "assets",
  {
    generationId: uuid("generation_id").notNull(),
    position: integer("position").notNull(),
    // Text: an odd id in a finished run must not keep the run from being written down.
    fileId: text("file_id"),
    url: text("url").notNull(),
    previewUrl: text("preview_url"),
    contentType: text("content_type").notNull(),
    widthPixels: doublePrecision("width_pixels"),
    heightPixels: doublePrecision("height_pixels"),
    durationSeconds: doublePrecision("duration_seconds"),
    sizeBytes: doublePrecision("size_bytes"),
    /** Names of the hues that fill most of it, as counted when its preview was first made; null until then. */
    colours: text("colours").array(),
  },
  (table) => [
    primaryKey({ columns: [table.generationId, table.position] }),
    foreignKey({ columns: [table.generationId], foreignColumns: [generations.id] }).onDelete("cascade"),
    index("assets_by_file").on(table.fileId).where(sql`${table.fileId} is not null`),
  ],
);

/**
 * What the studio decided about an asset; no row is nothing decided. Shared by the workspace. A generation that has no
 * assets carries its marks at position 0, so that a failure can be put in the trash as well.
 */
export const assetMarks = pgTable(
  "asset_marks",
  {
    generationId: uuid("generation_id").notNull(),
    position: integer("position").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    rating: smallint("rating"),
    verdict: text("verdict").$type<"pick" | "reject">(),
    review: text("review").$type<"proposed" | "changes" | "approved">(),
    favourite: boolean("favourite").notNull().default(false),
    tags: text("tags").array().notNull().default([]),
    trashedAt: moment("trashed_at"),
    /** Who decided last. */
    personId: text("person_id").notNull(),
    personName: text("person_name").notNull(),
    markedAt: moment("marked_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.generationId, table.position] }),
    foreignKey({ columns: [table.generationId], foreignColumns: [generations.id] }).onDelete("cascade"),
    index("asset_marks_kept")
      .on(table.workspaceId, table.generationId)
      .where(sql`${table.favourite} or ${table.review} = 'approved'`),
    index("asset_marks_trashed").on(table.generationId).where(sql`${table.trashedAt} is not null`),
    index("asset_marks_tagged").on(table.workspaceId).where(sql`${table.tags} <> '{}'`),
    check("asset_marks_rating", sql`${table.rating} between 1 and 5`),
    check("asset_marks_verdict", sql`${table.verdict} in ('pick', 'reject')`),
    check("asset_marks_review", sql`${table.review} in ('proposed', 'changes', 'approved')`),
  ],
);

/** Collections of assets, one within another, shared by the workspace. */
export const boards = pgTable(
  "boards",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    parentId: uuid("parent_id"),
    name: text("name").notNull(),
    /** Its place among the boards of the same parent. */
    rank: integer("rank").notNull(),
    personId: text("person_id").notNull(),
    personName: text("person_name").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    foreignKey({ columns: [table.parentId], foreignColumns: [table.id] }).onDelete("cascade"),
    index("boards_by_workspace").on(table.workspaceId),
    index("boards_by_parent").on(table.parentId),
  ],
);

export const boardItems = pgTable(
  "board_items",
  {
    boardId: uuid("board_id").notNull(),
    generationId: uuid("generation_id").notNull(),
    position: integer("position").notNull(),
    /** Its place on the board, as it was put by hand. */
    rank: integer("rank").notNull(),
    personName: text("person_name").notNull(),
    addedAt: moment("added_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.boardId, table.generationId, table.position] }),
    foreignKey({ columns: [table.boardId], foreignColumns: [boards.id] }).onDelete("cascade"),
    foreignKey({ columns: [table.generationId], foreignColumns: [generations.id] }).onDelete("cascade"),
    index("board_items_by_rank").on(table.boardId, table.rank),
    index("board_items_by_asset").on(table.generationId, table.position),
  ],
);

/** Remarks on an asset, at a point of the picture or a moment of the clip. */
export const assetComments = pgTable(
  "asset_comments",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    generationId: uuid("generation_id").notNull(),
    position: integer("position").notNull(),
    text: text("text").notNull(),
    /** Shares of the width and height, 0 to 1 from the top left; null where it is about the whole. */
    pointX: doublePrecision("point_x"),
    pointY: doublePrecision("point_y"),
    atSeconds: doublePrecision("at_seconds"),
    personId: text("person_id").notNull(),
    personName: text("person_name").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    resolvedAt: moment("resolved_at"),
    removedAt: moment("removed_at"),
  },
  (table) => [
    foreignKey({ columns: [table.generationId], foreignColumns: [generations.id] }).onDelete("cascade"),
    index("asset_comments_by_asset").on(table.generationId, table.position, table.createdAt),
  ],
);

/** A person's own searches of the gallery, each the text of its address. */
export const savedSearches = pgTable(
  "saved_searches",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    personId: text("person_id").notNull(),
    name: text("name").notNull(),
    query: text("query").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [index("saved_searches_by_person").on(table.workspaceId, table.personId, table.createdAt)],
);

/** A whole form under a name: a person's own, or lent to everybody in the workspace. */
export const presets = pgTable(
  "presets",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    personId: text("person_id").notNull(),
    personName: text("person_name").notNull(),
    name: text("name").notNull(),
    shared: boolean("shared").notNull(),
    // Named when only models had presets; a workflow's has the workflow's here.
    sourceId: uuid("model_id").notNull(),
    sourceName: text("model_name").notNull(),
    asked: jsonb("asked").$type<GenerationRequest>().notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [index("presets_of_workspace").on(table.workspaceId, table.updatedAt)],
);

/** Named pieces of prompts, a person's own. */
export const promptSnippets = pgTable(
  "prompt_snippets",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    personId: text("person_id").notNull(),
    name: text("name").notNull(),
    text: text("text").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [index("prompt_snippets_by_person").on(table.workspaceId, table.personId, table.name)],
);

/** Files that were uploaded through Easel; Layer cannot list them. */
export const uploads = pgTable(
  "uploads",
  {
    workspaceId: uuid("workspace_id").notNull(),
    fileId: text("file_id").notNull(),
    name: text("name").notNull(),
    contentType: text("content_type").notNull(),
    sizeBytes: doublePrecision("size_bytes").notNull(),
    personId: text("person_id").notNull(),
    personName: text("person_name").notNull(),
    uploadedAt: moment("uploaded_at").notNull().defaultNow(),
    /** Of the file's bytes, in lower-case hex, as the browser that sent them counted it; null where it could not. */
    sha256: text("sha256"),
    /** A small WebP, made by the browser that had the file: Layer gives no way to look at an upload. */
    thumbnail: byteArray("thumbnail"),
    /** Taken off the list; the file itself stays at Layer. */
    removedAt: moment("removed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.fileId] }),
    index("uploads_by_time").on(table.workspaceId, table.uploadedAt, table.fileId),
    index("uploads_by_bytes").on(table.workspaceId, table.sha256).where(sql`${table.sha256} is not null`),
  ],
);

export const favouriteModels = pgTable(
  "favourite_models",
  {
    workspaceId: uuid("workspace_id").notNull(),
    personId: text("person_id").notNull(),
    modelId: uuid("model_id").notNull(),
    addedAt: moment("added_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.personId, table.modelId] })],
);

/**
 * What usage counts, of a change or of a cell. The order is that of `usage_measures` in migration 0006, which says what
 * each is of a generation.
 */
const usageMeasures = () => ({
  madeCount: integer("made_count").notNull(),
  completeCount: integer("complete_count").notNull(),
  failedCount: integer("failed_count").notNull(),
  stoppedCount: integer("stopped_count").notNull(),
  runningCount: integer("running_count").notNull(),
  unknownCount: integer("unknown_count").notNull(),
  refusedCount: integer("refused_count").notNull(),
  untoldCount: integer("untold_count").notNull(),
  charged: creativeUnits("charged").notNull(),
  failedCharged: creativeUnits("failed_charged").notNull(),
  quoted: creativeUnits("quoted").notNull(),
  quotedCharged: creativeUnits("quoted_charged").notNull(),
  held: creativeUnits("held").notNull(),
  unknownQuoted: creativeUnits("unknown_quoted").notNull(),
  keptCount: integer("kept_count").notNull(),
  keptGenerationCount: integer("kept_generation_count").notNull(),
  keptCharged: creativeUnits("kept_charged").notNull(),
});

/**
 * Changes of what usage counts that are in no cell yet, each written by a trigger in the transaction of the journal's
 * own write: sums never disagree with the rows. Only ever added to and folded, so that no write waits for another.
 */
export const usageDeltas = pgTable(
  "usage_deltas",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    at: moment("at").notNull(),
    sourceKind: text("source_kind").$type<"model" | "workflow">().notNull(),
    sourceId: uuid("source_id").notNull(),
    sourceName: text("source_name").notNull(),
    /** Empty where there is none; so is the session. */
    modality: text("modality").notNull(),
    personId: text("person_id").notNull(),
    personName: text("person_name").notNull(),
    sessionName: text("session_name").notNull(),
    ...usageMeasures(),
  },
  (table) => [index("usage_deltas_by_workspace").on(table.workspaceId, table.id)],
);

/**
 * Usage summed up: by one dimension, over a stretch of UTC. Every time zone in use since 2000 begins its days on a
 * quarter of an hour, so quarters give every calendar day exactly; hours and days are the same with fewer rows.
 */
export const usageCells = pgTable(
  "usage_cells",
  {
    workspaceId: uuid("workspace_id").notNull(),
    dimension: text("dimension").$type<"all" | "source" | "person" | "session">().notNull(),
    grain: text("grain").$type<"quarter" | "hour" | "day">().notNull(),
    startsAt: moment("starts_at").notNull(),
    /** "model:" or "workflow:" and the id, the person's id, the session's name; empty for all. */
    key: text("key").notNull(),
    modality: text("modality").notNull(),
    /** As it was called last. */
    name: text("name").notNull(),
    ...usageMeasures(),
  },
  (table) => [
    primaryKey({
      name: "usage_cells_pk",
      columns: [table.workspaceId, table.dimension, table.grain, table.startsAt, table.key, table.modality],
    }),
    check("usage_cells_dimension", sql`${table.dimension} in ('all', 'source', 'person', 'session')`),
    check("usage_cells_grain", sql`${table.grain} in ('quarter', 'hour', 'day')`),
  ],
);

/** Soft limits of a workspace: a click that would cross one is not sent to Layer. */
export const budgets = pgTable(
  "budgets",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    scope: text("scope").$type<"month" | "person" | "session">().notNull(),
    /** The person's id or the session's name; empty for everyone's month and for each person's. */
    subject: text("subject").notNull(),
    subjectName: text("subject_name").notNull(),
    limit: creativeUnits("credit_limit").notNull(),
    /** In which a month begins. */
    timeZone: text("time_zone").notNull(),
    /** Who set it last. */
    personId: text("person_id").notNull(),
    personName: text("person_name").notNull(),
    setAt: moment("set_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("budgets_by_subject").on(table.workspaceId, table.scope, table.subject),
    check("budgets_scope", sql`${table.scope} in ('month', 'person', 'session')`),
    check("budgets_limit", sql`${table.limit} >= 0`),
  ],
);
/** A plan that one person approved: rows that are sent one after another. The browser makes the id. */
export const batches = pgTable(
  "batches",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid("id").notNull(),
    personId: text("person_id").notNull(),
    personName: text("person_name").notNull(),
    name: text("name").notNull(),
    isPaused: boolean("is_paused").notNull().default(false),
    /** Why Easel paused it; null where the person did. */
    pauseProblem: text("pause_problem").$type<ProblemCode>(),
    pauseDetail: text("pause_detail"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index("batches_by_time").on(table.workspaceId, table.createdAt, table.id),
  ],
);

/** One generation to be, or that was. What became of it stands in the generation of its request id. */
export const batchRows = pgTable(
  "batch_rows",
  {
    workspaceId: uuid("workspace_id").notNull(),
    batchId: uuid("batch_id").notNull(),
    id: uuid("id").notNull(),
    personId: text("person_id").notNull(),
    position: integer("position").notNull(),
    label: text("label").notNull(),
    asked: jsonb("asked").$type<GenerationRequest>().notNull(),
    /** As the person was told it when they approved. */
    estimate: creativeUnits("estimate"),
    /** Another one only when the person runs the row again: under one id at most one run is paid. */
    requestId: uuid("request_id").notNull(),
    attempt: integer("attempt").notNull().default(1),
    state: text("state").$type<StoredRowState>().notNull().default("waiting"),
    /** When a turn took it; a turn that dies lets go of it by this. */
    claimedAt: moment("claimed_at"),
    /** Until when Layer asked for patience with this row; null where it did not. */
    notBefore: moment("not_before"),
    problem: text("problem").$type<ProblemCode>(),
    problemDetail: text("problem_detail"),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.batchId],
      foreignColumns: [batches.workspaceId, batches.id],
    }),
    index("batch_rows_by_batch").on(table.workspaceId, table.batchId, table.position),
    uniqueIndex("batch_rows_by_request").on(table.workspaceId, table.requestId),
    index("batch_rows_open")
      .on(table.workspaceId, table.personId)
      .where(sql`${table.state} in ('waiting', 'sending')`),
    check("batch_rows_state", sql`${table.state} in ('waiting', 'sending', 'done', 'refused', 'cancelled')`),
  ],
);

/** A person's queue in a workspace: which browser sends it, and what Layer told it to wait for. */
export const queues = pgTable(
  "queues",
  {
    workspaceId: uuid("workspace_id").notNull(),
    personId: text("person_id").notNull(),
    driverId: uuid("driver_id"),
    driverUntil: moment("driver_until"),
    resumeAt: moment("resume_at"),
    resumeProblem: text("resume_problem").$type<ProblemCode>(),
    /** How many runs at once Layer is known to take; null until it refused one or took more than is usual. */
    room: integer("room"),
    /** Until when more than that is not tried; null where nothing speaks against it. */
    roomUntil: moment("room_until"),
    failuresInRow: integer("failures_in_row").notNull().default(0),
    /** Answers lost one after another. */
    lostInRow: integer("lost_in_row").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.personId] })],
);
