"""The page that traces a file."""

import hashlib

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from auditing.models import AccessEvent
from generation.models import GeneratedSVG
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/admin/is-this-ours/"


@pytest.fixture
def boss(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


@pytest.fixture
def svg() -> GeneratedSVG:
    made: GeneratedSVG = factories.GeneratedSVGFactory.create(request__owner__username="ada")
    GeneratedSVG.objects.filter(pk=made.pk).update(origin_id=made.request_id)
    return made


def upload(boss: Client, data: bytes) -> tuple[int, str]:
    response = boss.post(URL, {"file": SimpleUploadedFile("it.svg", data, "image/svg+xml")})
    return response.status_code, response.content.decode()


def test_a_file_of_ours_leads_to_its_timeline(boss: Client, svg: GeneratedSVG) -> None:
    status, text = upload(boss, svg.svg_content.encode())

    assert status == 200
    assert "Ours, byte for byte." in text
    assert "ada" in text and svg.stage_path in text
    assert reverse("admin:timeline", args=[svg.request_id]) in text


def test_pasted_text_does_as_well(boss: Client, svg: GeneratedSVG) -> None:
    text = boss.post(URL, {"markup": svg.svg_content}).content.decode()

    assert "Ours, byte for byte." in text


def test_a_check_is_an_event_with_the_digest(boss: Client, svg: GeneratedSVG) -> None:
    data = b"<svg>nobody's</svg>"
    assert "Unknown." in upload(boss, data)[1]

    event = AccessEvent.objects.get(action="picture.check")
    assert event.context["sha256"] == hashlib.sha256(data).hexdigest()
    assert event.context["verdict"] == "unknown"


def test_a_large_file_is_refused_in_words(boss: Client) -> None:
    status, text = upload(boss, b" " * (2 * 1024 * 1024 + 1))

    assert status == 422
    assert "more than 2 MiB" in text
    assert not AccessEvent.objects.filter(action="picture.check").exists()


def test_nothing_given_asks_for_something(boss: Client) -> None:
    response = boss.post(URL, {})

    assert response.status_code == 422
    assert "Choose an SVG file" in response.content.decode()


def test_markup_is_shown_as_text_only(boss: Client) -> None:
    response = boss.post(
        URL, {"file": SimpleUploadedFile("<img src=x onerror=alert(1)>.svg", b"<svg/>")}
    )

    assert "<img src=x" not in response.content.decode()


@pytest.mark.parametrize("role", ["user", "manager", "system", "none"])
def test_others_are_refused(client: Client, role: str) -> None:
    person = factories.UserFactory.create(role=role)
    User.objects.filter(pk=person.pk).update(is_staff=True)
    client.force_login(person)

    assert client.get(URL).status_code == 403
