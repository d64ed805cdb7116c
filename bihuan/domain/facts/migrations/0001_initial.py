import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organizations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('code', models.CharField(max_length=80)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('value', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ('shortfall', models.CharField(blank=True, editable=False, max_length=200)),
                ('rows', models.JSONField(default=list, editable=False)),
                ('digest', models.CharField(max_length=80)),
                ('edition', models.CharField(max_length=16)),
                ('frozen_at', models.DateTimeField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'code', 'since', 'until'), name='fact_frozen_once'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='fact_period_ends_after_start')],
            },
        ),
    ]
