"""A file that repeats purged rows goes with them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from auditing.exports import files
from auditing.exports.running import run_export
from auditing.models import AccessEvent, RetentionRun
from auditing.retention.purging import Purge
from tests import factories
from tests.auditing.exports.conftest import run
from tests.auditing.retention.conftest import old_request

pytestmark = pytest.mark.django_db


PurgeRequests = Callable[[], RetentionRun]


@pytest.fixture
def purge(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> PurgeRequests:
    def run() -> RetentionRun:
        with django_capture_on_commit_callbacks(execute=True):
            return Purge(by=None).run_all(["requests"])[0]

    return run


def test_a_list_with_purged_rows_goes_and_says_why(purge: PurgeRequests) -> None:
    old_request(366)
    job = run()
    assert job.oldest is not None
    assert files.path_of(job).exists()

    found = purge()

    job.refresh_from_db()
    assert job.status == "expired"
    assert "deleted under the retention policy" in job.error_message
    assert not files.folder_of(job).exists()
    assert found.copies == {"files of exports with these rows": 1}
    assert AccessEvent.objects.filter(action="export.expire", resource_id=str(job.pk)).exists()


def test_a_list_of_younger_rows_stays(purge: PurgeRequests) -> None:
    old_request(200)
    job = run()
    old_request(366)

    purge()

    job.refresh_from_db()
    assert (job.status, files.path_of(job).exists()) == ("done", True)


def test_a_list_of_other_rows_stays(purge: PurgeRequests) -> None:
    old_request(366)
    job = run(source="list:generation.SnowflakeStage")

    purge()

    job.refresh_from_db()
    assert job.status == "done"


def test_rows_that_were_purged_while_the_file_was_written_leave_no_file(
    purge: PurgeRequests,
) -> None:
    old_request(366)
    job = factories.ExportJobFactory.create(created_at=timezone.now() - timedelta(minutes=1))
    purge()

    run_export(job.pk)

    job.refresh_from_db()
    assert job.status == "failed"
    assert "while it was written" in job.error_message
    assert not files.folder_of(job).exists()


def test_a_run_that_was_killed_before_it_looked_removes_the_file_when_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, purge: PurgeRequests
) -> None:
    old_request(366)
    job = run()

    def die(run: RetentionRun) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("auditing.retention.purging.remove_after_run", die)
        with pytest.raises(KeyboardInterrupt):
            purge()
    gone_on_with = purge()

    job.refresh_from_db()
    assert job.status == "expired"
    assert (gone_on_with.state, gone_on_with.done_rows) == ("completed", 1)
