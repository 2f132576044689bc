from django.db import migrations, models

# A day with one of its hours was closed as it stood: so it stays, and says so.
CLOSE = """
UPDATE calls_specialday SET opens = NULL, closes = NULL WHERE opens IS NULL OR closes IS NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0013_retention'),
    ]

    operations = [
        migrations.RunSQL(CLOSE, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='specialday',
            name='special_day_has_both_hours',
        ),
        migrations.AddConstraint(
            model_name='specialday',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closes', None), ('opens', None)), models.Q(('closes__gt', models.F('opens')), ('closes__isnull', False), ('opens__isnull', False)), _connector='OR'), name='special_day_has_both_hours', violation_error_message='Both hours, the later one second; or none: closed.'),
        ),
    ]
