"""All stored answers under the present policy: which would come out differently today."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from generation.models import CortexResponse, GeneratedSVG
from generation.svg import SVGContent, read_answer, receipt_lines

BATCH = 50  # rows held in memory at once; an answer has up to 2 MiB


@dataclass(frozen=True)
class Difference:
    """One answer that is judged differently today, or gives another picture."""

    response: CortexResponse
    svg: GeneratedSVG | None  # the picture that it gave then
    status: str  # under the present policy
    changes: list[str]  # lines of the receipt that are new, or gone (with a leading minus)

    def __str__(self) -> str:
        was, now = self.response.validation_status or "not judged", self.status
        verdict = was if was == now else f"{was} → {now}"
        picture = f"{self.svg} [{self.svg.policy_version}]" if self.svg else "no picture"
        changes = "; ".join(self.changes) or "other bytes, same receipt"
        request, answer = self.response.request_id, self.response.pk
        return f"{request} answer {answer}, {picture}: {verdict}: {changes}"


def answers() -> QuerySet[CortexResponse]:
    """Every answer that is still kept whole, whether or not it gave a picture."""
    return (
        CortexResponse.objects.filter(
            status=CortexResponse.ResponseStatus.SUCCESS, request__isnull=False
        )
        .exclude(content="")
        .select_related("request")
        .prefetch_related("request__svgs")
    )


def differences() -> Iterator[Difference]:
    """Judge each stored answer again; nothing is written."""
    for response in answers().order_by("pk").iterator(chunk_size=BATCH):
        found = _compare(response)
        if found is not None:
            yield found


def _compare(response: CortexResponse) -> Difference | None:
    assert response.request is not None  # noqa: S101  answers() asks for it
    today = read_answer(
        response.content,
        profile=response.request.svg_profile,
        truncated=response.truncated or None,
    )
    svg = _picture_of(response)
    before, after = receipt_lines(response.processing_errors), receipt_lines(today.receipt)
    same_judgement = (response.validation_status, before) == (today.validation_status, after)
    if same_judgement and (svg is None or _is_same(svg, today)):
        return None
    changes = [line for line in after if line not in before]
    changes += [f"- {line}" for line in before if line not in after]
    return Difference(response, svg, today.validation_status, changes)


def _picture_of(response: CortexResponse) -> GeneratedSVG | None:
    """The picture that an answer gave; of two answers to one request only one gave it."""
    assert response.request is not None  # noqa: S101
    judgement = response.validation_status, response.processing_errors
    pictures = response.request.svgs.all()
    return next((s for s in pictures if (s.validation_status, s.receipt) == judgement), None)


def _is_same(svg: GeneratedSVG, today: SVGContent) -> bool:
    return hashlib.sha256(today.content.encode()).hexdigest() == svg.sha256
