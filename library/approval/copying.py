"""Copying a page in the admin, without the offers to publish the copy or to make an alias."""

from wagtail.admin.forms.pages import CopyForm


class ApprovedCopyForm(CopyForm):
    """Wagtail's form, less the boxes that would go around the approval."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
