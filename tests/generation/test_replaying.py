"""Stored answers under the present policy."""

from io import StringIO

import pytest
from django.core.management import call_command

from generation.models import GeneratedSVG
from generation.svg import read_answer
from tests.factories import CortexResponseFactory, GeneratedSVGFactory, RequestFactory

pytestmark = pytest.mark.django_db

ANSWER = '<svg viewBox="0 0 9 9"><script>alert(1)</script><circle r="4" fill="red"/></svg>'


def keep(answer: str, content: str | None = None) -> GeneratedSVG:
    """A picture and the answer it came from; `content` as an older policy left it."""
    request = RequestFactory.create()
    read = read_answer(answer)
    CortexResponseFactory.create(
        request=request, content=answer, validation_status=read.validation_status
    )
    return GeneratedSVGFactory.create(
        request=request,
        svg_content=content or read.content,
        receipt=[] if content else read.receipt,
        validation_status=read.validation_status,
    )


def replay() -> str:
    output = StringIO()
    call_command("replay_svg_policy", stdout=output)
    return output.getvalue()


def test_what_comes_out_the_same_is_not_listed() -> None:
    keep(ANSWER)

    assert replay().startswith("0 of 1 pictures would differ under policy ")


def test_what_an_older_policy_let_through_is_listed_with_the_change() -> None:
    svg = keep(ANSWER, content='<svg viewBox="0 0 9 9"><circle r="4"></circle></svg>')

    text = replay()

    assert str(svg.request_id) in text
    assert "1 script removed" in text
    assert "1 of 1 pictures would differ" in text


def test_nothing_is_written() -> None:
    svg = keep(ANSWER, content="<svg viewBox='0 0 9 9'></svg>")
    replay()

    before = svg.svg_content
    svg.refresh_from_db()
    assert svg.svg_content == before
