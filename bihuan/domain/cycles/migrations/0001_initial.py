import django.db.models.deletion
import uuid
from bihuan.domain.trail.tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organizations', '0001_initial'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Cycle',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('annual', '年度民主生活会'), ('special', '专题民主生活会')], default='annual', max_length=10)),
                    ('theme', models.CharField(blank=True, max_length=40)),
                    ('met_on', models.DateField(blank=True, null=True)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'kind'), name='one_cycle_a_year_and_kind')],
                },
            ),
            migrations.CreateModel(
                name='Aspect',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=200)),
                    ('code', models.CharField(blank=True, max_length=40)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                    ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aspects', to='cycles.cycle')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('cycle', 'position'), name='aspect_in_order')],
                },
            ),
        ]),
    ]
