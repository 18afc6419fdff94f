"""Moves of a request: one winner, whoever asks and however often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from generation import transitions
from generation.models import Status, StatusChange
from tests.factories import RequestFactory


@pytest.mark.django_db
def test_claim_takes_a_pending_request_once() -> None:
    request = RequestFactory.create()

    first = transitions.claim(request.pk, worker="a")
    second = transitions.claim(request.pk, worker="b")

    assert first is not None and first.claimed_by == "a" and first.attempts == 1
    assert second is None
    assert StatusChange.objects.count() == 1


@pytest.mark.django_db
def test_claim_of_a_row_that_is_gone_is_quiet() -> None:
    assert transitions.claim("00000000-0000-0000-0000-000000000000", worker="a") is None


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_exactly_one_claims() -> None:
    request = RequestFactory.create()

    def try_to_claim(number: int) -> bool:
        try:
            return transitions.claim(request.pk, worker=str(number)) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(try_to_claim, range(16)))

    assert sum(won) == 1
    assert StatusChange.objects.count() == 1


@pytest.mark.django_db
def test_renew_prolongs_only_the_holders_lease() -> None:
    request = RequestFactory.create()
    transitions.claim(request.pk, worker="a")

    assert transitions.renew(request.pk, worker="a")
    assert not transitions.renew(request.pk, worker="b")


@pytest.mark.django_db
def test_release_leaves_a_lease_that_was_renewed_meanwhile() -> None:
    held = RequestFactory.create(
        status=Status.PROCESSING, claimed_by="a", lease_until=timezone.now() - timedelta(seconds=1)
    )
    transitions.renew(held.pk, worker="a")

    assert not transitions.release_expired(held)

    held.refresh_from_db()
    assert held.status == Status.PROCESSING
