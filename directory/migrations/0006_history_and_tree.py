"""What the database holds by itself: a history of every change, and departments in a tree."""

from django.db import migrations

HISTORY = """
-- Two changes of one thing in one act are one: the first «before» and the last «after».
CREATE FUNCTION directory_merged(first jsonb, second jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(field, jsonb_build_array(before, after)), '{}')
    FROM (
        SELECT field,
            CASE WHEN first ? field THEN first -> field -> 0 ELSE second -> field -> 0 END AS before,
            CASE WHEN second ? field THEN second -> field -> 1 ELSE first -> field -> 1 END AS after
        FROM jsonb_object_keys(first || second) AS field
    ) AS both_of_them
    WHERE before IS DISTINCT FROM after
$$;

-- Arguments: the kind, then the columns that say nothing to anybody.
CREATE FUNCTION directory_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
    what text := TG_ARGV[0];
    thing bigint := (before || after ->> 'id')::bigint;
    done text := CASE TG_OP WHEN 'INSERT' THEN 'added' WHEN 'DELETE' THEN 'removed'
                 ELSE 'changed' END;
    noted jsonb := '{}';
    this_act uuid;
BEGIN
    IF what = 'assistance' THEN
        -- Who assists somebody is a fact about that somebody.
        what := 'employee';
        thing := coalesce(before ->> 'executive_id', after ->> 'executive_id')::bigint;
        done := 'changed';
        IF TG_OP <> 'INSERT' THEN
            noted := jsonb_build_object('assistant:' || (before ->> 'assistant_id'),
                                        jsonb_build_array(before -> 'turn', NULL));
        END IF;
        IF TG_OP <> 'DELETE' THEN
            noted := directory_merged(noted, jsonb_build_object(
                'assistant:' || (after ->> 'assistant_id'),
                jsonb_build_array(NULL, after -> 'turn')));
        END IF;
    ELSE
        SELECT coalesce(jsonb_object_agg(field, jsonb_build_array(before -> field, after -> field)),
                        '{}')
        INTO noted
        FROM jsonb_object_keys(before || after) AS field
        WHERE before -> field IS DISTINCT FROM after -> field
          AND field <> 'id' AND field <> ALL (TG_ARGV)
          -- To be added without a value, or removed without one, is not worth a line.
          AND NOT (done <> 'changed'
                   AND coalesce(before -> field, after -> field) IN ('null', '""', 'false'));
        IF noted ? 'password' THEN
            -- That it was set is known; what it is, even hashed, is nobody's business.
            noted := noted || '{"password": [null, true]}';
        END IF;
    END IF;
    IF noted = '{}' AND done = 'changed' THEN
        RETURN NULL;
    END IF;
    this_act := nullif(current_setting('frontdesk.act', true), '');
    IF this_act IS NULL THEN
        this_act := set_config('frontdesk.act', gen_random_uuid()::text, true);
    END IF;
    INSERT INTO directory_change AS known (act, at, actor_id, kind, object_id, verb, fields)
    VALUES (this_act, clock_timestamp(),
            nullif(current_setting('frontdesk.actor', true), '')::bigint,
            what, thing, done, noted)
    ON CONFLICT (act, kind, object_id) DO UPDATE SET
        fields = directory_merged(known.fields, excluded.fields),
        actor_id = coalesce(excluded.actor_id, known.actor_id),
        verb = CASE WHEN excluded.verb = 'changed' THEN known.verb ELSE excluded.verb END;
    DELETE FROM directory_change
    WHERE act = this_act AND kind = what AND object_id = thing
      AND verb = 'changed' AND fields = '{}';
    RETURN NULL;
END $$;

CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON directory_employee
FOR EACH ROW EXECUTE FUNCTION directory_note_change('employee', 'sort_key');
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON directory_department
FOR EACH ROW EXECUTE FUNCTION directory_note_change('department', 'position');
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON directory_assistance
FOR EACH ROW EXECUTE FUNCTION directory_note_change('assistance');
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON directory_user
FOR EACH ROW EXECUTE FUNCTION directory_note_change('user', 'last_login', 'date_joined');
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON directory_company
FOR EACH ROW EXECUTE FUNCTION directory_note_change('company');

CREATE FUNCTION directory_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- What an act has written it may still complete: until it is over nobody has seen it.
    IF OLD.act::text = current_setting('frontdesk.act', true) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'the history of changes is append-only'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'change_append_only';
END $$;

CREATE TRIGGER change_append_only BEFORE UPDATE OR DELETE ON directory_change
FOR EACH ROW EXECUTE FUNCTION directory_refuse_rewriting();
"""

NO_HISTORY = """
DROP TRIGGER change_append_only ON directory_change;
DROP FUNCTION directory_refuse_rewriting();
DROP TRIGGER note_change ON directory_company;
DROP TRIGGER note_change ON directory_user;
DROP TRIGGER note_change ON directory_assistance;
DROP TRIGGER note_change ON directory_department;
DROP TRIGGER note_change ON directory_employee;
DROP FUNCTION directory_note_change();
DROP FUNCTION directory_merged(jsonb, jsonb);
"""

TREE = """
CREATE FUNCTION directory_keep_the_tree() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above bigint := NEW.id;
BEGIN
    -- One after the other, or two moves at once could close a circle that neither sees.
    PERFORM pg_advisory_xact_lock(7260142002);
    FOR step IN 1..1000 LOOP
        SELECT parent_id INTO above FROM directory_department WHERE id = above;
        EXIT WHEN above IS NULL;
        IF above = NEW.id THEN
            RAISE EXCEPTION 'department % would be part of itself', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'departments_make_a_tree';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

-- At the commit: on the way from one tree to another there may be a circle.
CREATE CONSTRAINT TRIGGER departments_make_a_tree
AFTER INSERT OR UPDATE OF parent_id ON directory_department
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION directory_keep_the_tree();
"""

NO_TREE = """
DROP TRIGGER departments_make_a_tree ON directory_department;
DROP FUNCTION directory_keep_the_tree();
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_change_history")]

    operations = [
        migrations.RunSQL(HISTORY, NO_HISTORY),
        migrations.RunSQL(TREE, NO_TREE),
    ]
