"""What a reviewer fills in: an approval names the text by its digest, a refusal says why."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ApproveForm(forms.Form):
    """Approve the text with this digest; the review view fills it with what it shows."""

    digest = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea({"rows": 2}))


class SendBackForm(forms.Form):
    """Send the text back to its author, with the reason."""

    # It stands beside the other form, whose comment has the id that Django would give this one as well.
    comment = forms.CharField(
        label=_("What should be changed?"),
        widget=forms.Textarea({"rows": 3, "id": "id_send_back_comment"}),
        help_text=_("The author reads this."),
    )


class TakeBackForm(forms.Form):
    """Say why something is taken back; no output ever shows it."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("For the editors alone; it is never shown in public."),
    )
    everywhere = forms.BooleanField(label=_("In all its languages"), required=False)
