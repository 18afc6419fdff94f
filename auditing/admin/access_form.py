"""The form that settles a person's access."""

from ipaddress import ip_network
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.access_control import change_access
from auditing.levels import Level, Role
from auditing.models import AccessControl
from auditing.restrictions import CHOICES, Restrictions


class NetworksField(forms.CharField):
    """One network a line, such as 10.0.0.0/8."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> Any:
        return tuple(self._network(line) for line in (super().to_python(value) or "").split())

    def _network(self, text: str) -> Any:
        try:
            return ip_network(text)
        except ValueError as error:
            message = _("‘%(text)s’ is no network. Write it like 10.0.0.0/8.") % {"text": text}
            raise ValidationError(message) from error


class AccessForm(forms.Form):
    """What binds one person; saved by the service, whose refusals become the form's errors."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    access_level = forms.ChoiceField(choices=Level.choices, label=_("Level"))
    is_active = forms.BooleanField(required=False, label=_("May sign in (account is active)"))
    models = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Only these models")
    )
    stages = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Only these stages")
    )
    no_downloads = forms.BooleanField(required=False, label=_("No downloads"))
    no_retries = forms.BooleanField(required=False, label=_("No further tries of what failed"))
    until = forms.DateTimeField(
        required=False,
        label=_("Until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    networks = NetworksField(
        required=False,
        label=_("Only from these networks"),
        help_text=_("One a line, such as 10.0.0.0/8."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("At least 10 characters. It stands in the trail, and the person can read it."),
    )

    RESTRICTIONS = ("models", "stages", "no_downloads", "no_retries", "until", "networks")

    def __init__(self, control: AccessControl, data: Any = None) -> None:
        self.control = control
        bound = Restrictions.from_json(control.restrictions)
        until = timezone.localtime(bound.until) if bound.until else None
        initial = {
            "role": control.role,
            "access_level": control.access_level,
            "is_active": control.user.is_active,
            **{name: getattr(bound, name) for name in self.RESTRICTIONS},
            "networks": "\n".join(map(str, bound.networks)),
            "until": until,
        }
        super().__init__(data, initial=initial)
        for name in ("models", "stages"):
            names = {*CHOICES.get(name, list)(), *getattr(bound, name)}
            self.fields[name].choices = [(text, text) for text in sorted(names)]  # type: ignore[attr-defined]

    def save(self, *, by: Any) -> bool:
        """Hand it to the service; False where that refused, with the reason on the form."""
        given = self.cleaned_data
        bound = Restrictions(
            models=tuple(given["models"]),
            stages=tuple(given["stages"]),
            no_downloads=given["no_downloads"],
            no_retries=given["no_retries"],
            until=given["until"],
            networks=given["networks"],
        )
        try:
            change_access(
                by=by,
                user=self.control.user,
                role=given["role"],
                level=given["access_level"],
                is_active=given["is_active"],
                restrictions=bound,
                reason=given["reason"],
            )
        except ValidationError as error:
            self.add_error(None, error)
        except PermissionDenied as error:
            self.add_error(None, str(error))
        return not self.errors
