"""The forms with which one goes on from a picture: change it, vary it, compare models."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from auditing.access import restrictions_of
from generation.fields import PromptField
from generation.iterating import services as iterating
from generation.models import CortexModel, SVGGenerationRequest, UserSession
from generation.validators import validate_prompt

# What the services call a field, and what these forms call it.
_FIELDS = {"prompt_text": "wish", "selected_model": "model"}


class IterateForm(forms.Form):
    """Of a parent, by its owner. `send` hands the cleaned values to a service."""

    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, by: Any, parent: SVGGenerationRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.parent = by, parent
        self.initial.setdefault("submission_key", uuid4().hex)
        for name in ("model", "models"):
            if name in self.fields:
                self.fields[name].choices = _models(by)  # type: ignore[attr-defined]

    def send(self, *, session: UserSession | None) -> Any:
        """The child or the group; None where the service refused, and the form says why."""
        try:
            return self._send(by=self.by, parent=self.parent, session=session, **self.cleaned_data)
        except ValidationError as error:
            for field, found in getattr(error, "error_dict", {None: error}).items():
                known = _FIELDS.get(field, field)
                self.add_error(known if known in self.fields else None, found)
            return None

    def _send(self, **given: Any) -> Any:
        raise NotImplementedError

    def problems(self) -> list[str]:
        """Every message, each once, for a form whose fields are written by hand."""
        told = [str(message) for messages in self.errors.values() for message in messages]
        return list(dict.fromkeys(told))


class RefineForm(IterateForm):
    wish = PromptField(
        label=_("What should be different?"),
        validators=[validate_prompt],
        error_messages={"required": _("Say what should be different.")},
    )
    model = forms.ChoiceField(label=_("Model"))

    def _send(self, **given: Any) -> Any:
        return iterating.refine(**given)


class VaryForm(IterateForm):
    number = forms.TypedChoiceField(
        label=_("How many"), coerce=int, choices=[(n, n) for n in iterating.VARIATIONS], initial=4
    )
    model = forms.ChoiceField(label=_("Model"))

    def _send(self, **given: Any) -> Any:
        return iterating.vary(**given)


class CompareForm(IterateForm):
    models = forms.MultipleChoiceField(
        label=_("Models"), error_messages={"required": _("Choose 2 to 4 different models.")}
    )

    def _send(self, **given: Any) -> Any:
        return iterating.compare(**given)


def _models(by: Any) -> list[tuple[str, str]]:
    bound = restrictions_of(by)
    offered = CortexModel.objects.offered().values_list("name", flat=True)
    return [(name, name) for name in offered if bound.allow_model(name)]
