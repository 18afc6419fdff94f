"""The one form that asks for a picture; pages and admin share it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auditing.access import restrictions_of
from generation import catalogue, services
from generation.checking import check_model
from generation.fields import PromptField, UncutField
from generation.filenames import propose_filename
from generation.models import SnowflakeStage, SVGGenerationRequest, UserSession
from generation.submitting.wishes import WishesForm
from generation.templating.forms import TemplateForm
from generation.validators import FILENAME, PROMPT

# What of a form goes to the service as it is; the wishes go as one brief.
GIVEN = ("prompt_text", "selected_model", "filename", "stage_name", "submission_key")


def _lengths() -> str:
    bounds = {"least": PROMPT.minimum, "most": number_format(PROMPT.maximum, force_grouping=True)}
    return gettext("%(least)s to %(most)s characters.") % bounds


LENGTHS = lazy(_lengths, str)()


class SubmitForm(WishesForm, forms.ModelForm):  # type: ignore[type-arg]
    """Prompt, wishes, model, file name, stage. Rules come from the models and the services."""

    selected_model = forms.ChoiceField(label=_("Model"))
    stage_name = forms.ChoiceField(label=_("Stage"))
    # Made with the form: two clicks on one form are one request.
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = SVGGenerationRequest
        fields = ["prompt_text", "selected_model", "filename", "stage_name"]
        field_classes = {"prompt_text": PromptField, "filename": UncutField}
        widgets = {
            "prompt_text": forms.Textarea(
                attrs={
                    "rows": 4,
                    "data-most": PROMPT.maximum,
                    "minlength": PROMPT.minimum,
                    "dir": "auto",
                    "placeholder": _("A red house under a yellow sun, with two green trees"),
                    "autofocus": True,
                }
            ),
            "filename": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        }
        help_texts = {
            "prompt_text": LENGTHS,
            "filename": _("Proposed from the prompt."),
        }
        error_messages = {
            "prompt_text": {
                "required": _("Say what the picture should show."),
                "max_length": PROMPT.too_long,
            },
            "filename": {"max_length": FILENAME.too_long},
        }

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["selected_model"].choices = model_choices(by)  # type: ignore[attr-defined]
        self.fields["stage_name"].choices = stage_choices(by)  # type: ignore[attr-defined]
        self.fields["filename"].required = False
        self.initial.setdefault("submission_key", uuid4().hex)

    def clean_filename(self) -> str:
        """A name left empty is proposed from the prompt."""
        given: str = self.cleaned_data["filename"]
        return given or propose_filename(self.cleaned_data.get("prompt_text", ""))

    def clean_selected_model(self) -> str:
        name: str = self.cleaned_data["selected_model"]
        check_model(name)
        return name

    def submit(
        self, *, by: Any, session: UserSession | None, template: TemplateForm | None = None
    ) -> SVGGenerationRequest | None:
        """Hand the cleaned values to the service; its refusals become the form's errors.

        Args:
            template: a valid form, by which the prompt was made.
        """
        try:
            return services.submit(
                by=by,
                session=session,
                brief=self.brief(template),
                **{name: self.cleaned_data[name] for name in GIVEN},
            )
        except ValidationError as error:
            self.add_error(None, error)
            return None


def model_choices(by: Any) -> list[tuple[str, str]]:
    """The models that `by` may ask, in the catalogue's order."""
    bound = restrictions_of(by)
    return [choice for choice in catalogue.choices() if bound.allow_model(choice[0])]


def stage_choices(by: Any) -> list[tuple[str, str]]:
    """The stages that are there and that `by` may use, the oldest first."""
    bound = restrictions_of(by)
    stages = SnowflakeStage.objects.filter(is_available=True).order_by("created_at", "pk")
    names = [name for name in stages.values_list("pk", flat=True) if bound.allow_stage(name)]
    return [(name, name) for name in names]


def with_lists(form: SubmitForm) -> SubmitForm:
    """The same form with lists to choose from in place of cards, for the admin."""
    for field in form.fields.values():
        if isinstance(field.widget, forms.RadioSelect):
            field.widget = forms.Select(choices=field.choices)  # type: ignore[attr-defined]
    return form
