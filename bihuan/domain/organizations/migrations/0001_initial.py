import bihuan.domain.organizations.fields
import django.db.models.deletion
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
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('staff_number', models.CharField(max_length=20)),
                    ('name', models.CharField(max_length=50)),
                    ('pinyin', models.CharField(editable=False, max_length=200)),
                    ('initials', models.CharField(editable=False, max_length=20)),
                    ('left_on', models.DateField(blank=True, null=True)),
                    ('erased_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Unit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('path', bihuan.domain.organizations.fields.PathField(editable=False, max_length=255, unique=True)),
                    ('kind', models.CharField(choices=[('organ', '单位'), ('department', '内设机构'), ('subordinate', '下属单位'), ('party_group', '党组'), ('party_committee', '党委'), ('branch', '支部'), ('branch_group', '党小组')], max_length=20)),
                    ('name', models.CharField(max_length=100)),
                    ('short_name', models.CharField(blank=True, max_length=30)),
                    ('pinyin', models.CharField(default='', editable=False, max_length=600)),
                    ('initials', models.CharField(default='', editable=False, max_length=100)),
                    ('leading_body', models.CharField(blank=True, choices=[('group', '党组'), ('committee', '党委')], max_length=10)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('founded_on', models.DateField(blank=True, null=True)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.unit')),
                ],
                options={
                    'indexes': [models.Index(fields=['parent', 'position'], name='unit_in_order')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('founded_on', None), ('closed_on', None), ('closed_on__gte', models.F('founded_on')), _connector='OR'), name='unit_closes_after_founding')],
                },
            ),
            migrations.CreateModel(
                name='TeamSeat',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('since', models.DateField(blank=True, null=True)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('principal', '主要负责人'), ('member', '成员'), ('observer', '列席（非党员副职）')], default='member', max_length=10)),
                    ('portfolio', models.CharField(blank=True, max_length=200)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='organizations.person')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                ],
                options={
                    'indexes': [models.Index(fields=['unit', 'until', 'position'], name='seat_in_order')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('until', None), ('withdrawn_at', None)), fields=('unit', 'person'), name='one_seat_in_a_team'), models.UniqueConstraint(condition=models.Q(('until', None), ('withdrawn_at', None), ('kind', 'principal')), fields=('unit',), name='one_principal_in_a_team'), models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('until__gt', models.F('since')), _connector='OR'), name='seat_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('since', models.DateField(blank=True, null=True)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('title', models.CharField(max_length=50)),
                    ('is_main', models.BooleanField(default=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='organizations.person')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                ],
                options={
                    'indexes': [models.Index(fields=['person', 'until'], name='post_of_person')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('until', None), ('withdrawn_at', None), ('is_main', True)), fields=('person',), name='one_main_post'), models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('until__gt', models.F('since')), _connector='OR'), name='post_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='BranchMembership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('since', models.DateField(blank=True, null=True)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organizations.person')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('until', None), ('withdrawn_at', None)), fields=('person',), name='one_branch_at_a_time'), models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('until__gt', models.F('since')), _connector='OR'), name='membership_ends_after_start')],
                },
            ),
        ]),
        migrations.AddField(
            model_name='person',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='organizations.unit'),
        ),
        migrations.AddField(
            model_name='person',
            name='tenant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit'),
        ),
        migrations.AddField(
            model_name='person',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['tenant', 'pinyin', 'id'], name='person_by_pinyin'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['unit', 'pinyin', 'id'], name='person_of_unit'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('erased_at', None), ('left_on', None), ('withdrawn_at', None)), fields=['tenant', 'pinyin', 'id', 'name', 'initials', 'staff_number', 'unit'], name='person_at_a_glance'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('tenant', 'staff_number'), name='person_staff_number'),
        ),
    ]
