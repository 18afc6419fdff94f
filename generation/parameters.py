"""The model parameters of a request: defaults and limits, once for form, command and service."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

# The second transport, AI_COMPLETE by SQL, allows no more.
DEFAULT_MAX_TOKENS = 8192


@dataclass(frozen=True)
class Limit:
    lowest: float
    highest: float
    whole: bool = False


# The specification's five; temperature and top_p within what both transports accept.
LIMITS = {
    "temperature": Limit(0, 1),
    "max_tokens": Limit(256, 16_384, whole=True),
    "top_p": Limit(0, 1),
    "frequency_penalty": Limit(-2, 2),
    "presence_penalty": Limit(-2, 2),
}


def clean_parameters(given: dict[str, Any] | None) -> dict[str, float | int]:
    """The parameters that were given, checked; those left out stay with the model's default.

    Raises:
        ValidationError: naming each parameter that is unknown, no number or out of its limits.
    """
    errors, cleaned = [], {}
    for name, value in (given or {}).items():
        if value is None:
            continue
        try:
            cleaned[name] = _clean(name, value)
        except ValidationError as error:
            errors.append(error)
    if errors:
        raise ValidationError({"parameters": errors})
    return cleaned


def _clean(name: str, value: Any) -> float | int:
    limit = LIMITS.get(name)
    if limit is None:
        raise ValidationError(f"There is no parameter {name!r}. There are: {', '.join(LIMITS)}.")
    kind = "whole number" if limit.whole else "number"
    if isinstance(value, bool) or not isinstance(value, int if limit.whole else int | float):
        raise ValidationError(f"{name} has to be a {kind}.")
    if not limit.lowest <= value <= limit.highest:
        raise ValidationError(f"{name} is {value}; it has to be {limit.lowest} to {limit.highest}.")
    return value
