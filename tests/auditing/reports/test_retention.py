"""The retention report: the figures it gives, as of when, and what stands in its files."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing.exports import files
from auditing.exports.running import run_export
from auditing.models import AccessEvent, ExportJob, LegalHold
from auditing.reports.exporting import NAME, filters_of, options_of
from auditing.reports.options import Options
from auditing.reports.retention import Line, lines, total
from generation.models import SVGGenerationRequest
from tests.factories import ExportJobFactory, RequestFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def old(days: int, **fields: Any) -> SVGGenerationRequest:
    return RequestFactory.create(
        created_at=NOW - timedelta(days=days), status="completed", **fields
    )


def report(**fields: Any) -> list[Line]:
    fields = {"as_of": NOW, "classes": ("requests",), **fields}
    return [line for line in lines(Options(**fields)) if line.rows]


def test_what_is_kept_due_and_overdue() -> None:
    for days in (1, 300, 340, 360, 364, 365, 400):
        old(days)

    (line,) = report()

    assert (line.title, line.policy, line.rows) == ("Requests", "365 days", 7)
    assert (line.overdue, line.backlog) == (2, 1)
    assert line.due_in == {7: 2, 30: 3, 90: 4}
    assert line.oldest == NOW - timedelta(days=400)
    assert line.newest == NOW - timedelta(days=1)


def test_bytes_are_those_of_the_texts() -> None:
    old(1, prompt_text="ö" * 10)

    assert report()[0].size >= 20


def test_a_hold_keeps_rows_out_of_what_is_due() -> None:
    held = old(400)
    old(400)
    hold = LegalHold.objects.create(
        matter="Matter",
        reason="why",
        owner="counsel",
        placed_at=NOW - timedelta(days=5),
        person_id=held.owner_id,
    )

    (line,) = report()
    assert (line.overdue, line.on_hold) == (1, 1)

    # Before it was placed, and after it was lifted, it held nothing.
    assert report(as_of=NOW - timedelta(days=6))[0].on_hold == 0
    hold.lifted_at = NOW - timedelta(days=1)
    hold.save()
    assert report()[0].on_hold == 0
    assert report(as_of=NOW - timedelta(days=2))[0].on_hold == 1


def test_by_month_and_owner() -> None:
    anna, ben = UserFactory.create(username="anna"), UserFactory.create(username="ben")
    old(1, owner=anna)
    old(1, owner=anna)
    old(40, owner=ben)
    old(41, owner=None)

    found = report(by=("class", "month", "owner"))

    assert [(line.month, line.owner, line.rows) for line in found] == [
        (date(2026, 10, 1), "ben", 1),
        (date(2026, 10, 1), "nobody", 1),
        (date(2026, 11, 1), "anna", 2),
    ]
    assert total(found).rows == 4


def test_filters() -> None:
    anna = UserFactory.create(username="anna")
    old(1, owner=anna)
    old(40)

    assert [line.rows for line in report(owner="anna")] == [1]
    assert [line.rows for line in report(since=date(2026, 11, 1))] == [1]
    assert [line.rows for line in report(until=date(2026, 10, 1))] == [1]
    assert report(owner="nobody-has-this-name") == []


def test_rows_made_later_are_no_part_of_it() -> None:
    old(1)

    assert report(as_of=NOW - timedelta(days=2)) == []


def test_events_name_their_actor() -> None:
    anna = UserFactory.create(username="anna")
    AccessEvent.objects.create(action="x", actor_id=str(anna.pk), timestamp=NOW - timedelta(days=1))

    found = report(classes=("access_events",), by=("class", "owner"))

    assert [(line.owner, line.rows) for line in found] == [("anna", 1)]


def test_every_class_without_an_option() -> None:
    old(1)

    assert {"Requests", "Access events"} <= {line.title for line in lines(Options(as_of=NOW))}


@pytest.mark.parametrize(
    "filters",
    [{}, {"by": ["no", "owner"], "classes": ["no"], "since": "x", "owner": "'\"%"}, {"since": ""}],
)
def test_options_that_mean_nothing_are_left_out(filters: dict[str, Any]) -> None:
    options = options_of(filters, as_of=NOW)

    assert options_of(filters_of(options), as_of=NOW) == options
    assert options.classes == ()


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "pdf"])
def test_the_same_time_gives_the_same_file(
    settings: LazySettings, tmp_path: Any, format: str
) -> None:
    settings.EXPORT_DIR = tmp_path
    old(400, prompt_text="nobody may read this")
    digests = set()
    for _ in range(2):
        job = ExportJobFactory.create(
            source=NAME, title="Retention report", format=format, as_of=timezone.now()
        )
        job.as_of = NOW
        job.save()
        run_export(job.pk)
        job.refresh_from_db()
        assert (job.status, job.error_message) == ("done", "")
        digests.add(job.sha256)
        assert b"nobody may read this" not in files.path_of(job).read_bytes()
        # What happens later changes nothing.
        RequestFactory.create()

    assert len(digests) == 1


def test_a_file_says_what_it_holds(settings: LazySettings, tmp_path: Any) -> None:
    settings.EXPORT_DIR = tmp_path
    old(400)
    job = ExportJobFactory.create(
        source=NAME, format="json", as_of=NOW, filters={"classes": ["requests"]}
    )
    run_export(job.pk)

    found = json.loads(files.path_of(job).read_text())
    assert found["as_of"] == "2026-11-24T12:00:00.000000Z"
    assert found["filters"] == "Requests"
    assert found["purged_since,_not_counted"] == "nothing"
    assert found["rows"][0]["overdue"] == 1


def test_a_manager_reads_it_and_takes_it_along(client: Client) -> None:
    manager = UserFactory.create(role="manager")
    manager.is_staff = True
    manager.save()
    client.force_login(manager)
    old(400)

    page = client.get(reverse("admin:retention-report"), {"shown": "1", "by": ["owner"]})
    assert page.status_code == 200
    assert b"Requests" in page.content
    client.post(reverse("admin:retention-report-export"), {"format": "xlsx", "shown": "1"})

    job = ExportJob.objects.get()
    assert (job.source, job.format, job.owner) == (NAME, "xlsx", manager)
    assert AccessEvent.objects.filter(action="report.view").exists()


ENDS_OF_TIME = ["0001-01-01", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]


@pytest.mark.parametrize(
    "as_of", ["", "nonsense", "2999-01-01", "2026-01-01T00:00:00+00:00", *ENDS_OF_TIME]
)
def test_any_time_in_the_address(client: Client, as_of: str) -> None:
    client.force_login(UserFactory.create(role="admin"))

    assert client.get(reverse("admin:retention-report"), {"as_of": as_of}).status_code == 200
