"""What the admin's lists ask about exports."""

from django import template
from django.contrib.admin.views.main import ChangeList

from auditing.exports.lists import name_of, shown_title

register = template.Library()
register.filter("shown_title", shown_title)


@register.simple_tag
def export_source(cl: ChangeList) -> str:
    """The name under which a list is exported."""
    return name_of(cl.model)
