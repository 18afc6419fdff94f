"""Stored answers under the present policy."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from generation.models import CortexResponse, GeneratedSVG
from generation.svg import read_answer
from generation.svg.receipt import Entry
from tests.factories import CortexResponseFactory, GeneratedSVGFactory, RequestFactory

pytestmark = pytest.mark.django_db

ANSWER = '<svg viewBox="0 0 9 9"><script>alert(1)</script><circle r="4" fill="red"/></svg>'


def keep(answer: str, content: str | None = None) -> GeneratedSVG:
    """A picture and the answer it came from; `content` as an older policy left it."""
    read = read_answer(answer)
    receipt = [] if content else read.receipt
    response = judged(answer, read.validation_status, receipt)
    return GeneratedSVGFactory.create(
        request=response.request,
        svg_content=content or read.content,
        receipt=receipt,
        validation_status=read.validation_status,
    )


def judged(answer: str, status: str, receipt: list[Entry]) -> CortexResponse:
    """An answer with what was said of it then."""
    return CortexResponseFactory.create(
        request=RequestFactory.create(),
        content=answer,
        validation_status=status,
        processing_errors=receipt,
    )


def replay() -> str:
    output = StringIO()
    call_command("replay_svg_policy", stdout=output)
    return output.getvalue()


def test_what_comes_out_the_same_is_not_listed() -> None:
    keep(ANSWER)

    assert replay().startswith("0 of 1 answers would differ under policy ")


def test_what_an_older_policy_let_through_is_listed_with_the_change() -> None:
    svg = keep(ANSWER, content='<svg viewBox="0 0 9 9"><circle r="4"></circle></svg>')

    text = replay()

    assert str(svg.request_id) in text
    assert "1 script removed" in text
    assert "1 of 1 answers would differ" in text


def test_other_bytes_under_the_same_receipt_are_listed() -> None:
    svg = keep(ANSWER)
    GeneratedSVG.objects.filter(pk=svg.pk).update(sha256="0" * 64)

    assert "partial: other bytes, same receipt" in replay()


def test_an_answer_that_gave_no_picture_then_is_judged_too() -> None:
    refused = judged(ANSWER, "invalid", [])

    text = replay()

    assert f"answer {refused.pk}, no picture: invalid → partial: " in text
    assert "1 script removed" in text


def test_an_answer_that_was_never_judged_is_listed() -> None:
    judged(ANSWER, "", [])

    assert "no picture: not judged → partial" in replay()


def test_the_other_answer_of_a_repaired_request_is_compared_by_its_own_judgement() -> None:
    svg = keep(ANSWER)
    first = read_answer("no picture")
    CortexResponseFactory.create(
        request=svg.request,
        content="no picture",
        validation_status=first.validation_status,
        processing_errors=first.receipt,
    )

    assert replay().startswith("0 of 2 answers would differ")


def test_queries_do_not_grow_with_the_answers() -> None:
    keep(ANSWER)
    with CaptureQueriesContext(connection) as few:
        replay()
    for _ in range(5):
        keep(ANSWER)

    with CaptureQueriesContext(connection) as many:
        replay()

    assert len(many) == len(few)


def test_nothing_is_written() -> None:
    svg = keep(ANSWER, content="<svg viewBox='0 0 9 9'></svg>")
    replay()

    before = svg.svg_content
    svg.refresh_from_db()
    assert svg.svg_content == before
