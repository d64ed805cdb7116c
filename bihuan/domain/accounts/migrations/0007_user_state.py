from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_second_factor")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="state_changed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="state_reason",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
