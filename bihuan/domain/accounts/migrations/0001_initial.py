import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
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
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('username', models.CharField(max_length=50, unique=True)),
                    ('is_active', models.BooleanField(default=True)),
                    ('password_set_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('password_is_temporary', models.BooleanField(default=False)),
                    ('former_passwords', models.JSONField(default=list, editable=False)),
                    ('session_generation', models.PositiveIntegerField(default=0)),
                    ('state_changed_at', models.DateTimeField(editable=False, null=True)),
                    ('state_reason', models.CharField(blank=True, max_length=200)),
                    ('person', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='user', to='organizations.person')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='RoleGrant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True)),
                    ('withdrawn_why', models.CharField(blank=True, max_length=200)),
                    ('role', models.CharField(max_length=20)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('user', 'unit', 'role'), name='role_granted_once')],
                },
            ),
            migrations.CreateModel(
                name='Delegation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True)),
                    ('withdrawn_why', models.CharField(blank=True, max_length=200)),
                    ('since', models.DateField()),
                    ('until', models.DateField()),
                    ('reason', models.CharField(max_length=200)),
                    ('taker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                    ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='accounts.rolegrant')),
                ],
                options={
                    'indexes': [models.Index(fields=['taker', 'until'], name='delegation_of_taker')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='delegation_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='SecondFactor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('sealed_secret', models.TextField(blank=True, editable=False)),
                    ('recovery', models.JSONField(default=dict, editable=False)),
                    ('last_step', models.PositiveBigIntegerField(default=0, editable=False)),
                    ('set_at', models.DateTimeField(editable=False, null=True)),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='second_factor', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
    ]
