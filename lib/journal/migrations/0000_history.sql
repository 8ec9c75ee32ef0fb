CREATE TABLE "assets" (
	"generation_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"file_id" text,
	"url" text NOT NULL,
	"preview_url" text,
	"content_type" text NOT NULL,
	"width_pixels" double precision,
	"height_pixels" double precision,
	"duration_seconds" double precision,
	"size_bytes" double precision,
	CONSTRAINT "assets_generation_id_position_pk" PRIMARY KEY("generation_id","position")
);
--> statement-breakpoint
CREATE TABLE "favourite_models" (
	"workspace_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"model_id" uuid NOT NULL,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "favourite_models_workspace_id_person_id_model_id_pk" PRIMARY KEY("workspace_id","person_id","model_id")
);
--> statement-breakpoint
CREATE TABLE "generations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"status" text NOT NULL,
	"source_kind" text NOT NULL,
	"source_id" uuid NOT NULL,
	"source_name" text NOT NULL,
	"source_modality" text,
	"asked" jsonb NOT NULL,
	"session_name" text,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"estimate" numeric,
	"available_before" numeric,
	"charge" numeric,
	"run_id" text,
	"started_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"normalized" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"steps" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"usual_seconds" double precision,
	"error" text,
	"error_code" text,
	"problem" text,
	"problem_detail" text,
	"retry_after_seconds" double precision,
	"submit_deadline" timestamp (3) with time zone NOT NULL,
	"poll_interval_seconds" double precision DEFAULT 10 NOT NULL,
	"next_read_at" timestamp (3) with time zone,
	"read_failures" integer DEFAULT 0 NOT NULL,
	"read_problem" text,
	"lease_until" timestamp (3) with time zone,
	"lease_owner" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "generations_status" CHECK ("generations"."status" in ('submitting', 'running', 'complete', 'failed', 'cancelled', 'deleted', 'refused', 'unknown')),
	CONSTRAINT "generations_started" CHECK ("generations"."status" in ('submitting', 'refused', 'unknown') or ("generations"."run_id" is not null and "generations"."started_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"workspace_id" uuid NOT NULL,
	"file_id" text NOT NULL,
	"name" text NOT NULL,
	"content_type" text NOT NULL,
	"size_bytes" double precision NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"uploaded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "uploads_workspace_id_file_id_pk" PRIMARY KEY("workspace_id","file_id")
);
--> statement-breakpoint
ALTER TABLE "assets" ADD CONSTRAINT "assets_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "generations_by_request" ON "generations" USING btree ("workspace_id","request_id");--> statement-breakpoint
CREATE INDEX "generations_by_creation" ON "generations" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "generations_by_change" ON "generations" USING btree ("workspace_id","updated_at");--> statement-breakpoint
CREATE INDEX "generations_active" ON "generations" USING btree ("workspace_id","next_read_at") WHERE "generations"."status" in ('submitting', 'running');--> statement-breakpoint
CREATE INDEX "generations_by_source" ON "generations" USING btree ("workspace_id","source_id","completed_at") WHERE "generations"."status" = 'complete';--> statement-breakpoint
CREATE INDEX "generations_by_person" ON "generations" USING btree ("workspace_id","person_id","created_at");--> statement-breakpoint
CREATE INDEX "uploads_by_time" ON "uploads" USING btree ("workspace_id","uploaded_at","file_id");