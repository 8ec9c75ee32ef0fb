CREATE TABLE "budgets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"subject" text NOT NULL,
	"subject_name" text NOT NULL,
	"credit_limit" numeric NOT NULL,
	"time_zone" text NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"set_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "budgets_scope" CHECK ("budgets"."scope" in ('month', 'person', 'session')),
	CONSTRAINT "budgets_limit" CHECK ("budgets"."credit_limit" >= 0)
);
--> statement-breakpoint
CREATE TABLE "usage_cells" (
	"workspace_id" uuid NOT NULL,
	"dimension" text NOT NULL,
	"grain" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"key" text NOT NULL,
	"modality" text NOT NULL,
	"name" text NOT NULL,
	"made_count" integer NOT NULL,
	"complete_count" integer NOT NULL,
	"failed_count" integer NOT NULL,
	"stopped_count" integer NOT NULL,
	"running_count" integer NOT NULL,
	"unknown_count" integer NOT NULL,
	"refused_count" integer NOT NULL,
	"untold_count" integer NOT NULL,
	"charged" numeric NOT NULL,
	"failed_charged" numeric NOT NULL,
	"quoted" numeric NOT NULL,
	"quoted_charged" numeric NOT NULL,
	"held" numeric NOT NULL,
	"unknown_quoted" numeric NOT NULL,
	"kept_count" integer NOT NULL,
	"kept_generation_count" integer NOT NULL,
	"kept_charged" numeric NOT NULL,
	CONSTRAINT "usage_cells_pk" PRIMARY KEY("workspace_id","dimension","grain","starts_at","key","modality"),
	CONSTRAINT "usage_cells_dimension" CHECK ("usage_cells"."dimension" in ('all', 'source', 'person', 'session')),
	CONSTRAINT "usage_cells_grain" CHECK ("usage_cells"."grain" in ('quarter', 'hour', 'day'))
);
--> statement-breakpoint
CREATE TABLE "usage_deltas" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"source_kind" text NOT NULL,
	"source_id" uuid NOT NULL,
	"source_name" text NOT NULL,
	"modality" text NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"session_name" text NOT NULL,
	"made_count" integer NOT NULL,
	"complete_count" integer NOT NULL,
	"failed_count" integer NOT NULL,
	"stopped_count" integer NOT NULL,
	"running_count" integer NOT NULL,
	"unknown_count" integer NOT NULL,
	"refused_count" integer NOT NULL,
	"untold_count" integer NOT NULL,
	"charged" numeric NOT NULL,
	"failed_charged" numeric NOT NULL,
	"quoted" numeric NOT NULL,
	"quoted_charged" numeric NOT NULL,
	"held" numeric NOT NULL,
	"unknown_quoted" numeric NOT NULL,
	"kept_count" integer NOT NULL,
	"kept_generation_count" integer NOT NULL,
	"kept_charged" numeric NOT NULL
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "slow_seconds" double precision;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "kept_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "budgets_by_subject" ON "budgets" USING btree ("workspace_id","scope","subject");--> statement-breakpoint
CREATE INDEX "usage_deltas_by_workspace" ON "usage_deltas" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "generations_by_source_asked" ON "generations" USING btree ("workspace_id","source_id","created_at");--> statement-breakpoint
CREATE INDEX "generations_by_session" ON "generations" USING btree ("workspace_id","session_name","created_at");--> statement-breakpoint
-- Written by hand from here. What usage counts of one generation, in the order of the columns of usage_deltas. A
-- deleted run did run, and what it was charged was written down before it was deleted.
CREATE FUNCTION "usage_measures"("g" "generations") RETURNS numeric[] LANGUAGE sql IMMUTABLE AS $$
	SELECT ARRAY[
		(g.status IN ('running', 'complete', 'failed', 'cancelled', 'deleted'))::int,
		(g.status = 'complete')::int,
		(g.status = 'failed')::int,
		(g.status IN ('cancelled', 'deleted'))::int,
		(g.status IN ('submitting', 'running'))::int,
		(g.status = 'unknown')::int,
		(g.status = 'refused')::int,
		(g.status = 'complete' AND g.charge IS NULL)::int,
		coalesce(g.charge, 0),
		CASE WHEN g.status IN ('failed', 'cancelled', 'deleted') THEN coalesce(g.charge, 0) ELSE 0 END,
		CASE WHEN g.charge IS NOT NULL THEN coalesce(g.estimate, 0) ELSE 0 END,
		CASE WHEN g.estimate IS NOT NULL THEN coalesce(g.charge, 0) ELSE 0 END,
		CASE WHEN g.status IN ('submitting', 'running') THEN coalesce(g.estimate, 0) ELSE 0 END,
		CASE WHEN g.status = 'unknown' THEN coalesce(g.estimate, 0) ELSE 0 END,
		g.kept_count,
		(g.kept_count > 0)::int,
		CASE WHEN g.kept_count > 0 THEN coalesce(g.charge, 0) ELSE 0 END
	]
