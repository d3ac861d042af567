"""Finds the approved texts that claim one address without reading them all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("approval", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(fields=["slug"], name="approval_slug"),
        ),
    ]
