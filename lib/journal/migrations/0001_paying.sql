ALTER TABLE "generations" ADD COLUMN "paying_at" timestamp (3) with time zone;--> statement-breakpoint
-- What was under way before this column was may have been paid for.
UPDATE "generations" SET "paying_at" = "created_at" WHERE "status" = 'submitting';
