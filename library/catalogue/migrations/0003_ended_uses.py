"""Keeps for what a record was there once, and no longer is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_relations"),
    ]

    operations = [
        migrations.AddField(
            model_name="recordrow",
            name="ended",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
    ]
