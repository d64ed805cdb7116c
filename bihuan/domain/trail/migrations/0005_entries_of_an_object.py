"""Find what happened to an object and when, without a look at all entries of the action."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trail', '0004_browsing_by_time'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='entry', name='trail_entry_object'),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['object_key', 'action', 'at'], name='trail_entry_object'),
        ),
    ]
