"""The body of a new request, read: unknown fields and wrong kinds are told by name."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from generation.brief import Brief
from generation.filenames import propose_filename
from generation.models import SnowflakeStage
from generation.submitting.wishes import make_brief

TEXTS = ("prompt_text", "selected_model", "filename", "stage_name")
FIELDS = (*TEXTS, "parameters", "wishes")
WISHES = ("style", "palette", "aspect", "detail", "avoid")


def wanted(body: dict[str, Any]) -> dict[str, Any]:
    """The arguments of the service; what is left out is chosen as the form does.

    Raises:
        ValidationError: a field is unknown or of the wrong kind.
    """
    faults = {name: f"There is no field {name[:60]!r}." for name in body if name not in FIELDS}
    faults |= {
        name: "This is no text." for name in TEXTS if not isinstance(body.get(name, ""), str)
    }
    for name in ("parameters", "wishes"):
        if not isinstance(body.get(name, {}), dict):
            faults[name] = "This is no object."
    if faults:
        raise ValidationError(dict(faults))
    prompt = body.get("prompt_text", "")
    return {
        "prompt_text": prompt,
        "selected_model": body.get("selected_model") or settings.DEFAULT_MODEL,
        "filename": body.get("filename") or (propose_filename(prompt) if prompt.strip() else ""),
        "stage_name": body.get("stage_name") or _first_stage(),
        "parameters": body.get("parameters"),
        "brief": _brief(body.get("wishes", {})),
    }


def _brief(wishes: dict[str, Any]) -> Brief:
    """Raises: ValidationError, by the name of the wish."""
    faults = {name: f"There is no wish {name[:60]!r}." for name in wishes if name not in WISHES}
    for name, value in wishes.items():
        is_list = name == "palette" and isinstance(value, list)
        texts = value if is_list else [value]
        if not all(isinstance(text, str) for text in texts):
            faults.setdefault(name, "This is no text." if not is_list else "These are no texts.")
    if faults:
        raise ValidationError(dict(faults))
    given = {("preset" if name == "style" else name): value for name, value in wishes.items()}
    try:
        return make_brief(**given)
    except ValidationError as error:
        told = error.message_dict
        raise ValidationError({n if n != "preset" else "style": told[n] for n in told}) from None


def _first_stage() -> str:
    stages = SnowflakeStage.objects.filter(is_available=True).order_by("created_at", "pk")
    return stages.values_list("pk", flat=True).first() or ""
