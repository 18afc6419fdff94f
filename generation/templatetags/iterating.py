from typing import Any

from django import template

from generation.asked_for import all_told, title_of, told_before
from generation.iterating.panel import Panel, panel_of
from generation.iterating.versions import versions_of, with_pictures
from generation.models import GeneratedSVG, SVGGenerationRequest

register = template.Library()


@register.simple_tag(takes_context=True)
def iterate_panel(context: Any, request: SVGGenerationRequest, svg: GeneratedSVG) -> Panel | None:
    """What one can go on with; None for others than the owner, and where nobody may submit."""
    user = context["user"]
    if request.owner_id != user.pk or not user.has_perm("generation.submit_request"):
        return None
    return panel_of(user, request, svg, forms=context.get("iterate_forms", ()))


@register.simple_tag(takes_context=True)
def versions_strip(context: Any, request: SVGGenerationRequest) -> dict[str, Any] | None:
    """What the request came from and what came from it, for its owner; None where it is alone."""
    if request.owner_id != context["user"].pk:
        return None
    found = versions_of(request)
    shown = [*found.ancestors, *found.children]
    return {"of": found, "drawn": with_pictures(shown)} if found else None


register.filter("title_of", title_of)


@register.filter
def picture(request: SVGGenerationRequest) -> str:
    """What the first picture showed, where this request is a wish about it; else empty."""
    return next(iter(told_before(request)), "")


@register.filter
def wishes(request: SVGGenerationRequest) -> tuple[str, ...]:
    """All wishes since the first picture, oldest first."""
    return all_told(request)[1:]


@register.filter
def ending(name: str, most: int) -> str:
    """The end of a long name, which is what tells versions apart: …-trees-2."""
    return name if len(name) <= most else f"…{name[1 - most :]}"


@register.filter
def word(words: dict[str, Any], name: str) -> Any:
    """A word by its name; the name itself where there is none."""
    return words.get(name, name)
