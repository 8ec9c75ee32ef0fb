-- Written by hand. Layer names charges for runs that came through, so a run that failed or was stopped is as untold as a
-- complete one without a charge: "cost nothing" would be a guess.
CREATE OR REPLACE FUNCTION "usage_measures"("g" "generations") RETURNS numeric[] LANGUAGE sql IMMUTABLE AS $$
	SELECT ARRAY[
		(g.status IN ('running', 'complete', 'failed', 'cancelled', 'deleted'))::int,
		(g.status = 'complete')::int,
		(g.status = 'failed')::int,
		(g.status IN ('cancelled', 'deleted'))::int,
		(g.status IN ('submitting', 'running'))::int,
		(g.status = 'unknown')::int,
		(g.status = 'refused')::int,
		(g.status IN ('complete', 'failed', 'cancelled', 'deleted') AND g.charge IS NULL)::int,
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
-- What there was before: each counts one more, and nothing else of it changes.
LOCK TABLE "generations" IN SHARE ROW EXCLUSIVE MODE;--> statement-breakpoint
SELECT usage_write_delta(g, ARRAY[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]::numeric[]) FROM generations g
	WHERE status IN ('failed', 'cancelled', 'deleted') AND charge IS NULL;--> statement-breakpoint
SELECT usage_fold(workspace_id, 2147483647) FROM (SELECT DISTINCT workspace_id FROM usage_deltas) AS w;
