"""The mail that a message becomes: plain text, answered straight to the reader. Sent by `services`."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from home.models import ContactMessage
from library.catalogue.address import is_interface
from library.languages import own_name


class NoRecipient(RuntimeError):
    """Nobody has said where messages go."""


def send(message: ContactMessage, recipients: Sequence[str]) -> None:
    """Mail a message to the team; raise whatever keeps it from going out."""
    with override(message.language if is_interface(message.language) else settings.LANGUAGE_CODE):
        if not recipients:
            raise NoRecipient(_("No mail address of the team is set on the contact page."))
        _mail(message, recipients).send()


def _mail(message: ContactMessage, recipients: Sequence[str]) -> EmailMessage:
    # Django refuses line breaks in headers; the form leaves none, and what was stored is not trusted to be so.
    subject = " ".join(f"[{settings.WAGTAIL_SITE_NAME}] {message.subject}".split())
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    return EmailMessage(
        subject=subject,
        body="\n".join(_lines(message)),
        to=list(recipients),
        reply_to=[message.address],
        # The same at each attempt, so that a mail program shows once what went out twice.
        headers={"Message-ID": f"<contact-{message.form_key[:32]}@{host}>"},
    )


def _lines(message: ContactMessage) -> list[str]:
    who = f"{message.name} <{message.address}>" if message.name else message.address
    facts = [_("From: %(who)s") % {"who": who}]
    if message.about_title:
        facts.append(_("About: %(title)s") % {"title": message.about_title})
    facts.append(_("Language of the page: %(language)s") % {"language": own_name(message.language)})
    foot = _("Sent with the contact form. Your answer to this mail goes to the person who wrote.")
    return [*facts, "", message.text, "", "-- ", foot]
