"""Retention's forms. The rules themselves stand in the services; here is how they are asked."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from auditing.models import RetentionPolicy
from auditing.retention.policies import can_anonymise, check_time


class PolicyForm(forms.Form):
    """How long and then what. With `saving`, also why."""

    amount = forms.IntegerField(label=_("Keep for"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), choices=RetentionPolicy.Unit.choices)
    action = forms.ChoiceField(
        label=_("Then"), choices=RetentionPolicy.Action.choices, required=False
    )
    reason = forms.CharField(
        label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )

    def __init__(self, data: Any, *, policy: RetentionPolicy, saving: bool = False) -> None:
        start = {"amount": policy.amount, "unit": policy.unit, "action": policy.action}
        super().__init__(data, initial=start)
        self.kind, self.saving = policy.kind, saving
        if not can_anonymise(policy.data_class):
            only: Any = self.fields["action"]
            only.choices = [RetentionPolicy.Action.choices[0]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "amount" in cleaned and "unit" in cleaned:
            check_time(self.kind, cleaned["amount"], cleaned["unit"])
        if self.saving and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why the policy changes; the history keeps it."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        action = self.cleaned_data["action"] or RetentionPolicy.Action.DELETE
        return {**self.cleaned_data, "action": action}


class HoldForm(forms.Form):
    """A matter and its scope; at least one part of the scope."""

    matter = forms.CharField(label=_("Matter"), max_length=120)
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    owner = forms.CharField(label=_("Who answers for it"), max_length=150)
    person = forms.CharField(
        label=_("Person"), required=False, max_length=150, help_text=_("A username.")
    )
    record_id = forms.CharField(
        label=_("Record"),
        required=False,
        help_text=_("The id of a request, a picture or an answer."),
    )
    since = forms.DateTimeField(
        required=False,
        label=_("From"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    until = forms.DateTimeField(
        required=False, label=_("To"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    search = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        help_text=_("Rows that contain exactly these words, in large or small letters."),
    )

    def clean_person(self) -> User | None:
        name = self.cleaned_data["person"].strip()
        if not name:
            return None
        found = User.objects.filter(username=name).first()
        if found is None:
            raise ValidationError(_("Nobody here is called “%(name)s”.") % {"name": name})
        return found
