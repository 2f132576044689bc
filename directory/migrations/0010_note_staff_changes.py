"""Every change of people or departments leaves a note, so that lookup is never behind."""

from django.db import migrations

# The lock puts changes in the order of their commits: whoever has read the newest note has
# missed none that is committed later under a smaller number.
NOTE = """
CREATE FUNCTION directory_note_staff_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    noted text := TG_ARGV[0];
BEGIN
    PERFORM pg_advisory_xact_lock(7260142002);
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO directory_staffchange DEFAULT VALUES;
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE format(
            'INSERT INTO directory_staffchange (%I) SELECT id FROM old_rows', noted);
    ELSE
        EXECUTE format(
            'INSERT INTO directory_staffchange (%I) SELECT id FROM new_rows', noted);
    END IF;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER {table}_note_insert AFTER INSERT ON directory_{table}
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION directory_note_staff_change('{table}_id');

CREATE TRIGGER {table}_note_update AFTER UPDATE ON directory_{table}
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION directory_note_staff_change('{table}_id');

CREATE TRIGGER {table}_note_delete AFTER DELETE ON directory_{table}
REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION directory_note_staff_change('{table}_id');

CREATE TRIGGER {table}_note_truncate AFTER TRUNCATE ON directory_{table}
FOR EACH STATEMENT EXECUTE FUNCTION directory_note_staff_change('{table}_id');
"""

UNDO = """
DROP TRIGGER {table}_note_insert ON directory_{table};
DROP TRIGGER {table}_note_update ON directory_{table};
DROP TRIGGER {table}_note_delete ON directory_{table};
DROP TRIGGER {table}_note_truncate ON directory_{table};
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0009_staff_change")]

    operations = [
        migrations.RunSQL(NOTE, "DROP FUNCTION directory_note_staff_change();"),
        *[
            migrations.RunSQL(TRIGGERS.format(table=table), UNDO.format(table=table))
            for table in ("employee", "department")
        ],
    ]
