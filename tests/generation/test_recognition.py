"""A file is traced to its picture: by bytes, by form, by shapes; and what is not ours stays so."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from generation.models import GeneratedSVG, PictureFeature
from generation.recognition import read_again, recognise
from tests.factories import GeneratedSVGFactory

pytestmark = pytest.mark.django_db

PICTURES = Path(__file__).parent / "svg/pictures"


def keep(name: str) -> GeneratedSVG:
    svg: GeneratedSVG = GeneratedSVGFactory.create(
        svg_content=(PICTURES / f"{name}.svg").read_text()
    )
    read_again(svg)
    svg.refresh_from_db()
    return svg


@pytest.fixture
def robot() -> GeneratedSVG:
    for name in ("rocket", "weather", "forest", "flowchart"):
        keep(name)
    return keep("robot")


def verdict_of(text: str | bytes) -> tuple[str, list[Any]]:
    finding = recognise(text.encode() if isinstance(text, str) else text)
    return finding.verdict, [match.svg.pk for match in finding.matches]


def test_its_own_bytes(robot: GeneratedSVG) -> None:
    assert verdict_of(robot.svg_content) == ("exact", [robot.pk])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_another_encoding_is_the_same(robot: GeneratedSVG, encoding: str) -> None:
    text = robot.svg_content.replace("\n", "\r\n")

    assert verdict_of(text.encode(encoding)) == ("same", [robot.pk])


def test_other_colours_are_an_alteration(robot: GeneratedSVG) -> None:
    text = re.sub(r"#[0-9a-fA-F]{3,6}", "#abcdef", robot.svg_content)

    verdict, found = verdict_of(text)

    assert (verdict, found[0]) == ("altered", robot.pk)
    assert recognise(text.encode()).matches[0].percent == 100


def test_a_picture_of_nobody_is_unknown(robot: GeneratedSVG) -> None:
    assert verdict_of((PICTURES / "lighthouse.svg").read_text()) == ("unknown", [])


@pytest.mark.parametrize("data", [b"", b"\0" * 1000, b"\xff\xfe\xff", b"<svg" * 1000, b"\x89PNG"])
def test_any_bytes_are_unknown(robot: GeneratedSVG, data: bytes) -> None:
    assert verdict_of(data) == ("unknown", [])


def test_the_number_of_queries_does_not_grow(robot: GeneratedSVG) -> None:
    text = robot.svg_content.replace("#", "#0")
    with CaptureQueriesContext(connection) as few:
        recognise(text.encode())
    for _ in range(5):
        keep("robot")
    with CaptureQueriesContext(connection) as many:
        recognise(text.encode())

    assert len(many) == len(few) <= 8


def test_the_command_reads_what_was_kept_before() -> None:
    svg = GeneratedSVGFactory.create(svg_content=(PICTURES / "robot.svg").read_text())

    call_command("fingerprint_pictures")
    call_command("fingerprint_pictures")

    svg.refresh_from_db()
    assert svg.canonical_digest
    assert 0 < PictureFeature.objects.filter(svg=svg).count() <= 24


def test_features_go_with_their_picture(robot: GeneratedSVG) -> None:
    robot.delete()

    assert not PictureFeature.objects.filter(svg_id=robot.pk).exists()
