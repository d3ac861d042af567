"""The approval room: who may make a text public, and the proof that they did."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalConfig(AppConfig):
    """Loads checks and receivers; the kinds and the door read `selectors`, commands and views call `services`."""

    name = "library.approval"
    label = "approval"
    verbose_name = _("Approval")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Close publishing, connect the receivers and register the system checks."""
        from library.approval import checks, one_draft, signals  # noqa: F401 - importing them is what registers them
        from library.approval.notify import send_after_commit
        from library.approval.permissions import close_publishing

        close_publishing()
        one_draft.install()
        send_after_commit()
