"""A picture's versions: what it came from, what came from it, and what the wishes changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from generation.asked_for import all_told, title_of
from generation.brief import ASPECTS, DETAILS, Brief
from generation.models import GeneratedSVG, Origin, SVGGenerationRequest
from generation.submitting.presets import shown_name

# A strip shows no more: older ancestors and later children are counted, not drawn.
DEEPEST = 4
MOST_CHILDREN = 6
# Origins that have a parent as long as retention leaves it.
HAD_A_PARENT = (Origin.REFINED, Origin.VARIATION, Origin.RECOLOURED, Origin.COMPARED)
_WISHES = {
    "avoid": gettext_lazy("Leave out"),
    "palette": gettext_lazy("Colours"),
    "aspect": gettext_lazy("Shape"),
    "detail": gettext_lazy("Detail"),
    "preset": gettext_lazy("Style"),
    "recolour": gettext_lazy("Colours changed"),
}
_NAMED: dict[str, dict[str, Any]] = {"aspect": ASPECTS, "detail": DETAILS}


@dataclass(frozen=True)
class Versions:
    """`ancestors`: oldest first, without the request itself, that its owner still has.

    `is_cut`: there are older ones. `lost`: the oldest one shown came from a picture whose request
    was deleted.
    """

    ancestors: Sequence[SVGGenerationRequest]
    children: Sequence[SVGGenerationRequest]
    is_cut: bool
    lost: bool
    more_children: bool

    def __bool__(self) -> bool:
        return bool(self.ancestors or self.children or self.lost)


def versions_of(request: SVGGenerationRequest) -> Versions:
    """The nearest ancestors and children of the same owner: four look-ups, however many."""
    ancestors, is_cut = _ancestors(request)
    oldest = ancestors[0] if ancestors else request
    children = list(_light(request.children.filter(owner=request.owner_id))[: MOST_CHILDREN + 1])
    return Versions(
        ancestors=ancestors,
        children=children[:MOST_CHILDREN],
        is_cut=is_cut,
        lost=not is_cut and oldest.origin in HAD_A_PARENT,
        more_children=len(children) > MOST_CHILDREN,
    )


def _ancestors(request: SVGGenerationRequest) -> tuple[list[SVGGenerationRequest], bool]:
    chain: list[SVGGenerationRequest] = []
    if request.parent_id:
        joined = "__".join(["parent"] * DEEPEST)
        parent = _light(SVGGenerationRequest.objects.filter(pk=request.parent_id))
        step = parent.select_related(joined).first()
        while step is not None and step.owner_id == request.owner_id and len(chain) < DEEPEST:
            chain.insert(0, step)
            step = step.parent if len(chain) < DEEPEST else None
    is_cut = len(chain) == DEEPEST and chain[0].parent_id is not None
    return chain, is_cut


def _light(found: QuerySet[Any]) -> QuerySet[Any]:
    """Without pictures' bytes: `<img>` asks for them one by one."""
    return found.order_by("created_at", "pk")


def with_pictures(requests: Sequence[SVGGenerationRequest]) -> set[Any]:
    """The keys of those whose picture is there, in one look-up."""
    keys = [request.pk for request in requests]
    return set(GeneratedSVG.objects.filter(request__in=keys).values_list("request_id", flat=True))


@dataclass(frozen=True)
class Change:
    """One thing that was wished otherwise; empty where one of the two said nothing of it."""

    what: str
    before: str
    after: str


def changes_between(a: SVGGenerationRequest, b: SVGGenerationRequest) -> list[Change]:
    """What the second of two requests asked for otherwise than the first."""
    told = [
        _prompts(a, b),
        (_("Model"), _asked(a), _asked(b)),
    ]
    first, second = (Brief.from_json(request.brief) for request in (a, b))
    told += [
        (str(label), _words(name, getattr(first, name)), _words(name, getattr(second, name)))
        for name, label in _WISHES.items()
    ]
    return [Change(what, before, after) for what, before, after in told if before != after]


def _prompts(a: SVGGenerationRequest, b: SVGGenerationRequest) -> tuple[str, str, str]:
    """A wish comes on top of what was asked before, and takes nothing of it away."""
    before, after = all_told(a), all_told(b)
    if len(after) > len(before) and after[: len(before)] == before:
        return _("Wished since"), "", "; ".join(after[len(before) :])
    return _("Prompt"), title_of(a), title_of(b)


def _asked(request: SVGGenerationRequest) -> str:
    return request.asked_model or _("none, edited on the page")


def _words(name: str, wish: Any) -> str:
    if name == "preset":
        return shown_name(wish)
    if name in _NAMED:
        return str(_NAMED[name][wish][0]) if wish in _NAMED[name] else str(wish)
    if isinstance(wish, dict):
        return ", ".join(f"{old} → {new}" for old, new in wish.items())
    return ", ".join(wish) if isinstance(wish, tuple) else str(wish)
