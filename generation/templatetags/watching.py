"""Times as one says them."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def about(seconds: int) -> str:
    """Whole seconds as "9 s", "2 min" or "1 min 30 s"."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return _("%(seconds)s s") % {"seconds": rest}
    if not rest:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}


@register.filter
def took(milliseconds: float) -> str:
    """Milliseconds as "106 ms", "5.1 s" or, from ten seconds on, "12 s"."""
    if milliseconds < 1000:
        return _("%(ms)s ms") % {"ms": number_format(milliseconds, 0)}
    places = 1 if milliseconds < 10_000 else 0
    return _("%(seconds)s s") % {"seconds": number_format(milliseconds / 1000, places)}
