"""The picture while it is drawn: the finished one's walls, and never more than that."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from auditing.models import AccessEvent
from generation.models import PartialPicture, Status
from tests.factories import PartialPictureFactory, RequestFactory

pytestmark = pytest.mark.django_db


def address(row: PartialPicture) -> str:
    return reverse("partial", args=[row.pk])


def test_the_safe_bytes_with_their_walls(client: Client) -> None:
    row = PartialPictureFactory.create()
    client.force_login(row.request.owner)

    response = client.get(address(row))

    assert response.content.decode() == row.content
    assert response["Content-Type"] == "image/svg+xml"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; sandbox")


@pytest.mark.parametrize("status", [Status.PENDING, Status.COMPLETED, Status.FAILED])
def test_what_is_left_over_is_never_shown(client: Client, status: Status) -> None:
    row = PartialPictureFactory.create(request__status=status)
    client.force_login(row.request.owner)

    response = client.get(address(row))

    assert (response.status_code, response.content) == (204, b"")


def test_nothing_to_be_seen_yet(client: Client) -> None:
    row = PartialPictureFactory.create(content="")
    none = RequestFactory.create(owner=row.request.owner, status=Status.PROCESSING)
    client.force_login(row.request.owner)

    assert client.get(address(row)).status_code == 204
    assert client.get(reverse("partial", args=[none.pk])).status_code == 204


def test_other_peoples_are_not_there(client: Client, staff: User, manager: User) -> None:
    row = PartialPictureFactory.create()
    for person in (staff, manager):
        client.force_login(person)
        assert client.get(address(row)).status_code == 404
    client.logout()

    assert client.get(address(row)).status_code == 302


def test_an_admin_who_looks_is_on_record_once_a_minute(client: Client, admin_user: User) -> None:
    row = PartialPictureFactory.create()
    client.force_login(admin_user)
    for _ in range(3):
        assert client.get(address(row)).status_code == 200

    events = AccessEvent.objects.filter(actor_id=str(admin_user.pk), action="request.watch")
    assert [event.resource_id for event in events] == [str(row.pk)]
