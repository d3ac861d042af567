"""What a reviewer fills in: an approval names the text by its digest, a refusal says why."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ApproveForm(forms.Form):
    """Approve the text with this digest; the review view fills it with what it shows."""

    digest = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea({"rows": 2}))


class SendBackForm(forms.Form):
    """Send the text back to its author, with the reason."""

    comment = forms.CharField(
        label=_("What should be changed?"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The author reads this."),
    )


class AnswerForm(forms.Form):
    """Answer a review beside the text: one comment, whichever button is pressed; only an approval goes without."""

    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The author reads this. If you send the text back, say what should be changed."),
    )

    def clean(self) -> dict[str, str]:
        """Ask for words where the text goes back."""
        said: dict[str, str] = self.cleaned_data
        if "approve" not in self.data and not said.get("comment"):
            self.add_error("comment", _("Say what should be changed, so that the author can go on."))
        return said


class TakeBackForm(forms.Form):
    """Say why something is taken back; no output ever shows it."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("For the editors alone; it is never shown in public."),
    )
    everywhere = forms.BooleanField(label=_("In all its languages"), required=False)
