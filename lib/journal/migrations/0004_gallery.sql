CREATE TABLE "asset_comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"generation_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"point_x" double precision,
	"point_y" double precision,
	"at_seconds" double precision,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "asset_marks" (
	"generation_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"workspace_id" uuid NOT NULL,
	"rating" smallint,
	"verdict" text,
	"review" text,
	"favourite" boolean DEFAULT false NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"trashed_at" timestamp (3) with time zone,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"marked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "asset_marks_generation_id_position_pk" PRIMARY KEY("generation_id","position"),
	CONSTRAINT "asset_marks_rating" CHECK ("asset_marks"."rating" between 1 and 5),
	CONSTRAINT "asset_marks_verdict" CHECK ("asset_marks"."verdict" in ('pick', 'reject')),
	CONSTRAINT "asset_marks_review" CHECK ("asset_marks"."review" in ('proposed', 'changes', 'approved'))
);
--> statement-breakpoint
CREATE TABLE "board_items" (
	"board_id" uuid NOT NULL,
	"generation_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"rank" integer NOT NULL,
	"person_name" text NOT NULL,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "board_items_board_id_generation_id_position_pk" PRIMARY KEY("board_id","generation_id","position")
);
--> statement-breakpoint
CREATE TABLE "boards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"parent_id" uuid,
	"name" text NOT NULL,
	"rank" integer NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_searches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "colours" text[];--> statement-breakpoint
ALTER TABLE "asset_comments" ADD CONSTRAINT "asset_comments_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_marks" ADD CONSTRAINT "asset_marks_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_items" ADD CONSTRAINT "board_items_board_id_boards_id_fk" FOREIGN KEY ("board_id") REFERENCES "public"."boards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_items" ADD CONSTRAINT "board_items_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_parent_id_boards_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."boards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "asset_comments_by_asset" ON "asset_comments" USING btree ("generation_id","position","created_at");--> statement-breakpoint
CREATE INDEX "asset_marks_kept" ON "asset_marks" USING btree ("workspace_id","generation_id") WHERE "asset_marks"."favourite" or "asset_marks"."review" = 'approved';--> statement-breakpoint
CREATE INDEX "asset_marks_trashed" ON "asset_marks" USING btree ("generation_id") WHERE "asset_marks"."trashed_at" is not null;--> statement-breakpoint
CREATE INDEX "asset_marks_tagged" ON "asset_marks" USING btree ("workspace_id") WHERE "asset_marks"."tags" <> '{}';--> statement-breakpoint
CREATE INDEX "board_items_by_rank" ON "board_items" USING btree ("board_id","rank");--> statement-breakpoint
CREATE INDEX "board_items_by_asset" ON "board_items" USING btree ("generation_id","position");--> statement-breakpoint
CREATE INDEX "boards_by_workspace" ON "boards" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "boards_by_parent" ON "boards" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "saved_searches_by_person" ON "saved_searches" USING btree ("workspace_id","person_id","created_at");--> statement-breakpoint
CREATE INDEX "assets_by_file" ON "assets" USING btree ("file_id") WHERE "assets"."file_id" is not null;--> statement-breakpoint
-- Written by hand. 'simple' knows no language, so that it favours none: words are found as they are spelled. The cuts
-- keep it far below the megabyte at which PostgreSQL refuses a row: a long prompt must never stop a click from being
-- written down. An input's text is JSON here, where a line's end is two characters.
ALTER TABLE "generations" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (
	setweight(to_tsvector('simple', left(coalesce("asked" #>> '{parameters,prompt}', ''), 50000)), 'A')
	|| setweight(to_tsvector('simple', replace(left(coalesce("asked" ->> 'inputs', ''), 50000), '\n', ' ')), 'A')
	|| setweight(to_tsvector('simple', left("source_name" || ' ' || coalesce("session_name", '') || ' ' || "person_name", 5000)), 'B')
	|| setweight(jsonb_to_tsvector('simple', coalesce(("asked" -> 'parameters') - 'prompt', '{}'), '["key", "string", "numeric"]'), 'C')
) STORED;--> statement-breakpoint
CREATE INDEX "generations_by_word" ON "generations" USING gin ("search");