$$;--> statement-breakpoint
CREATE FUNCTION "usage_write_delta"("g" "generations", "m" numeric[]) RETURNS void LANGUAGE sql AS $$
	INSERT INTO usage_deltas (
		workspace_id, at, source_kind, source_id, source_name, modality, person_id, person_name, session_name,
		made_count, complete_count, failed_count, stopped_count, running_count, unknown_count, refused_count,
		untold_count, charged, failed_charged, quoted, quoted_charged, held, unknown_quoted, kept_count,
		kept_generation_count, kept_charged
	) VALUES (
		g.workspace_id, g.created_at, g.source_kind, g.source_id, g.source_name, coalesce(g.source_modality, ''),
		g.person_id, g.person_name, coalesce(g.session_name, ''),
		m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11], m[12], m[13], m[14], m[15], m[16], m[17]
	)
$$;--> statement-breakpoint
CREATE FUNCTION "usage_of_generation"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	nothing CONSTANT numeric[] := array_fill(0::numeric, ARRAY[17]);
	before numeric[] := nothing;
	after numeric[] := nothing;
	difference numeric[];
BEGIN
	IF TG_OP <> 'INSERT' THEN before := usage_measures(OLD); END IF;
	IF TG_OP <> 'DELETE' THEN after := usage_measures(NEW); END IF;
	IF before = after THEN RETURN NULL; END IF;
	SELECT array_agg(a - b ORDER BY place) INTO difference
		FROM unnest(after, before) WITH ORDINALITY AS pair(a, b, place);
	IF TG_OP = 'DELETE' THEN
		PERFORM usage_write_delta(OLD, difference);
	ELSE
		PERFORM usage_write_delta(NEW, difference);
	END IF;
	RETURN NULL;
END
$$;--> statement-breakpoint
CREATE FUNCTION "count_kept_assets"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	before int := 0;
	after int := 0;
BEGIN
	IF TG_OP <> 'INSERT' THEN
		before := coalesce((OLD.favourite OR OLD.review = 'approved') AND OLD.trashed_at IS NULL, false)::int;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		after := coalesce((NEW.favourite OR NEW.review = 'approved') AND NEW.trashed_at IS NULL, false)::int;
	END IF;
	IF before <> after THEN
		UPDATE generations SET kept_count = kept_count + after - before
			WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.generation_id ELSE NEW.generation_id END;
	END IF;
	RETURN NULL;
