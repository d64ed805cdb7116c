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
                name='StoredFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('name', models.CharField(max_length=200)),
                    ('size', models.PositiveIntegerField()),
                    ('algorithm', models.CharField(max_length=16)),
                    ('digest', models.CharField(max_length=64)),
                    ('received_at', models.DateTimeField()),
                    ('received_by_key', models.UUIDField(null=True)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                ],
                options={
                    'indexes': [models.Index(fields=['unit', 'digest'], name='stored_file_digest')],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('cycle_kind', models.CharField(choices=[('annual', '年度民主生活会'), ('special', '专题民主生活会')], default='annual', max_length=10)),
                    ('title', models.CharField(max_length=200)),
                    ('kind', models.CharField(max_length=20)),
                    ('document', models.JSONField()),
                    ('reading', models.JSONField()),
                    ('state', models.CharField(choices=[('open', '核对中'), ('confirmed', '已入台账'), ('withdrawn', '已撤回')], default='open', max_length=10)),
                    ('made_at', models.DateTimeField()),
                    ('made_by_key', models.UUIDField(null=True)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('settled_by_key', models.UUIDField(null=True)),
                    ('reason', models.CharField(blank=True, max_length=200)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='documents.storedfile')),
                ],
                options={
                    'indexes': [models.Index(fields=['unit', 'year', 'state'], name='draft_by_year')],
                },
            ),
            migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('position', models.PositiveIntegerField()),
                    ('change', models.JSONField()),
                    ('made_at', models.DateTimeField()),
                    ('made_by_key', models.UUIDField(null=True)),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='documents.draft')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('draft', 'position'), name='correction_in_order')],
                },
            ),
        ]),
    ]
