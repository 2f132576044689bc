from django.db import migrations, models

PLACES = ['buy', 'sell', 'existing', 'service', 'business', 'job', 'personal', 'info', 'wrong']
HANDLED = {'buy': 'sales', 'sell': 'mail', 'existing': 'last', 'info': 'desk', 'wrong': 'desk'}


def empty(apps, schema_editor):
    """To look at the list was enough to write down what is built in: that is no word of the admin."""
    rules = apps.get_model('calls', 'PurposeRule').objects
    for place, purpose in enumerate(PLACES):
        rule = rules.filter(purpose=purpose)
        rule.filter(handling=HANDLED.get(purpose, 'department')).update(handling='')
        rule.filter(position=place).update(position=None)


def fill(apps, schema_editor):
    rules = apps.get_model('calls', 'PurposeRule').objects
    for place, purpose in enumerate(PLACES):
        rule = rules.filter(purpose=purpose)
        rule.filter(handling='').update(handling=HANDLED.get(purpose, 'department'))
        rule.filter(position=None).update(position=place)


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0014_special_day_hours'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='purposerule',
            name='purpose_rule_known',
        ),
        migrations.AlterField(
            model_name='purposerule',
            name='handling',
            field=models.CharField(blank=True, choices=[('sales', 'Connect the sales side'), ('mail', 'Ask to send the offer by mail'), ('last', 'Connect whoever they spoke with last'), ('department', 'Connect the department that answers for it'), ('desk', 'Answered at the desk')], max_length=10, verbose_name='what is done'),
        ),
        migrations.AlterField(
            model_name='purposerule',
            name='position',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='order'),
        ),
        migrations.AddConstraint(
            model_name='purposerule',
            constraint=models.CheckConstraint(condition=models.Q(('handling__in', ['', 'sales', 'mail', 'last', 'department', 'desk']), ('purpose__in', PLACES)), name='purpose_rule_known'),
        ),
        migrations.RunPython(empty, fill),
    ]
