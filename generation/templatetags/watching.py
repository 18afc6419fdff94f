"""Times as one says them."""

from django import template
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
