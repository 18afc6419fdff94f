"""All stored answers under the present policy: which pictures would come out differently today."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from generation.models import GeneratedSVG
from generation.svg import read_answer, receipt_lines

BATCH = 200  # rows held in memory at once; an answer has up to 2 MiB


@dataclass(frozen=True)
class Difference:
    """One picture whose answer gives something else today."""

    svg: GeneratedSVG
    status: str  # under the present policy
    changes: list[str]  # lines of the receipt that are new, or gone (with a leading minus)

    def __str__(self) -> str:
        changes = "; ".join(self.changes) or "other bytes, same receipt"
        was, now = self.svg.validation_status, self.status
        verdict = was if was == now else f"{was} → {now}"
        return f"{self.svg.request_id} {self.svg} [{self.svg.policy_version}] {verdict}: {changes}"


def pictures() -> QuerySet[GeneratedSVG]:
    """Every picture whose request, and so its answer, is still kept."""
    return GeneratedSVG.objects.filter(request__isnull=False).select_related("request")


def differences() -> Iterator[Difference]:
    """Judge each stored answer again; nothing is written."""
    for svg in pictures().order_by("pk").iterator(chunk_size=BATCH):
        found = _compare(svg)
        if found is not None:
            yield found


def _compare(svg: GeneratedSVG) -> Difference | None:
    assert svg.request is not None  # noqa: S101  pictures() asks for it
    answer = svg.request.responses.filter(
        status="success", validation_status=svg.validation_status
    ).first()
    if answer is None:
        return None
    today = read_answer(
        answer.content, profile=svg.request.svg_profile, truncated=answer.truncated or None
    )
    if hashlib.sha256(today.content.encode()).hexdigest() == svg.sha256:
        return None
    before, after = set(receipt_lines(svg.receipt)), set(receipt_lines(today.receipt))
    changes = [*sorted(after - before), *(f"- {line}" for line in sorted(before - after))]
    return Difference(svg, today.validation_status, changes)
