"""What a check finds, through the real connector on the stand-in."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from auditing.models import AccessEvent, ErrorInfo
from auditing.recording import record_event
from generation.models import GeneratedSVG, SnowflakeStage, StageCheck, Status
from generation.reconciling import comparing, running, surveying
from generation.reconciling.running import run_check, sweep_checks
from generation.reconciling.services import (
    cancel_check,
    check_all_stages,
    resume_check,
    start_check,
)
from generation.snowflake.settings import get_settings, override
from tests.factories import RequestFactory, SnowflakeStageFactory, StageCheckFactory

from .conftest import Check, Shelf, found


def test_where_all_fits_nothing_is_found(shelf: Shelf, check: Check) -> None:
    shelf.picture()
    shelf.picture(request__created_at=timezone.now() - timedelta(days=400))

    made = check()

    assert (made.status, found(made)) == ("done", [])
    assert (made.files, made.records, made.read_back, made.batches_done) == (2, 2, 0, 2)
    assert AccessEvent.objects.get(action="stage.check_done").context["findings"] == 0


def test_a_missing_file(shelf: Shelf, check: Check) -> None:
    svg = shelf.picture()
    shelf.remove(svg.request.stage_path)

    made = check()

    assert found(made) == [("missing", svg.stage_path)]
    finding = made.findings.get()
    assert (finding.owner_id, finding.size_recorded) == (svg.owner_id, svg.file_size)


@pytest.mark.parametrize("content", [b"<svg/>", b"x" * 500, b""])
def test_a_file_of_another_size(shelf: Shelf, check: Check, content: bytes) -> None:
    svg = shelf.picture()
    shelf.put(svg.request.stage_path, content)

    assert found(check()) == [("differs", svg.stage_path)]


def test_a_file_of_the_same_size_and_other_bytes(shelf: Shelf, check: Check) -> None:
    svg = shelf.picture()
    shelf.put(svg.request.stage_path, svg.svg_content.replace("red", "tan").encode())

    made = check()

    assert found(made) == [("differs", svg.stage_path)]
    assert made.read_back == 1  # a checksum alone accuses nobody


def test_a_file_without_a_record(shelf: Shelf, check: Check) -> None:
    request = RequestFactory.create(stage_name=shelf.stage.pk, status=Status.FAILED)
    known = shelf.put(request.stage_path)
    unknown = shelf.put(f"2026/11/20/{uuid4()}/cat.svg")

    made = check()

    assert found(made) == sorted([("orphan", known), ("orphan", unknown)])
    assert made.findings.get(location=known).owner == request.owner


def test_a_file_whose_record_was_deleted_in_time_is_told_apart(shelf: Shelf, check: Check) -> None:
    svg = shelf.picture()
    record_event(by=None, action="request.complete", resource=svg.request)
    svg.delete()

    assert [kind for kind, _ in found(check())] == ["kept"]


@pytest.mark.parametrize("status", [Status.PENDING, Status.PROCESSING])
def test_a_file_of_a_running_request_is_left_alone(
    shelf: Shelf, check: Check, status: Status
) -> None:
    request = RequestFactory.create(stage_name=shelf.stage.pk, status=status)
    shelf.put(request.stage_path)

    made = check()

    assert (found(made), made.left_alone) == ([], 1)


def test_a_young_file_is_left_alone(shelf: Shelf, check: Check) -> None:
    shelf.put(f"2026/11/20/{uuid4()}/cat.svg", age=3500)

    made = check()

    assert (found(made), made.left_alone) == ([], 1)


@pytest.mark.parametrize(
    "path",
    [
        "report.csv",
        "2026/11/20/notes.svg",
        "2026/11/20/not-an-id/cat.svg",
        f"2026/11/20/{uuid4()}/cat.csv",
        f"2026/02/31/{uuid4()}/cat.svg",
        f"2026/11/20/{uuid4()}/deeper/cat.svg",
        f"backup/2026/11/20/{uuid4()}/cat.svg",
    ],
)
def test_what_other_programs_put_there_is_not_ours(shelf: Shelf, check: Check, path: str) -> None:
    shelf.put(path)

    made = check()

    assert (found(made), made.others, made.files) == ([], 1, 0)


@pytest.mark.parametrize("shelf", ["SNOWFLAKE_FULL"], indirect=True)
def test_client_side_encryption_raises_no_false_alarm(shelf: Shelf, check: Check) -> None:
    """LIST tells size and MD5 of the encrypted bytes, so each file is read."""
    shelf.picture()
    other = shelf.picture()
    shelf.put(other.request.stage_path, other.svg_content.replace("red", "tan").encode())

    made = check()

    assert found(made) == [("differs", other.stage_path)]
    assert made.read_back == 2


def test_a_record_that_does_not_fit_its_own_checksum(shelf: Shelf, check: Check) -> None:
    svg = shelf.picture()
    GeneratedSVG.objects.update(svg_content=svg.svg_content.replace("red", "tan"))

    finding = check().findings.get()
    assert finding.kind == "damaged" and "the file on the stage does" in finding.detail


def test_another_stage_with_a_longer_name_is_not_looked_at(shelf: Shelf, check: Check) -> None:
    svg = shelf.picture()
    longer = svg.stage_path.replace(f".{shelf.stage.pk}/", f".{shelf.stage.pk}_2/")
    GeneratedSVG.objects.update(stage_path=longer)
    shelf.remove(svg.request.stage_path)

    assert found(check()) == []


def test_a_big_day_is_cut_into_parts(
    shelf: Shelf, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH_FILES", 2)
    svgs = [shelf.picture() for _ in range(5)]
    shelf.remove(svgs[0].request.stage_path)

    made = check()

    assert len(made.batches) == 16
    assert (found(made), made.files, made.records) == ([("missing", svgs[0].stage_path)], 4, 5)


def test_what_is_recorded_while_the_stage_is_listed_is_not_missed(
    shelf: Shelf, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that finishes between the list and the look into the database."""
    shelf.picture()
    original = comparing.Batch._files

    def then_finish(self: Any, beginning: str) -> Any:
        listed = original(self, beginning)
        shelf.picture()
        return listed

    monkeypatch.setattr(comparing.Batch, "_files", then_finish)
    assert found(check()) == []


