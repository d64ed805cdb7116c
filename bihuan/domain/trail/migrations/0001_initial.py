import django.db.models.deletion
from bihuan.domain.trail.tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Chain',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('unit_key', models.UUIDField(null=True, unique=True)),
                    ('name', models.CharField(max_length=36, unique=True)),
                    ('size', models.PositiveBigIntegerField(default=0)),
                    ('head', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ],
            ),
            migrations.CreateModel(
                name='Request',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=100, unique=True)),
                    ('operation', models.CharField(max_length=80)),
                    ('answer', models.JSONField(null=True)),
                    ('created_at', models.DateTimeField(db_index=True)),
                ],
            ),
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('format', models.PositiveSmallIntegerField(default=1)),
                    ('sequence', models.PositiveBigIntegerField()),
                    ('at', models.DateTimeField()),
                    ('actor_key', models.UUIDField(null=True)),
                    ('roles', models.CharField(blank=True, max_length=200)),
                    ('on_behalf_of', models.UUIDField(null=True)),
                    ('via', models.CharField(max_length=8)),
                    ('os_account', models.CharField(blank=True, max_length=64)),
                    ('action', models.CharField(max_length=80)),
                    ('object_type', models.CharField(blank=True, max_length=80)),
                    ('object_key', models.UUIDField(null=True)),
                    ('result', models.CharField(default='done', max_length=16)),
                    ('detail_digest', models.CharField(max_length=64)),
                    ('algorithm', models.CharField(default='sha256', max_length=16)),
                    ('previous', models.CharField(max_length=64)),
                    ('hash', models.CharField(max_length=64)),
                    ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='trail.chain')),
                ],
                options={
                    'indexes': [models.Index(fields=['object_key', 'action', 'at'], name='trail_entry_object'), models.Index(fields=['at', 'id'], name='trail_entry_by_time'), models.Index(fields=['actor_key', 'at', 'id'], name='trail_entry_of_actor'), models.Index(fields=['action', 'at', 'id'], name='trail_entry_of_action'), models.Index(condition=models.Q(('via', 'page'), _negated=True), fields=['via', 'at', 'id'], name='trail_entry_via'), models.Index(condition=models.Q(('on_behalf_of__isnull', False)), fields=['at', 'id'], name='trail_entry_on_behalf')],
                    'constraints': [models.UniqueConstraint(fields=('chain', 'sequence'), name='trail_entry_no_fork')],
                },
            ),
            migrations.CreateModel(
                name='Change',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField()),
                    ('object_type', models.CharField(max_length=80)),
                    ('object_key', models.UUIDField()),
                    ('field', models.CharField(max_length=80)),
                    ('before', models.TextField(null=True)),
                    ('after', models.TextField(null=True)),
                    ('salt', models.CharField(blank=True, max_length=32)),
                    ('digest', models.CharField(max_length=64)),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='trail.entry')),
                ],
                options={
                    'indexes': [models.Index(fields=['object_key', 'field'], name='trail_change_object')],
                },
            ),
        ]),
    ]
