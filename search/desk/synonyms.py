"""The list of synonyms in the admin: to write, to read with what is in force beside it, to approve, to delete."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView, InspectView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from library.approval.people import who
from library.languages import own_name
from search import rights, services_site
from search.desk.forms import SynonymForm, box_of
from search.models import SynonymRow
from search.synonyms import ONE_WAY

APPROVED = "cejn_search.approve"
"""The entry of the history; `wagtail_hooks` gives it its words."""


def state_of(row: SynonymRow) -> str:
    """Return in words whether the search has the row."""
    if not row.is_waiting:
        return _("In force")
    return _("In force, a change waits for approval") if row.is_live else _("Waits for approval")


def to_read(row: SynonymRow) -> str | None:
    """Return where a row that waits is read and approved."""
    return reverse("synonyms:inspect", args=[row.pk]) if row.is_waiting else None


def direction_of(row: SynonymRow) -> str:
    """Return the direction in two words."""
    return _("One way") if row.direction == ONE_WAY else _("Both ways")


def languages_of(row: SynonymRow) -> str:
    """Return the languages of a row, by their own names."""
    return ", ".join(dict.fromkeys(own_name(lang) if lang else _("any") for lang, _text in row.terms))


def approver_of(row: SynonymRow) -> str:
    """Return who approved what is in force."""
    if not row.is_live:
        return ""
    return str(row.approved_by or (row.get_origin_display() if row.origin == SynonymRow.Origin.SETUP else ""))


class _Told:
    """Says after saving whether the row is in force or waits."""

    object: SynonymRow

    def get_success_message(self, instance: SynonymRow | None = None) -> str:
        """Return what became of the row."""
        if (instance or self.object).is_waiting:
            return _("Saved. The search takes it up when a second person has approved it.")
        return _("Saved. The search has it now.")


class ListView(IndexView):
    """The rows, those first that wait for somebody."""

    add_item_label = gettext_lazy("Add synonyms")

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Any:
        column = super()._get_title_column(field_name, *args, **kwargs)
        column.label = gettext_lazy("Terms")
        return column


class NewRowView(_Told, CreateView):
    """A new row, with the words filled in that found nothing."""

    page_title = gettext_lazy("New synonyms")

    def get_initial(self) -> dict[str, Any]:
        """Put the words of the address into the box of their language."""
        words, lang = self.request.GET.get("words", ""), self.request.GET.get("lang", "")
        return {**super().get_initial(), box_of(lang): words} if words else super().get_initial()


class EditRowView(_Told, EditView):
    """The form of a row."""


class ReadRowView(InspectView):
    """What is written beside what is in force, and the button that approves it."""

    page_title = gettext_lazy("Read and approve")
    template_name = "search/synonym.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the terms by language, and say whether this person may approve."""
        row: SynonymRow = self.object
        return super().get_context_data(
            row=row,
            state=state_of(row),
            written=by_language(row.terms, row.direction),
            in_force=by_language(row.live_terms, row.live_direction),
            why_not=rights.Desk.of(who(self.request)).why_not(row),
            approver=approver_of(row),
            writers=", ".join(map(str, row.writers.order_by("pk"))),
            **kwargs,
        )


def by_language(terms: Sequence[Sequence[str]], direction: str) -> list[tuple[str, str, list[str]]]:
    """Return (what they are, tag, texts) of terms; one way, what is typed comes first."""
    found: list[tuple[str, str, list[str]]] = []
    rest: Iterable[Sequence[str]] = terms
    if direction == ONE_WAY and terms:
        found.append((_("What is typed"), terms[0][0], [terms[0][1]]))
        rest = terms[1:]
    boxes: dict[str, list[str]] = {}
    for lang, text in rest:
        boxes.setdefault(lang, []).append(text)
    return found + [(own_name(lang) if lang else _("In any language"), lang, texts) for lang, texts in boxes.items()]


class ApproveView(PermissionCheckedMixin, View):
    """Approves a row as it was shown."""

    model = SynonymRow
    permission_required = "change"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Approve, or say why not."""
        get_object_or_404(SynonymRow, pk=pk)
        try:
            row = services_site.approve_row(pk=pk, user=who(request), digest=request.POST.get("digest", ""))
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            log(instance=row, action=APPROVED, user=request.user)
            messages.success(request, _("Approved. The search has it now."))
        return redirect(reverse("synonyms:inspect", args=[pk]))


class SynonymViewSet(ModelViewSet):
    """The list, with its form and its page to read and approve."""

    model = SynonymRow
    name = "synonyms"
    url_prefix = "search/synonyms"
    icon = "list-ul"
    menu_label = gettext_lazy("Synonyms")
    index_view_class = ListView
    add_view_class = NewRowView
    edit_view_class = EditRowView
    inspect_view_class = ReadRowView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    search_fields: ClassVar[list[str]] = ["words", "note"]
    list_filter: ClassVar[list[str]] = ["is_waiting", "direction"]
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("languages", label=gettext_lazy("Languages"), accessor=languages_of),
        Column("direction", label=gettext_lazy("Direction"), accessor=direction_of, sort_key="direction"),
        TitleColumn("state", label=gettext_lazy("State"), accessor=state_of, get_url=to_read, sort_key="is_waiting"),
        Column("approver", label=gettext_lazy("Approved by"), accessor=approver_of),
        DateColumn("approved_at", label=gettext_lazy("Approved"), sort_key="approved_at"),
    ]
    list_export: ClassVar[list[str]] = ["words", "direction", "is_waiting", "approved_by", "approved_at", "note"]

    def get_form_class(self, for_update: bool = False) -> type[SynonymForm]:
        """Return our form."""
        return SynonymForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out the list of places where a row is used: there are none."""
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Keep the template of our own view."""
        return super().get_inspect_view_kwargs(template_name=ReadRowView.template_name, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the address of the approval."""
        kept = [one for one in super().get_urlpatterns() if one.name != "usage"]
        return [*kept, path("approve/<int:pk>/", self.construct_view(ApproveView), name="approve")]
