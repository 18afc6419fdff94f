"""A run that dies, is cancelled, loses its lease or its disk: never a file that looks whole."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from auditing.exports import content, files, running, services
from auditing.models import AccessEvent, ExportJob
from auditing.models.exports import ExportStatus
from tests.auditing.exports.conftest import run
from tests.factories import ExportJobFactory, RequestFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "SLICE", 2)


@pytest.fixture
def rows() -> list[Any]:
    return RequestFactory.create_batch(7)


class Died(BaseException):
    """Like a kill: nothing catches it."""


def die_after(monkeypatch: pytest.MonkeyPatch, slices: int) -> None:
    """The worker dies after a slice was written and before its checkpoint."""
    kept = running._checkpoint
    seen: list[int] = []

    def checkpoint(job: ExportJob) -> None:
        seen.append(1)
        if len(seen) > slices:
            raise Died
        kept(job)

    monkeypatch.setattr(running, "_checkpoint", checkpoint)


@pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("slices", [0, 1, 3, 4])
def test_a_run_that_died_is_finished_by_the_next(
    rows: list[Any], monkeypatch: pytest.MonkeyPatch, format: str, slices: int
) -> None:
    as_of = timezone.now()
    whole = run(format=format, as_of=as_of)
    job = ExportJobFactory.create(format=format, as_of=as_of)
    with monkeypatch.context() as patched, pytest.raises(Died):
        die_after(patched, slices)
        running.run_export(job.pk)
    assert not files.path_of(job).exists()

    ExportJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert running.sweep_exports() == 1
    running.run_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.rows_done, job.sha256) == ("done", 7, whole.sha256)
    assert not files.part_of(job).exists()


def test_a_second_worker_gets_nothing(rows: list[Any]) -> None:
    job = ExportJobFactory.create(status=ExportStatus.RUNNING, claimed_by="another")

    assert running.run_export(job.pk) is False


def test_a_worker_that_lost_its_lease_writes_nothing_more(
    rows: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ExportJobFactory.create()

    def stolen(part: Path) -> str:
        ExportJob.objects.update(claimed_by="another")
        return "0" * 64

    monkeypatch.setattr(files, "digest", stolen)
    running.run_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.claimed_by) == ("running", "another")
    assert not files.path_of(job).exists()


def test_a_waiting_job_is_cancelled_at_once() -> None:
    job = ExportJobFactory.create()

    assert services.cancel_export(by=job.owner, job_id=job.pk)
    assert running.run_export(job.pk) is False
    assert services.cancel_export(by=job.owner, job_id=job.pk) is False


def test_a_running_job_stops_after_its_slice(
    rows: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ExportJobFactory.create()
    settle = files.settle

    def cancelled_meanwhile(file: Any) -> int:
        services.cancel_export(by=job.owner, job_id=job.pk)
        return settle(file)

    monkeypatch.setattr(files, "settle", cancelled_meanwhile)
    running.run_export(job.pk)

    job.refresh_from_db()
    assert job.status == ExportStatus.CANCELLED
    assert not files.folder_of(job).exists()


# The archive that XlsxWriter leaves behind tries to close itself, on the same full disk.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
def test_a_full_disk_is_said_and_leaves_nothing(
    rows: list[Any], monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    """Linux has a device that is always full."""
    job = ExportJobFactory.create(format=format)
    files.folder_of(job).mkdir(parents=True)
    full = Path("/dev/full").open("wb", buffering=0)  # noqa: SIM115  the run closes it
    monkeypatch.setattr(files, "open_part", lambda job: full)

    running.run_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.error_message) == ("failed", running.DISK_FULL)
    assert not files.folder_of(job).exists()


def test_who_may_no_longer_see_it_gets_no_file(rows: list[Any]) -> None:
    job = run(owner=UserFactory.create(role="user"))

    assert job.status == ExportStatus.FAILED
    assert "Your role" not in job.error_message
    assert "may not export" in job.error_message


def test_filters_that_mean_nothing_any_more(rows: list[Any]) -> None:
    job = run(filters={"query": "no_such_field__exact=1"})

    assert job.status == ExportStatus.FAILED
    assert "filter it again" in job.error_message


def test_an_expired_file_is_removed_and_its_record_stays(rows: list[Any]) -> None:
    job = run()
    assert services.expire_exports() == 0
    ExportJob.objects.update(expires_at=timezone.now())

    assert services.expire_exports() == 1

    job.refresh_from_db()
    assert job.status == ExportStatus.EXPIRED
    assert job.sha256


def test_what_a_killed_process_left_of_an_expired_file_goes_with_the_next_sweep(
    rows: list[Any],
) -> None:
    expired, whole = run(), run()
    ExportJob.objects.filter(pk=expired.pk).update(status=ExportStatus.EXPIRED)

    services.expire_exports()

    assert not files.folder_of(expired).exists()
    assert files.path_of(whole).exists()


def test_who_asked_and_what_came_of_it_are_events(rows: list[Any]) -> None:
    boss = UserFactory.create(role="admin")
    job = services.request_export(
        by=boss, source="list:generation.SVGGenerationRequest", format="csv"
    )
    running.run_export(job.pk)
    job.refresh_from_db()
    services.record_download(by=boss, job=job)

    events = AccessEvent.objects.filter(resource_id=str(job.pk)).order_by("timestamp")
    assert [e.action for e in events] == ["export.request", "export.finish", "export.download"]
    assert events[2].context["sha256"] == job.sha256
