-- Written by hand. What is put at another time, or to another name, counts there.
CREATE OR REPLACE FUNCTION "usage_of_generation"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	nothing CONSTANT numeric[] := array_fill(0::numeric, ARRAY[17]);
	before numeric[] := nothing;
	after numeric[] := nothing;
	difference numeric[];
	is_moved boolean := false;
BEGIN
	IF TG_OP <> 'INSERT' THEN before := usage_measures(OLD); END IF;
	IF TG_OP <> 'DELETE' THEN after := usage_measures(NEW); END IF;
	IF TG_OP = 'UPDATE' THEN
		is_moved := (OLD.workspace_id, OLD.created_at, OLD.source_kind, OLD.source_id, OLD.source_modality, OLD.person_id, OLD.session_name)
			IS DISTINCT FROM (NEW.workspace_id, NEW.created_at, NEW.source_kind, NEW.source_id, NEW.source_modality, NEW.person_id, NEW.session_name);
	END IF;
	IF before = after AND NOT is_moved THEN RETURN NULL; END IF;
	IF TG_OP = 'DELETE' OR is_moved THEN
		SELECT array_agg(-b ORDER BY place) INTO difference FROM unnest(before) WITH ORDINALITY AS part(b, place);
		PERFORM usage_write_delta(OLD, difference);
		IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;
		PERFORM usage_write_delta(NEW, after);
		RETURN NULL;
	END IF;
	SELECT array_agg(a - b ORDER BY place) INTO difference
		FROM unnest(after, before) WITH ORDINALITY AS pair(a, b, place);
	PERFORM usage_write_delta(NEW, difference);
	IF currval(pg_get_serial_sequence('usage_deltas', 'id')) % 500 = 0 THEN
		BEGIN
			PERFORM usage_fold(NEW.workspace_id, 2000);
		EXCEPTION WHEN OTHERS THEN NULL;
		END;
	END IF;
	RETURN NULL;
END
$$;--> statement-breakpoint
DROP TRIGGER "generations_usage" ON "generations";--> statement-breakpoint
CREATE TRIGGER "generations_usage" AFTER INSERT OR DELETE OR UPDATE OF
	"status", "charge", "estimate", "kept_count",
	"workspace_id", "created_at", "source_kind", "source_id", "source_modality", "person_id", "session_name"
	ON "generations" FOR EACH ROW EXECUTE FUNCTION usage_of_generation();
