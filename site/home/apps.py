"""The pages of this site alone, as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Home page, pages of text, and the contact page with its messages."""

    name = "home"
    label = "home"
    verbose_name = _("Pages of the site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the library how the pages of this site are answered."""
        from home import reading
        from home.contact import views as contact
        from library import layouts

        layouts.register("home", layouts.Layout(reading.TEMPLATE, reading.home_context))
        layouts.register("contact", layouts.Layout(contact.TEMPLATE, contact.context, contact.answer))
