"""The person's requests that fit the filters: pages of them, in two steps.

First the keys of a page, which one index holds with all that is filtered by, so that even a choice
that fits nothing is found out without a look at the table. Then the rows of those few keys.
"""

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet

from auditing.kept import said
from auditing.keyset import Keyset, Page
from generation.finding.filters import Filters
from generation.models import CortexModel, RequestTag, StylePreset, SVGGenerationRequest
from generation.prompt_search import search_prompts

# Up to here a tag's requests are named one by one; above, so many stand near the newest.
MOST_RARE = 1000
# Tags that a field proposes, and bytes of them; any other can be typed.
MOST_TAGS, MOST_TAG_BYTES = 200, 4_000
SAME_NAME = ("model", "status", "preset", "origin", "group")
COLUMNS = {"model": "selected_model"}


@dataclass(frozen=True)
class Choices:
    """What a person has, so what can be chosen: names of models and tags, (name, label) styles."""

    models: list[str]
    presets: list[tuple[str, str]]
    tags: list[str]


def fitting(user: User, filters: Filters) -> QuerySet[Any]:
    """Own requests that fit, newest first."""
    own = SVGGenerationRequest.objects.filter(owner=user, **_plain(filters))
    if filters.tag:
        own = own.filter(_tagged(user, filters.tag))
    own = own.order_by("-created_at", "-pk")
    if not filters.words:
        return own
    return search_prompts(own, filters.words, owner=user, since=filters.begin, until=filters.end)


def page_of(fitting: QuerySet[Any], whole: QuerySet[Any], size: int, **cursors: str) -> Page:
    """A page of `fitting`, by `after` or `before`, as rows of `whole`."""
    keys = Keyset(fitting.only("pk", "created_at")).page(size, **cursors)
    rows = whole.in_bulk([row.pk for row in keys.rows])
    # a row may be purged in between
    return replace(keys, rows=[rows[row.pk] for row in keys.rows if row.pk in rows])


def choices_of(user: User) -> Choices:
    """A look into an index for each model and each style of the catalogue."""
    own = SVGGenerationRequest.objects.filter(owner=user)
    models = CortexModel.objects.filter(Exists(own.filter(selected_model=OuterRef("name"))))
    presets = StylePreset.objects.filter(Exists(own.filter(preset=OuterRef("name"))))
    return Choices(
        models=list(models.order_by("name").values_list("name", flat=True)),
        presets=[(name, said(label)) for name, label in presets.values_list("name", "label")],
        tags=tags_of(user),
    )


def tags_of(user: User) -> list[str]:
    """The person's tags, each once, in alphabetical order: as many as a page has room for."""
    own = RequestTag.objects.filter(owner=user).order_by("name")
    names = list(own.values_list("name", flat=True).distinct()[:MOST_TAGS])
    bytes_so_far = accumulate(len(name.encode()) for name in names)
    return [name for name, at in zip(names, bytes_so_far, strict=True) if at <= MOST_TAG_BYTES]


def _plain(filters: Filters) -> dict[str, Any]:
    wanted = {COLUMNS.get(name, name): getattr(filters, name) for name in SAME_NAME}
    wanted |= {"created_at__gte": filters.begin, "created_at__lt": filters.end}
    wanted |= {"is_favourite": filters.favourite}
    return {path: value for path, value in wanted.items() if value}


def _tagged(user: User, name: str) -> Any:
    tagged = RequestTag.objects.filter(owner=user, name=name).values_list("request_id", flat=True)
    keys = list(tagged[: MOST_RARE + 1])
    if len(keys) <= MOST_RARE:
        return Q(pk__in=keys)
    return Exists(RequestTag.objects.filter(request=OuterRef("pk"), name=name))
