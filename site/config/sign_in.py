"""The form with which editors sign in; the settings name it, and Wagtail shows it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):
    """Wagtail's form, with every label in the language of the interface."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail declares this field anew and loses its label: what is left is made from the field's English name.
        self.fields["password"].label = _("Password")
