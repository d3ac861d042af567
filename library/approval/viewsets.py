"""Where administrators say which group reviews which language; registered in `wagtail_hooks`."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from library.approval.models import ReviewRight


class ReviewRightViewSet(ModelViewSet):
    """Lists the rights, in the settings menu."""

    model = ReviewRight
    name = "review_rights"
    url_prefix = "review-rights"
    icon = "glasses"
    menu_label = _("Review rights")
    add_to_settings_menu = True
    form_fields: ClassVar[list[str]] = ["group", "locale"]
    list_display: ClassVar[list[str]] = ["group", "locale"]
    copy_view_enabled = False
    inspect_view_enabled = False
