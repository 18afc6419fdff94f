"""Reasons that people give before they look or change."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MINIMUM, MAXIMUM = 10, 500


def check_reason(text: str) -> str:
    """The reason without outer blanks.

    Raises:
        ValidationError: under the field `reason`.
    """
    given = " ".join(text.split())
    if len(given) < MINIMUM:
        message = _("Say why, in at least %(number)s characters.") % {"number": MINIMUM}
        raise ValidationError({"reason": message})
    if len(given) > MAXIMUM:
        message = _("Say it in at most %(number)s characters.") % {"number": MAXIMUM}
        raise ValidationError({"reason": message})
    return given
