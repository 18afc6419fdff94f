"""Taking anchors to places outside of the database, each until it has arrived there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from django.utils import timezone

from auditing.anchoring import files
from auditing.chain.canonical import as_text
from auditing.masking import mask
from auditing.models import AuditAnchor

log = structlog.get_logger(__name__)

Line = dict[str, Any]  # statement, digest, signature


@dataclass(frozen=True)
class Publisher:
    """`publish` may be asked twice for one anchor and must not keep two; `read` gives all."""

    publish: Callable[[Line], None]
    read: Callable[[], list[Line]]


_publishers: dict[str, Publisher] = {"file": Publisher(files.append, files.read)}


def register_publisher(name: str, publisher: Publisher) -> None:
    """Another place for anchors, named from an app's ready()."""
    _publishers[name] = publisher


def publisher(name: str) -> Publisher:
    return _publishers[name]


def unpublished() -> list[AuditAnchor]:
    """Anchors that have not arrived everywhere, oldest first."""
    anchors = AuditAnchor.objects.order_by("pk")
    return [anchor for anchor in anchors if set(_publishers) - set(anchor.published)]


def publish_pending() -> int:
    """Try what has not arrived yet. Returns how many anchors still wait somewhere afterwards."""
    failed: set[str] = set()
    return sum(not _publish(anchor, failed) for anchor in unpublished())


def _publish(anchor: AuditAnchor, failed: set[str]) -> bool:
    """A place that failed once is not asked again this time: the order is kept."""
    problems = []
    for name in sorted(set(_publishers) - set(anchor.published)):
        problem = "an earlier anchor waits" if name in failed else _try(name, anchor)
        if problem:
            failed.add(name)
            problems.append(f"{name}: {problem}")
    anchor.problem = "; ".join(problems)
    anchor.save(update_fields=["published", "problem"])
    return not problems


def _try(name: str, anchor: AuditAnchor) -> str:
    try:
        _publishers[name].publish(anchor.line)
    except Exception as error:
        problem = mask(str(error) or type(error).__name__)
        log.error("audit_anchor_unpublished", publisher=name, anchor=anchor.pk, problem=problem)
        return problem
    anchor.published = {**anchor.published, name: as_text(timezone.now())}
    return ""
