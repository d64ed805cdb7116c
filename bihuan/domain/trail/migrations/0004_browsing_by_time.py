"""Find entries by time, and by who did what through which door."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trail', '0003_nothing_but_erasing'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['at', 'id'], name='trail_entry_by_time'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['actor_key', 'at', 'id'], name='trail_entry_of_actor'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['action', 'at', 'id'], name='trail_entry_of_action'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('via', 'page'), _negated=True), fields=['via', 'at', 'id'], name='trail_entry_via'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('on_behalf_of__isnull', False)), fields=['at', 'id'], name='trail_entry_on_behalf'),
        ),
    ]
