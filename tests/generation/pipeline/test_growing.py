"""While the model writes, its picture grows in the database; it never outlives the run."""

from typing import Any

import pytest
from django.db import OperationalError

from generation import services, sweeping, transitions
from generation.models import GeneratedSVG, PartialPicture, Status, SVGGenerationRequest
from generation.pipeline import ai_processing, growing, outcome
from generation.pipeline.job import Heartbeat, Job
from generation.snowflake import errors
from generation.svg import partial
from tests.factories import PartialPictureFactory, RequestFactory

from .conftest import Run
from .test_ai_processing import completion

PIECES = (
    '<svg viewBox="0 0 9 9"><rect width="9" height="9"/>',
    '<circle r="4"/>',
    "<script>alert(1)</script></svg>",
)


@pytest.fixture(autouse=True)
def look_at_each_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial, "READ_SECONDS", 0.0)
    monkeypatch.setattr(partial, "SHARE", 0)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What lay in the database after each piece of the answer."""
    found: list[str] = []

    def answer(asked: Any, *, on_text: Any, should_stop: Any) -> Any:
        for piece in PIECES:
            on_text(piece)
            row = PartialPicture.objects.filter(pk=asked.request_id).first()
            found.append(row.content if row else "")
        return completion(text="".join(PIECES))

    monkeypatch.setattr(ai_processing, "complete", answer)
    return found


def claimed(**values: Any) -> Job:
    request = transitions.claim(RequestFactory.create(**values).pk, worker="me")
    assert request is not None
    return Job(request=request, heartbeat=Heartbeat(request), say=lambda _: None)


def test_it_grows_and_is_gone_with_the_end(run: Run, seen: list[str]) -> None:
    request = run()

    assert request.status == Status.COMPLETED
    assert [one.count("<rect") for one in seen] == [1, 1, 1]
    assert [one.count("<circle") for one in seen] == [0, 1, 1]
    assert all("script" not in one for one in seen)
    assert not PartialPicture.objects.exists()


def test_it_stays_while_the_picture_is_saved(
    run: Run, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rest: list[str] = []
    record = outcome.record_success

    def record_success(job: Job) -> GeneratedSVG:
        rest.extend(PartialPicture.objects.values_list("content", flat=True))
        return record(job)

    monkeypatch.setattr(outcome, "record_success", record_success)
    request = run()

    assert rest == [request.svgs.get().svg_content]


def test_a_call_that_fails_leaves_none(
    run: Run, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    left: list[int] = []

    def answer(asked: Any, *, on_text: Any, should_stop: Any) -> Any:
        left.append(PartialPicture.objects.count())
        on_text(PIECES[0])
        raise errors.ConnectionLost("broken")

    monkeypatch.setattr(ai_processing, "complete", answer)
    request = run(attempt_limit=2)

    assert (request.status, left) == (Status.FAILED, [0, 0])
    assert not PartialPicture.objects.exists()


def test_nothing_in_it_costs_the_paid_call(
    run: Run, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def keep(job: Job, content: str, *, characters: int) -> bool:
        tries.append(content)
        raise OperationalError("database is locked")

    monkeypatch.setattr(growing, "keep", keep)

    assert run().status == Status.COMPLETED
    assert len(tries) == 1  # then it leaves the database alone for a while


def test_a_mistake_in_the_reader_costs_nothing(
    run: Run, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> str:
        raise RecursionError

    monkeypatch.setattr(partial, "read_partial", fail)

    assert run().status == Status.COMPLETED


@pytest.mark.django_db
def test_who_was_overtaken_writes_nothing() -> None:
    job = claimed()
    assert growing.keep(job, PIECES[0], characters=9)

    SVGGenerationRequest.objects.filter(pk=job.request.pk).update(claimed_by="another")

    assert not growing.keep(job, PIECES[1], characters=99)
    growing.discard(job)
    assert PartialPicture.objects.get().characters == 9


@pytest.mark.django_db
def test_who_has_ended_writes_nothing() -> None:
    job = claimed()
    transitions.move(job.request.pk, old=Status.PROCESSING, new=Status.FAILED, why="test")

    assert not growing.keep(job, PIECES[0], characters=9)
    assert not PartialPicture.objects.exists()


@pytest.mark.django_db
def test_each_move_takes_it_away() -> None:
    for old, new in [
        (Status.PROCESSING, Status.COMPLETED),
        (Status.PROCESSING, Status.FAILED),
        (Status.PROCESSING, Status.PENDING),
        (Status.PENDING, Status.PROCESSING),
        (Status.FAILED, Status.PENDING),
    ]:
        row = PartialPictureFactory.create(request__status=old)
        assert transitions.move(row.pk, old=old, new=new, why="test")

    assert not PartialPicture.objects.exists()


@pytest.mark.django_db
def test_the_sweep_takes_that_of_a_dead_worker(settings: Any) -> None:
    settings.LEASE_SECONDS = -1
    job = claimed()
    growing.keep(job, PIECES[0], characters=9)

    assert sweeping.release_orphans() == 1
    assert not PartialPicture.objects.exists()


@pytest.mark.django_db
def test_cancelling_a_dead_ones_takes_it_away(settings: Any) -> None:
    settings.LEASE_SECONDS = -1
    job = claimed()
    growing.keep(job, PIECES[0], characters=9)
    assert job.request.owner is not None
    services.cancel(by=job.request.owner, request_id=job.request.pk)

    sweeping.release_orphans()

    assert not PartialPicture.objects.exists()
