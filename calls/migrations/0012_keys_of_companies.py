"""Rules about companies are compared without all the legal forms that callers are known by."""

from django.db import migrations
from django.utils import timezone

# As they were known then; what is known later compares nothing here.
LEGAL_FORMS = frozenset(
    """
    тов ооо тзов тдв фоп спд пп прат пат ат зат ват кп дп ко компанія фірма товариство з обмеженою
    відповідальністю llc ltd inc limited company gmbh co corp plc
    """.split()
)


def compare_anew(apps, schema_editor):
    """Of two rules that turn out to be about one company the newer one goes on."""
    rules = apps.get_model("calls", "StandingRule").objects.filter(
        subject="company", undone_at=None
    )
    for rule in rules.order_by("-made_at", "-pk"):
        key = " ".join(word for word in rule.key.split() if word not in LEGAL_FORMS)
        if not key or key == rule.key:
            continue
        same = rules.filter(executive=rule.executive_id, key=key).exclude(pk=rule.pk)
        newer = same.filter(made_at__gt=rule.made_at).exists()
        if newer:
            rules.filter(pk=rule.pk).update(undone_at=timezone.now(), undone_by=rule.made_by_id)
        else:
            same.update(undone_at=timezone.now(), undone_by=rule.made_by_id)
            rules.filter(pk=rule.pk).update(key=key)


class Migration(migrations.Migration):
    dependencies = [("calls", "0011_told_when_away")]

    operations = [migrations.RunPython(compare_anew, migrations.RunPython.noop)]
