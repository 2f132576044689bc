"""What the database holds by itself: law 1 of the desk, and a history that stays as written."""

from django.db import migrations

LAW_1 = """
CREATE FUNCTION calls_note_protection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.connected_protected := false;
    IF NEW.connected_to_id IS NOT NULL THEN
        -- Locked, so that nobody becomes protected while he is being connected.
        SELECT is_protected INTO NEW.connected_protected
        FROM directory_employee WHERE id = NEW.connected_to_id FOR SHARE;
    END IF;
    RETURN NEW;
END $$;

-- A connection made before somebody became protected stays as it was.
CREATE TRIGGER calls_note_protection_on_insert BEFORE INSERT ON calls_call
FOR EACH ROW EXECUTE FUNCTION calls_note_protection();

CREATE TRIGGER calls_note_protection_on_connect BEFORE UPDATE ON calls_call
FOR EACH ROW WHEN (
    NEW.connected_to_id IS DISTINCT FROM OLD.connected_to_id
    OR NEW.connected_protected IS DISTINCT FROM OLD.connected_protected
) EXECUTE FUNCTION calls_note_protection();

ALTER TABLE calls_call ADD CONSTRAINT law_1_clearance_is_a_yes_for_this_call_and_person
FOREIGN KEY (clearance_id, id, connected_to_id, clearance_status)
REFERENCES calls_transferrequest (id, call_id, executive_id, status);
"""

NO_LAW_1 = """
ALTER TABLE calls_call DROP CONSTRAINT law_1_clearance_is_a_yes_for_this_call_and_person;
DROP TRIGGER calls_note_protection_on_connect ON calls_call;
DROP TRIGGER calls_note_protection_on_insert ON calls_call;
DROP FUNCTION calls_note_protection();
"""

APPEND_ONLY = """
CREATE FUNCTION calls_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a call''s history is append-only'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'call_event_append_only';
END $$;

CREATE TRIGGER call_event_append_only BEFORE UPDATE OR DELETE ON calls_callevent
FOR EACH ROW EXECUTE FUNCTION calls_refuse_rewriting();
"""

REWRITABLE = """
DROP TRIGGER call_event_append_only ON calls_callevent;
DROP FUNCTION calls_refuse_rewriting();
"""


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_initial")]

    operations = [
        migrations.RunSQL(LAW_1, NO_LAW_1),
        migrations.RunSQL(APPEND_ONLY, REWRITABLE),
    ]
