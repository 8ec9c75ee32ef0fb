ALTER TABLE "uploads" ADD COLUMN "sha256" text;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "thumbnail" "bytea";--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "removed_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "generations_by_file" ON "generations" USING gin ((jsonb_path_query_array("asked", '$.references[*].fileId') || jsonb_path_query_array("asked", '$.mask.fileId') || jsonb_path_query_array("asked", '$.inputs.* ? (@ like_regex "^[0-9a-fA-F-]{36}$")')));--> statement-breakpoint
CREATE INDEX "uploads_by_bytes" ON "uploads" USING btree ("workspace_id","sha256") WHERE "uploads"."sha256" is not null;