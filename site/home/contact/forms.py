"""The form by which a reader writes to the team: four fields, one that people do not see, and the stamp.

Whatever is wrong is said beside the field and once above the form, and nothing that was typed is lost.
"""

import hashlib
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.contact.stamp import Verdict, judge, new
from home.models.message import NAME, SUBJECT, TEXT

LONGEST_ADDRESS = 254
AGAIN = {
    Verdict.TOO_SOON: _("That was quicker than we expect of a person. If you are one, press “Send” once more."),
    Verdict.TOO_LATE: _("This form was open for more than a day. Nothing is lost: press “Send” once more."),
    Verdict.FOREIGN: _("We could not see that this form came from us. Nothing is lost: press “Send” once more."),
}

FILLED = _("A field that people do not see was filled in, perhaps by your browser. Press “Send” once more.")


class PlainField(forms.CharField):
    """One line of words: no line break, which could become a header of a mail, and no control character."""

    def to_python(self, value: Any) -> str:
        """Return the words with single spaces between them."""
        return " ".join(_visible(super().to_python(value) or "").split())


class ParagraphsField(forms.CharField):
    """Words in paragraphs; a line break counts as one character, however the browser sends it."""

    def to_python(self, value: Any) -> str:
        """Return the words without control characters."""
        return _visible((super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


class MailField(forms.EmailField):
    """A mail address."""

    def to_python(self, value: Any) -> str:
        """Return the address without control characters, which no database keeps."""
        return _visible(super().to_python(value) or "").strip()


def _visible(value: str) -> str:
    return "".join(char for char in value if char == "\n" or unicodedata.category(char) != "Cc")


class ContactForm(forms.Form):
    """What a reader writes. `page` is the work of the contact page; the stamp is signed for it.

    Two more fields come with it, and are no fields of Django's: `stamp`, and `website`, which people do not see.
    """

    name = PlainField(
        label=_("Your name"),
        required=False,
        max_length=NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"max_length": _("Write your name in at most %(limit_value)d characters.")},
    )
    mail = MailField(
        label=_("Your mail address"),
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("We use it to answer you, and for nothing else."),
        error_messages={
            "required": _("Write your mail address, so that we can answer."),
            "invalid": _("Write a mail address with an @, such as name@example.org."),
            "max_length": _("Write a mail address of at most %(limit_value)d characters."),
        },
    )
    subject = PlainField(
        label=_("What it is about"),
        max_length=SUBJECT,
        error_messages={
            "required": _("Write in a few words what it is about."),
            "max_length": _("Say in at most %(limit_value)d characters what it is about."),
        },
    )
    text = ParagraphsField(
        label=_("Your message"),
        max_length=TEXT,
        widget=forms.Textarea({"rows": 9}),
        help_text=_("In any language."),
        error_messages={
            "required": _("Write your message."),
            "max_length": _("Shorten your message: it has %(show_value)d characters, and %(limit_value)d fit."),
        },
    )

    def __init__(self, *args: Any, page: str, elsewhere: bool = False, **kwargs: Any) -> None:
        """Take the page, and whether the browser says that the form stood on another site."""
        super().__init__(*args, **kwargs)
        self.page = page
        self.elsewhere = elsewhere

    def clean(self) -> None:
        """Ask once more where something speaks for a program; a person then only has to press again."""
        super().clean()
        if self.errors:
            return  # something has to be put right anyway, and the form comes back with that
        verdict = Verdict.FOREIGN if self.elsewhere else judge(self._stamp, self.page)
        if verdict is not Verdict.GOOD:
            self.add_error(None, AGAIN[verdict])
        elif self.data.get("website"):
            self.add_error(None, FILLED)

    @property
    def _stamp(self) -> str:
        return str(self.data.get("stamp", ""))

    @property
    def next_stamp(self) -> str:
        """Return the stamp to print: the one that came, as long as it will do, so that nobody has to wait again."""
        keeps = not self.elsewhere and judge(self._stamp, self.page) in {Verdict.GOOD, Verdict.TOO_SOON}
        return self._stamp if self.is_bound and keeps else new(self.page)

    @property
    def key(self) -> str:
        """Return what stands for this form with these words: sent twice, it is one message."""
        words = [self._stamp, *(str(self.cleaned_data[name]) for name in self.fields)]
        return hashlib.sha256("\0".join(words).encode()).hexdigest()
