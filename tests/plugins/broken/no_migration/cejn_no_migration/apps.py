"""A kind whose models have grown since its migration."""

from library.plugin import KindConfig


class NoMigration(KindConfig):
    """Register the kind."""

    name = "cejn_no_migration"
    label = "kind_no_migration"
    verbose_name = "No migrations"
    slug = "no_migration"
    model_name = "NoMigrationPage"
    api_level = 1
    label_one = "No migration"
    label_many = "No migrations"
