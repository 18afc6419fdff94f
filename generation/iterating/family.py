"""The whole family of a picture: the first version, and all that came from it, as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count

from generation.iterating.blindness import hidden_ones
from generation.iterating.versions import HAD_A_PARENT, with_pictures
from generation.models import SVGGenerationRequest

# A page of more would weigh over 100 kB; the rest is reached from where it is cut off.
MOST_NODES = 80
# A chain that is longer begins in its middle.
DEEPEST = 500

# Both walk an index; only the owner's own are followed. Said twice with IN, because for a plain
# equality SQLite builds a filter of the whole table first (19 ms where there are 100,000).
_UP = """
WITH RECURSIVE line(pk, parent, depth) AS (
    SELECT request_id, parent_id, 0 FROM svg_generation_requests WHERE request_id = %s
    UNION ALL
    SELECT r.request_id, r.parent_id, line.depth + 1
    FROM svg_generation_requests r JOIN line ON r.request_id IN (line.parent, line.parent)
    WHERE r.owner_id = %s AND line.depth < %s
) SELECT pk FROM line ORDER BY depth DESC LIMIT 1
"""
_DOWN = """
WITH RECURSIVE below(pk, depth) AS (
    SELECT request_id, 0 FROM svg_generation_requests WHERE request_id = %s
    UNION ALL
    SELECT r.request_id, below.depth + 1
    FROM svg_generation_requests r JOIN below ON r.parent_id IN (below.pk, below.pk)
    WHERE r.owner_id = %s AND below.depth < %s
) SELECT pk FROM below LIMIT %s
"""


@dataclass(frozen=True)
class Node:
    """One version. `more`: so many that came from it are not shown.

    `opens`: what came from it follows; `closes`: so many levels end behind it, as a range to walk.
    """

    request: SVGGenerationRequest
    depth: int
    is_drawn: bool
    is_hidden: bool
    can_compare: bool
    more: int
    opens: bool = False
    closes: range = range(0)


@dataclass(frozen=True)
class Family:
    """`nodes` in the order in which a reader walks the tree.

    `is_lost`: the first one came from a picture that is not kept any more. `is_part`: it begins in
    the middle, with what came from one version.
    """

    nodes: list[Node]
    is_lost: bool
    is_part: bool


def family_of(request: SVGGenerationRequest, *, below: bool = False) -> Family:
    """The tree that the request belongs to, or with `below` what came from it; seven look-ups.

    Where the whole is too large to hold the request itself, it is what came from it, too.
    """
    first = request.pk if below else _first(request)
    keys = _below(first, request.owner_id)
    if request.pk not in keys:
        first, keys = request.pk, _below(request.pk, request.owner_id)
    rows = SVGGenerationRequest.objects.select_related("owner").in_bulk(keys)
    nodes = _laid_out(list(_walk(first, rows)))
    start = rows[first]
    is_lost = start.parent_id is None and start.origin in HAD_A_PARENT
    return Family(nodes, is_lost=is_lost, is_part=start.parent_id is not None)


def _first(request: SVGGenerationRequest) -> UUID:
    return _keys(_UP, request.pk, request.owner_id, DEEPEST)[0]


def _below(first: UUID, owner: int | None) -> list[UUID]:
    return _keys(_DOWN, first, owner, DEEPEST, MOST_NODES)


def _keys(statement: str, key: UUID, *more: Any) -> list[UUID]:
    field = SVGGenerationRequest._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(statement, [field.get_db_prep_value(key, connection), *more])
        return [field.to_python(pk) for (pk,) in cursor.fetchall()]


def _walk(first: UUID, rows: dict[UUID, SVGGenerationRequest]) -> Iterator[Node]:
    """Each version before what came from it, the older of two first. No recursion: it is deep."""
    drawn, hidden = with_pictures(list(rows.values())), hidden_ones(rows.values())
    children: dict[Any, list[SVGGenerationRequest]] = {}
    for row in sorted(rows.values(), key=lambda row: (row.created_at, row.pk), reverse=True):
        children.setdefault(row.parent_id, []).append(row)
    numbers = _numbers(rows)
    left = [(rows[first], 0)]
    while left:
        row, depth = left.pop()
        below = children.get(row.pk, [])
        left += [(child, depth + 1) for child in below]
        both = {row.pk, row.parent_id}
        yield Node(
            request=row,
            depth=depth,
            is_drawn=row.pk in drawn,
            is_hidden=row.pk in hidden,
            can_compare=depth > 0 and both <= drawn and not both & hidden,
            more=numbers.get(row.pk, 0) - len(below),
        )


def _numbers(rows: dict[UUID, SVGGenerationRequest]) -> dict[Any, int]:
    """How many came from each, shown or not."""
    owners = {row.owner_id for row in rows.values()}
    found = SVGGenerationRequest.objects.filter(parent__in=rows, owner__in=owners).order_by()
    return dict(found.values_list("parent").annotate(number=Count("pk")))


def _laid_out(nodes: list[Node]) -> list[Node]:
    following = [*[node.depth for node in nodes[1:]], 0]
    return [
        replace(node, opens=after > node.depth, closes=range(max(0, node.depth - after)))
        for node, after in zip(nodes, following, strict=True)
    ]
