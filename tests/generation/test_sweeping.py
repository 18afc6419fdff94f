"""The sweep finds what was lost, and leaves alone what lives."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from generation import sweeping
from generation.models import Status, SVGGenerationRequest, TemporaryTable
from generation.snowflake.errors import NotAuthorised
from generation.snowflake.warehouse import Warehouse, warehouse
from tests.factories import RequestFactory, TemporaryTableFactory

pytestmark = pytest.mark.django_db

PAST = timedelta(minutes=5)


def held(**values: Any) -> SVGGenerationRequest:
    """A request whose worker has died."""
    return RequestFactory.create(
        status=Status.PROCESSING,
        claimed_by="dead",
        lease_until=timezone.now() - timedelta(seconds=1),
        **{"attempts": 1, **values},
    )


def test_a_dead_workers_request_goes_back_to_the_queue() -> None:
    request = held()

    assert sweeping.release_orphans() == 1

    request.refresh_from_db()
    assert (request.status, request.claimed_by) == (Status.PENDING, "")
    assert OrmQ.objects.count() == 1


def test_a_living_worker_keeps_its_request() -> None:
    request = held()
    SVGGenerationRequest.objects.update(lease_until=timezone.now() + PAST)

    assert sweeping.release_orphans() == 0

    request.refresh_from_db()
    assert request.status == Status.PROCESSING


def test_after_all_attempts_it_ends_as_failed() -> None:
    request = held(attempts=3)

    sweeping.release_orphans()

    request.refresh_from_db()
    assert (request.status, request.error_code) == (Status.FAILED, "worker_lost")


def test_a_cancelled_orphan_ends_as_cancelled() -> None:
    request = held(cancel_requested_at=timezone.now())

    sweeping.release_orphans()

    request.refresh_from_db()
    assert request.error_category == "cancelled"


def test_a_lost_nudge_is_given_again() -> None:
    RequestFactory.create(created_at=timezone.now() - PAST)
    RequestFactory.create()

    assert sweeping.nudge_lost() == 1


def test_a_backlog_is_not_queued_again_each_minute() -> None:
    for _ in range(3):
        RequestFactory.create(created_at=timezone.now() - PAST)

    assert [sweeping.nudge_lost(), sweeping.nudge_lost()] == [3, 0]
    assert OrmQ.objects.count() == 3


def test_tables_that_a_dead_worker_left_are_dropped(stand_in: str) -> None:
    request = RequestFactory.create(status=Status.FAILED)
    left = TemporaryTableFactory.create(
        request=request, created_at=timezone.now() - PAST, table_type="TRANSIENT"
    )
    with warehouse(query_tag="test") as connection:
        connection.create_table(left.table_name, kind="TRANSIENT")

    assert sweeping.drop_left_over_tables() == 1

    left.refresh_from_db()
    assert left.cleaned_up_at is not None
    with warehouse(query_tag="test") as connection:
        assert left.table_name not in [table.name for table in connection.list_tables()]


def test_the_table_of_a_running_request_stays() -> None:
    running = RequestFactory.create(status=Status.PROCESSING)
    TemporaryTableFactory.create(request=running, created_at=timezone.now() - PAST)

    assert sweeping.drop_left_over_tables() == 0
    assert TemporaryTable.objects.left_over().exists()


def test_one_table_that_cannot_be_dropped_does_not_keep_the_others(
    stand_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused, _ = [
        TemporaryTableFactory.create(
            request=RequestFactory.create(status=Status.FAILED), created_at=timezone.now() - PAST
        )
        for _ in range(2)
    ]

    def drop(self: Warehouse, table: str, **_: str) -> None:
        if table == refused.table_name:
            raise NotAuthorised

    monkeypatch.setattr(Warehouse, "drop_table", drop)

    assert sweeping.drop_left_over_tables() == 1
    assert list(TemporaryTable.objects.left_over()) == [refused]
