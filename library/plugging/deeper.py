"""Looks at a loaded kind with Django's help: templates, checks, migrations, what others may not declare, counts.

Called by the probe, in its own process, once Django is set up; it reads the database and never makes one.
"""

import json
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.checks import ERROR, run_checks
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.utils.translation import override

from library import plugin
from library.catalogue.content import Content
from library.catalogue.describe import describe
from library.plugging import shape
from library.plugging.report import Report


def look(report: Report) -> None:
    """Fill in a report."""
    config = plugin.kind(report.slug)
    if config is None:
        report.add(f"{report.origin} did not register its kind; call `super().ready()` where `ready` is overridden.")
        return
    with override("en"):
        report.declared = shape.declared(config)
    report.declared["table"] = {model._meta.db_table: [report.target] for model in config.get_models()}
    _templates(config, report)
    _describe(config, report)
    _checks(config, report)
    tables = _tables()
    _migrations(config, report, known=tables is not None)
    if tables is not None and config.page_model._meta.db_table in tables:
        _count(config, report)


def _templates(config: Any, report: Report) -> None:
    """Read the one template that is a choice; that the others are there and sound was asked as the kind registered."""
    path = f"kinds/{config.slug}/list.html"
    try:
        get_template(path)
    except TemplateDoesNotExist:
        return
    except TemplateSyntaxError as error:
        report.add(f"The template {path} of {report.origin} cannot be read ({error}); correct it.")


def _describe(config: Any, report: Report) -> None:
    """Have an item described that has nothing but a title: what a kind cannot bear there, it will meet one day."""
    # With a number for its type, so that Wagtail does not look the type up: there may be no database yet.
    page = config.page_model(title="Title", content_type_id=1)
    data = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
    try:
        describe(Content(config.page_model, data, lang="en", files={}, works={}))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a kind from outside may raise anything
        said = f"{type(error).__name__}: {error}"
        report.add(
            f"An item with nothing but a title cannot be described ({said}); mend `describe` in {report.origin}."
        )


def _checks(config: Any, report: Report) -> None:
    for message in run_checks():
        owner = getattr(message.obj, "model", message.obj)
        label = getattr(getattr(owner, "_meta", None), "app_label", None)
        if message.level >= ERROR and label == config.label:
            report.add(f"{message.msg} ({message.id}) {message.hint or ''}")


def _migrations(config: Any, report: Report, *, known: bool) -> None:
    """Compare the models with the migrations, and the migrations with the database where it can be asked."""
    loader = MigrationLoader(connection if known else None, ignore_no_migrations=True)
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(specified_apps={config.label}, dry_run=True),
    )
    changes = detector.changes(graph=loader.graph, trim_to_apps={config.label}, convert_apps={config.label})
    missing = [operation.describe() for one in changes.get(config.label, ()) for operation in one.operations]
    if missing:
        report.add(
            f"The models of {report.origin} differ from its migrations ({missing[0]}); "
            f"run `manage.py makemigrations {config.label}` and ship what it writes."
        )
    if known:
        waiting = [name for label, name in loader.graph.nodes if label == config.label]
        waiting = sorted(name for name in waiting if (config.label, name) not in loader.applied_migrations)
        if waiting:
            report.add(
                f"The migration {waiting[0]} of {report.origin} has not been applied; "
                f"run `manage.py migrate {config.label}`."
            )


def _tables() -> set[str] | None:
    """Return the tables of the database, or nothing where there is none yet or it does not answer."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite" and not Path(str(settings["NAME"])).is_file():
        # Connecting would make the file.
        return None
    try:
        tables = set(connection.introspection.table_names())
    except DatabaseError:
        return None
    return tables if "django_migrations" in tables else None


def _count(config: Any, report: Report) -> None:
    from library.catalogue.models import RecordRow

    try:
        public = RecordRow.objects.filter(kind=config.slug, source__startswith="page:").count()
        pages = config.page_model._base_manager.count()
    except DatabaseError:
        return
    report.public, report.drafts = public, max(0, pages - public)
