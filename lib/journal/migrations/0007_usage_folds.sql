-- Written by hand. Folds now and then in the course of the writes themselves, so that few changes are ever pending
-- though nobody looks at usage. A fold that fails must not keep a run from being written down.
CREATE OR REPLACE FUNCTION "usage_of_generation"() RETURNS trigger LANGUAGE plpgsql AS $$
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
		RETURN NULL;
	END IF;
	PERFORM usage_write_delta(NEW, difference);
	IF currval(pg_get_serial_sequence('usage_deltas', 'id')) % 500 = 0 THEN
		BEGIN
			PERFORM usage_fold(NEW.workspace_id, 2000);
		EXCEPTION WHEN OTHERS THEN NULL;
		END;
	END IF;
	RETURN NULL;
END
$$;