END
$$;--> statement-breakpoint
-- Moves a workspace's oldest pending changes into its cells and gives how many. One caller at a time does; the others
-- need not wait, because pending changes are counted wherever they lie.
CREATE FUNCTION "usage_fold"("workspace" uuid, "max_count" int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
	folded int;
BEGIN
	IF NOT pg_try_advisory_xact_lock(hashtextextended('easel usage ' || workspace::text, 0)) THEN
		RETURN 0;
	END IF;
	WITH taken AS (
		DELETE FROM usage_deltas
		WHERE id IN (SELECT id FROM usage_deltas WHERE workspace_id = workspace ORDER BY id LIMIT max_count)
		RETURNING *
	), cells AS (
		INSERT INTO usage_cells AS c (
			workspace_id, dimension, grain, starts_at, key, modality, name,
			made_count, complete_count, failed_count, stopped_count, running_count, unknown_count, refused_count,
			untold_count, charged, failed_charged, quoted, quoted_charged, held, unknown_quoted, kept_count,
			kept_generation_count, kept_charged
		)
		SELECT
			workspace, d.dimension, g.grain, g.starts_at, d.key, t.modality, (array_agg(d.name ORDER BY t.id DESC))[1],
			sum(made_count), sum(complete_count), sum(failed_count), sum(stopped_count), sum(running_count),
			sum(unknown_count), sum(refused_count), sum(untold_count), sum(charged), sum(failed_charged), sum(quoted),
			sum(quoted_charged), sum(held), sum(unknown_quoted), sum(kept_count), sum(kept_generation_count),
			sum(kept_charged)
		FROM taken t
		CROSS JOIN LATERAL (VALUES
			('all', '', ''),
			('source', t.source_kind || ':' || t.source_id, t.source_name),
			('person', t.person_id, t.person_name),
			('session', t.session_name, t.session_name)
		) AS d (dimension, key, name)
		CROSS JOIN LATERAL (VALUES
			('quarter', date_bin('15 minutes', t.at, '2000-01-01 00:00:00+00')),
			('hour', date_bin('1 hour', t.at, '2000-01-01 00:00:00+00')),
			('day', date_bin('1 day', t.at, '2000-01-01 00:00:00+00'))
		) AS g (grain, starts_at)
		GROUP BY d.dimension, g.grain, g.starts_at, d.key, t.modality
		ON CONFLICT ON CONSTRAINT usage_cells_pk DO UPDATE SET
			name = excluded.name,
			made_count = c.made_count + excluded.made_count, complete_count = c.complete_count + excluded.complete_count,
			failed_count = c.failed_count + excluded.failed_count,
			stopped_count = c.stopped_count + excluded.stopped_count,
			running_count = c.running_count + excluded.running_count,
			unknown_count = c.unknown_count + excluded.unknown_count,
			refused_count = c.refused_count + excluded.refused_count,
			untold_count = c.untold_count + excluded.untold_count, charged = c.charged + excluded.charged,
			failed_charged = c.failed_charged + excluded.failed_charged, quoted = c.quoted + excluded.quoted,
			quoted_charged = c.quoted_charged + excluded.quoted_charged, held = c.held + excluded.held,
			unknown_quoted = c.unknown_quoted + excluded.unknown_quoted, kept_count = c.kept_count + excluded.kept_count,
			kept_generation_count = c.kept_generation_count + excluded.kept_generation_count,
			kept_charged = c.kept_charged + excluded.kept_charged
	)
	SELECT count(*) INTO folded FROM taken;
	RETURN folded;
END
$$;--> statement-breakpoint
-- What there was before.
UPDATE generations SET kept_count = kept.count FROM (
	SELECT generation_id, count(*)::int AS count FROM asset_marks
	WHERE (favourite OR review = 'approved') AND trashed_at IS NULL GROUP BY generation_id
) AS kept WHERE kept.generation_id = generations.id;--> statement-breakpoint
SELECT usage_write_delta(g, usage_measures(g)) FROM generations g;--> statement-breakpoint
SELECT usage_fold(workspace_id, 2147483647) FROM (SELECT DISTINCT workspace_id FROM usage_deltas) AS w;--> statement-breakpoint
CREATE TRIGGER "generations_usage" AFTER INSERT OR DELETE OR UPDATE OF "status", "charge", "estimate", "kept_count"
	ON "generations" FOR EACH ROW EXECUTE FUNCTION usage_of_generation();--> statement-breakpoint
CREATE TRIGGER "asset_marks_kept_count" AFTER INSERT OR DELETE OR UPDATE OF "favourite", "review", "trashed_at"
	ON "asset_marks" FOR EACH ROW EXECUTE FUNCTION count_kept_assets();
