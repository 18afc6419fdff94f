import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import GeneratedSVGFactory, RequestFactory

pytestmark = pytest.mark.django_db


def test_the_safe_bytes_with_their_walls(client: Client) -> None:
    svg = GeneratedSVGFactory.create()
    client.force_login(svg.owner)

    response = client.get(reverse("picture", args=[svg.request.pk]))

    assert response.content.decode() == svg.svg_content
    assert response["Content-Type"] == "image/svg+xml"
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; sandbox")


def test_a_download_carries_the_asked_name(client: Client) -> None:
    svg = GeneratedSVGFactory.create()
    client.force_login(svg.owner)

    response = client.get(reverse("download", args=[svg.request.pk]))

    assert response["Content-Disposition"] == 'attachment; filename="house.svg"'


def test_no_picture_yet(client: Client) -> None:
    request = RequestFactory.create()
    client.force_login(request.owner)

    assert client.get(reverse("picture", args=[request.pk])).status_code == 404
