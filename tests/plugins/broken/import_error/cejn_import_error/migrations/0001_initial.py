"""The first tables of the kind."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="ImportErrorPage",
            fields=[
                (
                    "resourcepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="library.resourcepage",
                    ),
                ),
            ],
            options={"abstract": False},
            bases=("library.resourcepage",),
        ),
    ]
