"""Copying a page in the admin, without the offers to publish the copy or to make an alias."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class ApprovedCopyForm(CopyForm):
    """Wagtail's form, less the boxes that would go around the approval."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
