"""What was wished, in the reader's language: a request keeps the names only."""

from django import template

from generation.brief import ASPECTS, DETAILS
from generation.submitting.presets import shown_name

register = template.Library()
register.filter("style_words", shown_name)


@register.filter
def aspect_words(name: str) -> str:
    return str(ASPECTS[name][0]) if name in ASPECTS else name


@register.filter
def detail_words(name: str) -> str:
    return str(DETAILS[name][0]) if name in DETAILS else name
