CREATE TABLE "presets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"name" text NOT NULL,
	"shared" boolean NOT NULL,
	"model_id" uuid NOT NULL,
	"model_name" text NOT NULL,
	"asked" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prompt_snippets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "presets_of_workspace" ON "presets" USING btree ("workspace_id","updated_at");--> statement-breakpoint
CREATE INDEX "prompt_snippets_by_person" ON "prompt_snippets" USING btree ("workspace_id","person_id","name");