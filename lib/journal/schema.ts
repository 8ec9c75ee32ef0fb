import { type SQLWrapper, sql } from "drizzle-orm";
import {
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
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { GenerationStatus, NormalizedParameters, WorkflowStep } from "../domain/generation";
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

/** One row a click. Never deleted, and never moved out of an end state. */
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
    charge: creativeUnits("charge"),

    runId: text("run_id"),
    startedAt: moment("started_at"),
    completedAt: moment("completed_at"),
    normalized: jsonb("normalized").$type<NormalizedParameters>().notNull().default({}),
    steps: jsonb("steps").$type<WorkflowStep[]>().notNull().default([]),
    usualSeconds: doublePrecision("usual_seconds"),
    error: text("error"),
    errorCode: text("error_code"),

    problem: text("problem").$type<ProblemCode>(),
    problemDetail: text("problem_detail"),
    retryAfterSeconds: doublePrecision("retry_after_seconds"),
    submitDeadline: moment("submit_deadline").notNull(),
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
  },
  (table) => [
    primaryKey({ columns: [table.generationId, table.position] }),
    foreignKey({ columns: [table.generationId], foreignColumns: [generations.id] }).onDelete("cascade"),
  ],
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
