"""An error is recorded, grouped with its like, masked, and opened again when it comes back."""

import uuid

import pytest
import structlog
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from auditing.errors import record_error, record_exception, settle
from auditing.errors.fingerprint import normalised
from auditing.errors.storing import KEPT, SLACK
from auditing.models import AccessEvent, ErrorAffected, ErrorGroup, ErrorInfo
from auditing.models.errors import Resolution
from tests.factories import ErrorGroupFactory

pytestmark = pytest.mark.django_db


def fail(number: int, message: str = "row {} of password=hunter2x is gone") -> str:
    try:
        raise KeyError(message.format(number))
    except KeyError as error:
        return record_exception(error, operation="test")


def test_an_occurrence_says_what_the_specification_asks_for() -> None:
    with structlog.contextvars.bound_contextvars(user_id=7, request_id="r-1", session_id="s-1"):
        reference = fail(1)

    found = ErrorInfo.objects.get(pk=reference)
    assert found.error_type == "development_error"
    assert found.severity == "error"
    assert found.resolution == "new"
    assert "in fail" in found.stack_trace
    assert {"user_id", "session_id", "operation", "input_data", "environment"} <= set(found.context)
    assert (found.user_id, found.request_id) == ("7", "r-1")
    assert "hunter2x" not in str(vars(found)) + str(vars(found.group))


def test_the_same_fault_is_one_group_whatever_its_numbers() -> None:
    for number in range(3):
        with structlog.contextvars.bound_contextvars(user_id=number % 2 + 1):
            fail(number)
    record_error(error_type="storage_error", message="something else", code="full")

    group = ErrorGroup.objects.get(error_type="development_error")
    assert group.count == 3
    assert group.affected.filter(kind=ErrorAffected.Kind.USER).count() == 2
    assert group.days.get().count == 3
    assert ErrorGroup.objects.count() == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("row 12 of 30", "row 7 of 9"),
        (f"request {uuid.uuid4()}", f"request {uuid.uuid4()}"),
        ("object at 0x7f12ab", "object at 0x99"),
        ("no column 'a'", "no column 'b'"),
        ("digest deadbeef01", "digest 0123456789abcdef"),
    ],
)
def test_what_differs_each_time_does_not_count(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


def test_a_resolved_fault_that_is_seen_again_is_new_and_an_ignored_one_is_not(
    admin_user: User,
) -> None:
    fail(1)
    group = ErrorGroup.objects.get()
    assert settle(by=admin_user, group_id=group.pk, action="resolve", note="mended")
    fail(2)

    group.refresh_from_db()
    assert (group.resolution, group.reopened) == (Resolution.NEW, 1)
    assert AccessEvent.objects.get(action="error.reopen").actor_name == "system"

    settle(by=admin_user, group_id=group.pk, action="ignore")
    fail(3)

    group.refresh_from_db()
    assert (group.resolution, group.reopened) == (Resolution.IGNORED, 1)


def test_settling_is_an_event_with_who_and_why(admin_user: User) -> None:
    group = ErrorGroupFactory.create()

    assert settle(by=admin_user, group_id=group.pk, action="acknowledge", note="token=abc12345")

    event = AccessEvent.objects.get(action="error.acknowledge")
    assert (event.actor_name, event.resource_id) == ("boss", str(group.pk))
    assert event.context["new"] == "acknowledged"
    assert "abc12345" not in str(event.context)


def test_of_two_who_settle_at_once_one_is_told(admin_user: User) -> None:
    group = ErrorGroupFactory.create()

    assert settle(by=admin_user, group_id=group.pk, action="resolve")
    assert not settle(by=admin_user, group_id=group.pk, action="acknowledge")
    assert AccessEvent.objects.filter(action__startswith="error.").count() == 1


def test_who_may_not_settle_is_refused_with_an_event(staff: User, admin_user: User) -> None:
    group = ErrorGroupFactory.create()

    with pytest.raises(PermissionDenied):
        settle(by=staff, group_id=group.pk, action="resolve")
    with pytest.raises(ValidationError):
        settle(by=admin_user, group_id=group.pk, action="delete")

    group.refresh_from_db()
    assert group.resolution == Resolution.NEW
    assert AccessEvent.objects.get(action="error.resolve").result == "denied"


def test_of_many_occurrences_the_newest_are_kept_and_all_are_counted() -> None:
    fail(0)
    same = ErrorGroup.objects.get()
    ErrorInfo.objects.bulk_create(
        ErrorInfo(group=same, error_type="development_error", error_message=str(n))
        for n in range(KEPT + SLACK)
    )
    ErrorGroup.objects.filter(pk=same.pk).update(count=SLACK - 1)
    fail(1)

    same.refresh_from_db()
    assert same.count == SLACK
    assert same.occurrences.count() == KEPT


def test_recording_never_raises() -> None:
    class UnreadableError(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert record_exception(UnreadableError()) == ""
    assert record_error(error_type="x" * 500, message="m", context={"a": object()}) is not None


def test_without_a_database_the_callers_error_stays_the_callers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from auditing.errors import recording

    def away(_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(recording, "store", away)

    assert fail(1) == ""
    assert "could not be recorded (ConnectionError)" in capsys.readouterr().err
