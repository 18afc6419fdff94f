"""Kept texts in the person's language."""

from django import template

from generation.wording import said

register = template.Library()
register.filter("said", said)
