"""What a page says of the time to wait is measured, or it says that it is not known."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from generation import services
from generation.models import Status, SVGGenerationRequest
from generation.watching.expectation import FEWEST, SAMPLES, Expectation, expectation_of
from tests.factories import RequestFactory

pytestmark = pytest.mark.django_db

MODEL = "claude-sonnet-4-5"


@pytest.fixture(autouse=True)
def two_workers(settings: Any) -> None:
    settings.WORKERS = 2


def drawn(seconds: float, *, times: int = FEWEST, model: str = MODEL) -> None:
    now = timezone.now()
    for _ in range(times):
        RequestFactory.create(
            selected_model=model,
            status=Status.COMPLETED,
            started_at=now - timedelta(seconds=seconds),
            finished_at=now,
        )


def waiting(count: int, **values: Any) -> list[SVGGenerationRequest]:
    return RequestFactory.create_batch(count, status=Status.PENDING, **values)


def busy(count: int, **values: Any) -> None:
    lease = timezone.now() + timedelta(seconds=60)
    RequestFactory.create_batch(count, status=Status.PROCESSING, lease_until=lease, **values)


def told(request: SVGGenerationRequest, asked_at: datetime | None = None) -> Expectation:
    return expectation_of(request, asked_at=asked_at or request.created_at)


def test_without_history_nothing_is_known() -> None:
    busy(2)
    (request,) = waiting(1)
    drawn(9, times=FEWEST - 1)

    found = told(request)

    assert (found.ahead, found.usual, found.waiting, found.total) == (0, None, None, None)


def test_it_takes_what_the_middle_one_of_the_last_pictures_took() -> None:
    drawn(60, times=1)
    drawn(8, times=2)
    drawn(30, model="another")
    (request,) = waiting(1)

    assert told(request).usual == 8


def test_only_the_newest_pictures_count() -> None:
    drawn(50, times=SAMPLES)
    SVGGenerationRequest.objects.update(created_at=timezone.now() - timedelta(days=2))
    drawn(4, times=SAMPLES)

    assert told(waiting(1)[0]).usual == 4


def test_a_free_worker_takes_it_up_at_once() -> None:
    drawn(8)
    busy(1)
    (request,) = waiting(1)

    assert told(request) == Expectation(ahead=0, usual=8, waiting=0)
    assert told(request).total == 8


def test_who_waits_behind_others_waits_for_them() -> None:
    drawn(8)
    busy(2)
    *_, last = waiting(4)

    found = told(last)

    # four pictures are to be begun, two at a time
    assert (found.ahead, found.waiting, found.total) == (3, 16, 24)


def test_more_workers_than_the_settings_say_are_seen_by_their_work() -> None:
    drawn(8)
    busy(8)

    assert told(waiting(1)[0]).waiting == 1


def test_a_dead_workers_request_keeps_nobody_waiting() -> None:
    drawn(8)
    busy(2)
    SVGGenerationRequest.objects.filter(status=Status.PROCESSING).update(lease_until=timezone.now())

    assert told(waiting(1)[0]).waiting == 0


def test_what_is_tried_again_stands_at_the_end() -> None:
    old = RequestFactory.create(status=Status.FAILED, created_at=timezone.now() - timedelta(days=1))
    first, second = waiting(2)
    assert old.owner is not None
    services.retry(by=old.owner, request_id=old.pk)
    old.refresh_from_db()

    assert told(old, old.status_changes.last().at).ahead == 2
    assert told(second).ahead == 1
    assert told(first).ahead == 0


def test_no_worker_is_said_after_a_while() -> None:
    drawn(8)
    (fresh,) = waiting(1)
    (late,) = waiting(1, created_at=timezone.now() - timedelta(seconds=30))

    assert not told(fresh).has_no_worker
    assert told(late).has_no_worker
    assert told(late).total is None


@pytest.mark.parametrize(("seconds", "is_slow"), [(5, False), (15, False), (17, True)])
def test_what_is_drawn_for_long_is_called_slow(seconds: float, is_slow: bool) -> None:
    drawn(8)
    request = RequestFactory.create(
        status=Status.PROCESSING, started_at=timezone.now() - timedelta(seconds=seconds)
    )

    assert told(request) == Expectation(usual=8, is_slow=is_slow)


def test_minutes_are_told_in_quarters() -> None:
    drawn(128)

    assert told(waiting(1)[0]).usual == 135
