"""What the page with the form shows around its fields."""

from typing import Any

from django.http import HttpRequest

from generation.brief import ASPECTS
from generation.budgets import budget_of
from generation.forms import SubmitForm
from generation.models import PromptTemplate
from generation.submitting import drafts
from generation.submitting.examples import examples
from generation.submitting.keeping import keeping_from_now
from generation.submitting.model_facts import all_facts
from generation.submitting.notes import Notes, notes_on
from generation.submitting.palettes import PALETTES
from generation.submitting.presets import PICTURED
from generation.templating.forms import TemplateForm

# The fields that stand folded away; the fold is open where one of them says something.
FOLDED = ("palette", "colours", "aspect", "detail", "avoid", "filename", "stage_name")


def context_of(
    request: HttpRequest, form: SubmitForm, template: TemplateForm | None
) -> dict[str, Any]:
    user: Any = request.user
    typed, model = (form[name].value() or "" for name in ("prompt_text", "selected_model"))
    prompt = template.prompt if template else typed
    return {
        "form": form,
        "template": template,
        "templates": PromptTemplate.objects.filter(
            is_offered=True, versions__isnull=False
        ).distinct(),
        "proposed": form.initial.get("proposed", form.initial.get("filename", "")),
        "typed_by": drafts.token_of(user),
        "examples": examples(),
        "notes": _notes(user, form, prompt, model),
        "kept": keeping_from_now(),
        "is_unfolded": _is_unfolded(form),
        **_cards(form),
        **costs_for(request, form, model),
    }


def _notes(user: Any, form: SubmitForm, prompt: str, model: str) -> Notes:
    """Where the form was refused, its errors stand beside the fields; the warning stays."""
    notes = notes_on(user, prompt, model=model)
    return Notes(secrets=notes.secrets) if form.errors else notes


def costs_for(request: HttpRequest, form: SubmitForm, model: str) -> dict[str, Any]:
    """Beside the button: what the chosen model costs, what is left; and all models to compare."""
    user: Any = request.user
    facts = all_facts()
    names = [name for name, _label in form.fields["selected_model"].choices if name in facts]  # type: ignore[attr-defined]
    chosen = model if model in names else next(iter(names), "")
    return {
        "facts": facts.get(chosen),
        "all_facts": [facts[name] for name in names],
        "budget": budget_of(user),
    }


def _is_unfolded(form: SubmitForm) -> bool:
    wished = ("palette", "colours", "aspect", "detail", "avoid")
    return any(name in form.errors for name in FOLDED) or any(form[n].value() for n in wished)


def _cards(form: SubmitForm) -> dict[str, Any]:
    """The choices with what is drawn on them: (radio, picture, colours, size)."""
    return {
        "styles": [(radio, radio.data["value"] in PICTURED) for radio in form["preset"]],
        "palettes": [(radio, _colours(radio.data["value"])) for radio in form["palette"]],
        "aspects": [(radio, _frame(radio.data["value"])) for radio in form["aspect"]],
    }


def _colours(name: str) -> tuple[str, ...]:
    return PALETTES[name].colours if name in PALETTES else ()


def _frame(name: str) -> tuple[int, int, int, int] | None:
    """x, y, width and height of the shape in a square of 20."""
    if name not in ASPECTS:
        return None
    _label, width, height = ASPECTS[name]
    longest = max(width, height)
    across, down = round(16 * width / longest), round(16 * height / longest)
    return 10 - across // 2, 10 - down // 2, across, down
