"""What a page shows of a request under way, and when it has changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from generation import transitions
from generation.models import PartialPicture, PipelineStep, Status
from generation.templatetags.watching import about
from generation.watching.page import watch
from tests.factories import PartialPictureFactory, PipelineStepFactory, RequestFactory

pytestmark = pytest.mark.django_db


def test_it_stays_the_same_until_something_happens() -> None:
    request = RequestFactory.create()
    waiting = watch(request).state
    assert watch(request).state == waiting

    claimed = transitions.claim(request.pk, worker="me")
    assert claimed is not None
    states = [waiting, watch(claimed).state]
    step = PipelineStepFactory.create(request=claimed, outcome=PipelineStep.Outcome.RUNNING)
    states.append(watch(claimed).state)
    PartialPictureFactory.create(request=claimed, content="", characters=3)
    states.append(watch(claimed).state)
    PartialPicture.objects.update(content="<svg/>", characters=30)
    states.append(watch(claimed).state)
    claimed.cancel_requested_at = timezone.now()
    states.append(watch(claimed).state)
    step.delete()

    assert len(set(states)) == len(states)


def test_a_left_over_picture_is_not_seen() -> None:
    row = PartialPictureFactory.create(request__status=Status.PENDING)

    assert not watch(row.request).is_seen
    assert watch(row.request).written is None


def test_the_model_has_begun_before_anything_can_be_seen() -> None:
    row = PartialPictureFactory.create(content="", characters=12)

    assert (watch(row.request).written, watch(row.request).is_seen) == (12, False)


def test_a_lost_worker_is_told(settings: Any) -> None:
    settings.LEASE_SECONDS = 30
    now = timezone.now()
    alive = RequestFactory.create(
        status=Status.PROCESSING, lease_until=now + timedelta(seconds=21), claimed_by="me"
    )
    quiet = RequestFactory.create(
        status=Status.PROCESSING, lease_until=now + timedelta(seconds=9), claimed_by="me"
    )
    assert not watch(alive).is_quiet
    assert watch(quiet).is_quiet

    transitions.release_expired(quiet)
    quiet.refresh_from_db()

    assert watch(quiet).is_resumed
    assert not watch(quiet).is_quiet


@pytest.mark.parametrize(("seconds", "words"), [(9, "9 s"), (60, "1 min"), (135, "2 min 15 s")])
def test_times_as_one_says_them(seconds: int, words: str) -> None:
    assert about(seconds) == words
