"""Kept texts in the person's language."""

from django import template

from auditing.kept import said
from auditing.verification.findings import words_of

register = template.Library()
register.filter("said", said)
register.filter("finding", words_of)
