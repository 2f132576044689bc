from django.db import migrations


class Migration(migrations.Migration):
    """The order of a purpose is its key at the desk, and keys begin with 1."""

    dependencies = [
        ('calls', '0018_wording'),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE calls_purposerule SET position = position + 1",
            "UPDATE calls_purposerule SET position = position - 1 WHERE position > 0",
        ),
    ]