def test_a_worker_killed_between_two_batches_loses_one(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = shelf.picture(request__created_at=timezone.now() - timedelta(days=400))
    new = shelf.picture()
    for svg in (old, new):
        shelf.remove(svg.request.stage_path)
    made = start_check(by=None, stage=shelf.stage)
    original, seen = comparing.Batch.compare, []

    def die_at_the_second(self: Any, beginning: str) -> None:
        seen.append(beginning)
        if len(seen) == 2:
            raise SystemExit
        original(self, beginning)

    monkeypatch.setattr(comparing.Batch, "compare", die_at_the_second)
    with pytest.raises(SystemExit):
        run_check(made.pk)
    assert not run_check(made.pk)  # its lease still stands

    StageCheck.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert sweep_checks() == 1
    assert run_check(made.pk)

    made.refresh_from_db()
    assert (made.status, len(seen), len(set(seen))) == ("done", 3, 2)
    assert found(made) == sorted([("missing", old.stage_path), ("missing", new.stage_path)])


def test_a_turn_that_is_over_is_another_ones(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.picture()
    made = start_check(by=None, stage=shelf.stage)
    monkeypatch.setattr(running, "TURN_SECONDS", -1.0)
    run_check(made.pk)
    made.refresh_from_db()
    assert (made.status, len(made.batches), made.batches_done) == ("waiting", 1, 0)

    monkeypatch.undo()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(surveying, "per_day", None)  # the survey is not made twice
        run_check(made.pk)
    made.refresh_from_db()
    assert made.status == "done"


def test_cancelling(shelf: Shelf, admin_user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.picture()
    made = start_check(by=admin_user, stage=shelf.stage)
    original = comparing.Batch.compare

    def cancelled_meanwhile(self: Any, beginning: str) -> None:
        assert cancel_check(by=admin_user, check_id=made.pk)
        original(self, beginning)

    monkeypatch.setattr(comparing.Batch, "compare", cancelled_meanwhile)
    run_check(made.pk)

    made.refresh_from_db()
    assert (made.status, made.batches_done) == ("cancelled", 0)
    assert not cancel_check(by=admin_user, check_id=made.pk)


def test_cancelling_one_that_waits(shelf: Shelf, admin_user: User) -> None:
    made = start_check(by=admin_user, stage=shelf.stage)

    assert cancel_check(by=admin_user, check_id=made.pk)
    assert not run_check(made.pk)


def test_one_check_a_stage_at_a_time(shelf: Shelf, admin_user: User) -> None:
    first = start_check(by=admin_user, stage=shelf.stage)

    assert start_check(by=admin_user, stage=shelf.stage) == first


def test_an_unreachable_snowflake_stops_it_and_it_goes_on_afterwards(
    shelf: Shelf, admin_user: User
) -> None:
    from dataclasses import replace

    svg = shelf.picture()
    shelf.remove(svg.request.stage_path)
    made = start_check(by=admin_user, stage=shelf.stage)
    with override(replace(get_settings(), local_port=1)):
        run_check(made.pk)
    made.refresh_from_db()
    assert made.status == "failed" and "not running" in made.error_message
    occurrence = ErrorInfo.objects.get(pk=made.error_reference)
    assert occurrence.context["operation"] == "stage check"

    assert resume_check(by=admin_user, check_id=made.pk)
    run_check(made.pk)

    made.refresh_from_db()
    assert (made.status, made.error_message, made.error_reference) == ("done", "", "")
    assert found(made) == [("missing", svg.stage_path)]


@pytest.mark.django_db
def test_only_admins_check(staff: User, manager: User, stage: SnowflakeStage) -> None:
    made = StageCheckFactory.create()
    for person in (staff, manager):
        with pytest.raises(PermissionDenied):
            start_check(by=person, stage=stage)
        with pytest.raises(PermissionDenied):
            cancel_check(by=person, check_id=made.pk)
        with pytest.raises(PermissionDenied):
            resume_check(by=person, check_id=made.pk)


@pytest.mark.django_db
def test_the_weekly_check_begins_one_for_each_stage_there_is(stage: SnowflakeStage) -> None:
    SnowflakeStageFactory.create(stage_name="GONE", is_available=False)

    assert check_all_stages() == 1
    assert StageCheck.objects.get().stage_name == stage.pk
