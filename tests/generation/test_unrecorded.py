"""Nothing happens unrecorded: where the trail cannot be written, the action is undone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import DatabaseError, transaction
from django.test import Client

from auditing.chain.erasing import erase_person
from auditing.chain.pruning import prune
from auditing.models import AccessEvent
from auditing.recording import record_event
from generation import services, sessions
from generation.models import SnowflakeStage, Status, SVGGenerationRequest, UserSession
from tests.factories import RequestFactory, UserSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on, no event can be written."""

    def fail(*_: Any, **__: Any) -> None:
        raise DatabaseError("database or disk is full")

    return lambda: monkeypatch.setattr("auditing.chain.appending.move_head", fail)


def refused(action: Callable[[], Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        action()


def submit(by: User) -> SVGGenerationRequest:
    return services.submit(
        by=by,
        prompt_text="a red house under a yellow sun",
        selected_model="claude-sonnet-4-5",
        filename="house",
        stage_name="SVG_STAGE",
    )


def test_submit(staff: User, stage: SnowflakeStage, full_disk: Callable[[], None]) -> None:
    full_disk()

    refused(lambda: submit(staff))

    assert not SVGGenerationRequest.objects.exists()


@pytest.mark.parametrize("status", [Status.PENDING, Status.PROCESSING])
def test_cancel(staff: User, status: str, full_disk: Callable[[], None]) -> None:
    request = RequestFactory.create(owner=staff, status=status)
    full_disk()

    refused(lambda: services.cancel(by=staff, request_id=request.pk))

    request.refresh_from_db()
    assert (request.status, request.cancel_requested_at) == (status, None)


def test_retry(staff: User, full_disk: Callable[[], None]) -> None:
    request = RequestFactory.create(owner=staff, status=Status.FAILED)
    full_disk()

    refused(lambda: services.retry(by=staff, request_id=request.pk))

    request.refresh_from_db()
    assert request.status == Status.FAILED


def test_sign_in(client: Client, staff: User, full_disk: Callable[[], None]) -> None:
    full_disk()

    refused(lambda: client.login(username="staff", password="secret-for-tests"))

    assert not UserSession.objects.exists()


def test_revoking_a_session(staff: User, full_disk: Callable[[], None]) -> None:
    session = UserSessionFactory.create(owner=staff)
    full_disk()

    refused(lambda: sessions.close_session(session.pk, by=staff, reason="revoked"))

    session.refresh_from_db()
    assert session.is_active


def test_giving_a_role(staff: User, full_disk: Callable[[], None]) -> None:
    full_disk()

    refused(lambda: staff.groups.add(Group.objects.get(name="admin")))

    assert not staff.groups.filter(name="admin").exists()


def test_pruning_and_erasing(staff: User, full_disk: Callable[[], None]) -> None:
    event = record_event(by=staff, action="x")
    full_disk()

    refused(lambda: prune(by=staff, event_ids=[event.pk]))
    refused(lambda: erase_person(by=None, user_id=staff.pk, username="staff"))

    assert AccessEvent.objects.get().actor_name == "staff"
