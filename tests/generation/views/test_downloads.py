"""A picture in other formats: who gets it, what is recorded, and that only safe bytes leave."""

import base64
import io
import re
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote_to_bytes
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from auditing.models import AccessControl, AccessEvent
from auditing.reveals import reveal
from generation.looking import FORMATS, PNG_SIZES
from generation.models import GeneratedSVG
from generation.rendering import RenderingError
from generation.svg import sanitise
from generation.svg.source_lines import LINES_A_PAGE
from tests.factories import (
    GeneratedSVGFactory,
    RequestFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PROMPT = "a red lantern over the harbour"
SVG = sanitise(
    '<svg viewBox="0 0 40 20"><title>a red lantern</title>'
    '<rect x="0" y="0" width="20" height="20" fill="#ff0000"/></svg>'
).content


@pytest.fixture
def svg() -> GeneratedSVG:
    request = RequestFactory.create(prompt_text=PROMPT, filename="lantern", status="completed")
    return GeneratedSVGFactory.create(request=request, svg_content=SVG)


@pytest.fixture
def owner(client: Client, svg: GeneratedSVG) -> Client:
    client.force_login(svg.owner)
    return client


def address(svg: GeneratedSVG, form: str) -> str:
    return reverse("download-as", args=[svg.request.pk, form])


def downloads() -> list[dict[str, Any]]:
    found = AccessEvent.objects.filter(
        action="picture.download", result="allowed", resource_label=GeneratedSVG._meta.label
    )
    return [event.context for event in found]


@pytest.mark.parametrize(
    ("form", "name", "content_type"),
    [
        ("svg", "lantern.svg", "image/svg+xml"),
        ("smaller", "lantern.min.svg", "image/svg+xml"),
        ("png", "lantern-512.png", "image/png"),
        ("pdf", "lantern.pdf", "application/pdf"),
        ("data-uri", "lantern.data-uri.txt", "text/plain; charset=utf-8"),
        ("react", "Lantern.tsx", "text/plain; charset=utf-8"),
    ],
)
def test_every_format_has_its_name_its_walls_and_its_event(
    owner: Client, svg: GeneratedSVG, form: str, name: str, content_type: str
) -> None:
    response = owner.get(address(svg, form))

    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert "no-store" in response["Cache-Control"]
    (context,) = downloads()
    assert context["format"] == form


def test_the_formats_above_are_all() -> None:
    assert set(FORMATS) == {"svg", "smaller", "png", "pdf", "data-uri", "react"}


@pytest.mark.parametrize("size", PNG_SIZES)
def test_a_png_has_the_asked_size_and_a_transparent_ground(
    owner: Client, svg: GeneratedSVG, size: int
) -> None:
    content = owner.get(address(svg, "png"), {"size": size}).content
    drawn = Image.open(io.BytesIO(content)).convert("RGBA")

    assert drawn.size == (size, size // 2)
    assert drawn.getpixel((size // 4, size // 4)) == (255, 0, 0, 255)
    assert drawn.getpixel((size - 2, size // 4)) == (0, 0, 0, 0)
    assert downloads()[0]["size"] == size


@pytest.mark.parametrize("size", ["0", "63", "4096", "-64", "64.0", "", "x", "٦٤"])
def test_a_png_of_another_size_is_not_made(owner: Client, svg: GeneratedSVG, size: str) -> None:
    assert owner.get(address(svg, "png"), {"size": size}).status_code == 404
    assert downloads() == []


def test_a_data_uri_decodes_to_the_same_bytes(owner: Client, svg: GeneratedSVG) -> None:
    uri = owner.get(address(svg, "data-uri")).content.decode()
    head, _, data = uri.partition(",")

    assert (base64.b64decode if "base64" in head else unquote_to_bytes)(data) == SVG.encode()


def test_a_copy_is_recorded_as_such(owner: Client, svg: GeneratedSVG) -> None:
    owner.get(address(svg, "react") + "?copy")

    assert downloads()[0]["copied"] is True


def test_an_unknown_format_is_not_there(owner: Client, svg: GeneratedSVG) -> None:
    assert owner.get(address(svg, "exe")).status_code == 404


def test_what_cannot_be_drawn_is_said_and_not_recorded(owner: Client, svg: GeneratedSVG) -> None:
    with patch("generation.looking.render_png", side_effect=RenderingError("too long")):
        response = owner.get(address(svg, "png"), follow=True)

    assert response.redirect_chain == [(reverse("request", args=[svg.request.pk]), 302)]
    assert "takes too long to draw" in response.content.decode()
    assert downloads() == []


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_other_people_find_nothing(client: Client, svg: GeneratedSVG, form: str) -> None:
    client.force_login(UserFactory.create())

    assert client.get(address(svg, form)).status_code == 404
    assert downloads() == []
    assert AccessEvent.objects.filter(action="picture.download", result="denied").count() == 1


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_who_may_only_look_takes_nothing_along(
    client: Client, svg: GeneratedSVG, form: str
) -> None:
    access = AccessControl.objects.get(user=svg.owner)
    access.access_level, access.restrictions = "restricted", {"no_downloads": True}
    access.save()
    client.force_login(svg.owner)

    assert client.get(address(svg, form)).status_code == 403
    assert client.get(reverse("source", args=[svg.request.pk])).status_code == 403
    page = client.get(reverse("request", args=[svg.request.pk])).content.decode()
    assert "may look at pictures, but not download" in page
    assert "/download/" not in page
    assert downloads() == []


def test_a_request_without_a_picture(client: Client) -> None:
    request = RequestFactory.create()
    client.force_login(request.owner)

    for name, arguments in (("download-as", ["png"]), ("smaller", []), ("source", [])):
        url = reverse(name, args=[request.pk, *arguments])
        assert client.get(url).status_code == 404


def test_a_picture_whose_content_was_erased(owner: Client, svg: GeneratedSVG) -> None:
    GeneratedSVG.objects.filter(pk=svg.pk).update(svg_content="")

    assert owner.get(reverse("request", args=[svg.request.pk])).status_code == 200
    assert owner.get(address(svg, "png")).status_code == 404


def test_an_address_of_nothing(owner: Client) -> None:
    assert owner.get(reverse("download-as", args=[uuid4(), "png"])).status_code == 404


# Who the prompt is concealed from


def test_an_admin_reads_neither_the_prompt_nor_a_title_that_quotes_it(
    client: Client, svg: GeneratedSVG
) -> None:
    client.force_login(UserFactory.create(role="admin"))

    page = client.get(reverse("request", args=[svg.request.pk])).content.decode()
    component = client.get(address(svg, "react")).content.decode()
    pdf = client.get(address(svg, "pdf")).content
    assert "lantern" in page and "red lantern" not in page
    assert 'title = "lantern"' in component
    assert b"red lantern" not in pdf
    assert {context["format"] for context in downloads()} == {"react", "pdf"}


def test_an_admin_reads_them_while_they_are_revealed(client: Client, svg: GeneratedSVG) -> None:
    admin = UserFactory.create(role="admin")
    reveal(
        by=admin,
        label=svg.request._meta.label,
        resource_id=str(svg.request.pk),
        subject_owner=svg.owner,
        reason="A complaint about this very picture",
    )
    client.force_login(admin)

    assert "a red lantern" in client.get(reverse("request", args=[svg.request.pk])).content.decode()


# On the page


def test_the_page_shows_the_pictures_own_words_else_the_prompt(
    owner: Client, svg: GeneratedSVG
) -> None:
    url = reverse("request", args=[svg.request.pk])

    assert 'alt="a red lantern"' in owner.get(url).content.decode()
    GeneratedSVG.objects.update(svg_content=sanitise('<svg viewBox="0 0 9 9"><path d="M1 1h5v5"/></svg>').content)  # fmt: skip  # noqa: E501
    assert f'alt="{PROMPT}"' in owner.get(url).content.decode()


def test_what_the_smaller_spelling_saves(owner: Client, svg: GeneratedSVG) -> None:
    url = reverse("smaller", args=[svg.request.pk])
    said = owner.get(url, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in said and "% less." in said
    assert "<html" in (page := owner.get(url).content.decode()) and said.strip() in page
    assert "every pixel is the same" in said
    assert len(owner.get(address(svg, "smaller")).content) < len(SVG)


def test_the_source_is_told_apart_and_escaped(owner: Client, svg: GeneratedSVG) -> None:
    content = sanitise('<svg viewBox="0 0 9 9"><text y="9">&lt;script&gt;</text></svg>').content
    GeneratedSVG.objects.update(svg_content=content)
    url = reverse("source", args=[svg.request.pk])

    page, part = owner.get(url), owner.get(url, headers={"HX-Request": "true"})
    for response in (page, part):
        assert '<span class="is-tag">text</span>' in response.content.decode()
        assert '<span class="is-text">&lt;script&gt;</span>' in response.content.decode()
        assert "<script>" not in response.content.decode()
    assert "<html" in page.content.decode() and "<html" not in part.content.decode()


def test_a_long_source_comes_in_pages_of_bounded_size(owner: Client, svg: GeneratedSVG) -> None:
    shapes = "".join(f'<rect x="{n}" width="9" height="9"/>' for n in range(1000))
    long = f'<path d="{"M1 1h5v5z" * 20_000}"/>'
    content = sanitise(f'<svg viewBox="0 0 9 9">{long}{shapes}</svg>').content
    GeneratedSVG.objects.update(svg_content=content)
    url = reverse("source", args=[svg.request.pk])

    first = owner.get(url, headers={"HX-Request": "true"}).content.decode()
    assert len(first) < 100_000
    assert "characters more" in first
    following = int(re.findall(r"\?from=(\d+)", first)[0])
    assert 50 < following <= LINES_A_PAGE
    assert "Show more" not in owner.get(url, {"from": "1001"}).content.decode()
    for strange in ("-1", "x", "9" * 30, "9" * 5000, ""):
        assert owner.get(url, {"from": strange}).status_code == 200
