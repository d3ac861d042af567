"""The public side of the contact page: the form, what becomes of it, and the thanks. Registered as its layout.

Every answer is made anew and carries no mark to be kept by: the stamp in the form is good for a day.
"""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from config.rate_limit import shared_budgets, wait
from home.contact import selectors, services
from home.contact.forms import ContactForm
from home.contact.selectors import About
from library import answers
from library.catalogue.address import Address
from library.catalogue.record import Record
from library.reading.asking import UnknownValueError, only

TEMPLATE, THANKS = "pages/contact.html", "pages/contact_sent.html"
PARAMETERS = ("about", "sent")
MOST_BYTES = 100_000
"""More than the longest message in syllabics takes, nine bytes a letter as browsers send it."""


def context(record: Record, interface: str) -> dict[str, Any]:
    """Return what the page is given before anything is written; two queries."""
    return _context(record, interface, ContactForm(page=record.work), None)


def answer(request: HttpRequest, record: Record, asked: Address) -> HttpResponse:
    """Show the form, thank for a message, or take one."""
    if request.method == "POST":
        return _fresh(_take(request, record, asked))
    try:
        only(request.GET, *PARAMETERS, once=PARAMETERS)
    except UnknownValueError as problem:
        return answers.refused(asked.interface, problem, back=request.path)
    if "sent" in request.GET:
        return _fresh(_thanks(record, asked.interface))
    about = selectors.about(request.GET.get("about", ""), asked.interface)
    return _fresh(_page(record, asked.interface, ContactForm(page=record.work), about))


def _take(request: HttpRequest, record: Record, asked: Address) -> HttpResponse:
    """Store a message and lead to the thanks, so that going back or loading again sends nothing twice."""
    interface = asked.interface
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        note = _(
            "This is more than the form can take. Go back in your browser, shorten your message and send it again."
        )
        return _page(record, interface, ContactForm(page=record.work), None, status=413, note=note)
    # A browser says where a form stood; one on another site could make its visitors write to us.
    elsewhere = request.headers.get("Sec-Fetch-Site") == "cross-site"
    form = ContactForm(request.POST, page=record.work, elsewhere=elsewhere)
    about = selectors.about(request.POST.get("about", ""), interface)
    if not form.is_valid():
        return _page(record, interface, form, about, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    seconds = wait(request, settings.MESSAGE_LIMIT, shared_budgets()) if settings.MESSAGE_LIMIT else 0
    if seconds:
        form.add_error(
            None, _("Several messages came from your address just now. Wait a few minutes and send this one.")
        )
        response = _page(record, interface, form, about, status=HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(int(seconds + 0.999))
        return response
    services.store_message(form=form, page=record, language=interface, about=about)
    return HttpResponseRedirect(f"{request.path}?sent=1", status=HTTPStatus.SEE_OTHER)


def _page(
    record: Record, interface: str, form: ContactForm, about: About | None, *, status: int = 200, note: str = ""
) -> HttpResponse:
    given = {**_context(record, interface, form, about), "note": note}
    return HttpResponse(render_to_string(TEMPLATE, given), status=status)


def _thanks(record: Record, interface: str) -> HttpResponse:
    given = _context(record, interface, ContactForm(page=record.work), None)
    return HttpResponse(render_to_string(THANKS, {**given, "frame": replace(given["frame"], indexable=False)}))


def _context(record: Record, interface: str, form: ContactForm, about: About | None) -> dict[str, Any]:
    return {
        **answers.item_context(QueryDict(), record, interface),
        "form": form,
        "fields": list(form),
        "about": about,
        "kept_days": services.KEPT_AFTER_ANSWER.days,
        "kept_at_most": services.KEPT_AT_MOST.days,
    }


def _fresh(response: HttpResponse) -> HttpResponse:
    # Not `no-store`: going back in a browser must bring back what was typed.
    response.headers["Cache-Control"] = "private, no-cache"
    return response
