CREATE TABLE "batch_rows" (
	"workspace_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"position" integer NOT NULL,
	"label" text NOT NULL,
	"asked" jsonb NOT NULL,
	"estimate" numeric,
	"request_id" uuid NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"claimed_at" timestamp (3) with time zone,
	"problem" text,
	"problem_detail" text,
	CONSTRAINT "batch_rows_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "batch_rows_state" CHECK ("batch_rows"."state" in ('waiting', 'sending', 'done', 'refused', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"name" text NOT NULL,
	"is_paused" boolean DEFAULT false NOT NULL,
	"pause_problem" text,
	"pause_detail" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "batches_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "queues" (
	"workspace_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"driver_id" uuid,
	"driver_until" timestamp (3) with time zone,
	"resume_at" timestamp (3) with time zone,
	"resume_problem" text,
	"room" integer,
	"failures_in_row" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "queues_workspace_id_person_id_pk" PRIMARY KEY("workspace_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "available_after" numeric;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "sending" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "settled_as" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "settled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "batch_rows" ADD CONSTRAINT "batch_rows_workspace_id_batch_id_batches_workspace_id_id_fk" FOREIGN KEY ("workspace_id","batch_id") REFERENCES "public"."batches"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batch_rows_by_batch" ON "batch_rows" USING btree ("workspace_id","batch_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "batch_rows_by_request" ON "batch_rows" USING btree ("workspace_id","request_id");--> statement-breakpoint
CREATE INDEX "batch_rows_open" ON "batch_rows" USING btree ("workspace_id","person_id") WHERE "batch_rows"."state" in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "batches_by_time" ON "batches" USING btree ("workspace_id","created_at","id");