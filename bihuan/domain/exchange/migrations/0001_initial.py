import uuid
from bihuan.domain.trail.tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='ImportBatch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('unit_key', models.UUIDField(db_index=True)),
                    ('purpose', models.CharField(max_length=40)),
                    ('scope', models.CharField(blank=True, max_length=60)),
                    ('file_name', models.CharField(max_length=200)),
                    ('file_digest', models.CharField(max_length=64)),
                    ('state', models.CharField(choices=[('previewed', '待确认'), ('applied', '已导入'), ('undone', '已撤销'), ('dropped', '已放弃')], default='previewed', max_length=12)),
                    ('head', models.JSONField(default=dict)),
                    ('rows', models.JSONField(default=list)),
                    ('outcome', models.JSONField(default=list)),
                    ('made_by_key', models.UUIDField(null=True)),
                    ('made_at', models.DateTimeField()),
                    ('applied_at', models.DateTimeField(null=True)),
                    ('settled_by_key', models.UUIDField(null=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ColumnMapping',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('unit_key', models.UUIDField()),
                    ('purpose', models.CharField(max_length=40)),
                    ('heads_digest', models.CharField(max_length=64)),
                    ('mapping', models.JSONField(default=dict)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('unit_key', 'purpose', 'heads_digest'), name='mapping_once_per_heads')],
                },
            ),
        ]),
    ]
