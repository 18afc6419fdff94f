"""The fixes: each does what it says, looks again before it acts, and is an event."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from auditing.models import AccessEvent
from generation import services
from generation.models import GeneratedSVG, StageFinding, Status, TemporaryTable
from generation.pipeline import runner
from generation.reconciling import fixes, mending, putting_back
from generation.reconciling.mending import mend_asked, sweep_mending
from generation.reconciling.restoring import restore_record
from generation.reconciling.services import ask_fix
from generation.snowflake.settings import get_settings, override
from generation.snowflake.stages import Stages
from generation.svg import sanitise
from generation.transitions import claim
from tests.factories import PICTURE, RequestFactory, StageFindingFactory

from .conftest import Check, Shelf, found


@pytest.fixture
def mend(check: Check, admin_user: User) -> Callable[[], StageFinding]:
    """Checks, has the one finding mended, and gives it as it then stands."""

    def check_and_mend() -> StageFinding:
        return mended(check().findings.get(), admin_user)

    return check_and_mend


def mended(finding: StageFinding, by: User) -> StageFinding:
    assert ask_fix(by=by, findings=StageFinding.objects.filter(pk=finding.pk)) == 1
    assert mend_asked() == 1
    finding.refresh_from_db()
    return finding


def failed_request(shelf: Shelf) -> Any:
    return RequestFactory.create(stage_name=shelf.stage.pk, status=Status.FAILED)


def test_a_missing_file_is_put_there_again(shelf: Shelf, mend: Any, check: Check) -> None:
    svg = shelf.picture()
    shelf.remove(svg.request.stage_path)

    finding = mend()

    assert finding.state == "fixed"
    assert shelf.read(svg.request.stage_path) == PICTURE.encode()
    assert found(check()) == []
    event = AccessEvent.objects.get(action="stage.put_file")
    assert (event.actor_name, event.context["file"]) == ("boss", svg.stage_path)
    assert event.subject_owner_id == str(svg.owner.pk)


def test_it_went_through_a_table_that_is_gone(shelf: Shelf, mend: Any) -> None:
    svg = shelf.picture()
    shelf.remove(svg.request.stage_path)

    mend()

    table = TemporaryTable.objects.get()
    assert table.request == svg.request and table.cleaned_up_at is not None


def test_one_whose_request_was_purged_is_put_back_too(shelf: Shelf, mend: Any) -> None:
    svg = shelf.picture()
    path = svg.request.stage_path
    GeneratedSVG.objects.update(request=None)
    shelf.remove(path)

    assert mend().state == "fixed"
    assert shelf.read(path) == PICTURE.encode()


def test_a_file_that_differs_is_replaced_under_its_path(
    shelf: Shelf, mend: Any, check: Check
) -> None:
    svg = shelf.picture()
    shelf.put(svg.request.stage_path, b"<svg>somebody's</svg>")

    assert mend().state == "fixed"
    assert shelf.names() == [svg.request.stage_path]
    assert shelf.read(svg.request.stage_path) == PICTURE.encode()
    assert found(check()) == []


SAFE = sanitise(PICTURE).content


def damaged(shelf: Shelf, content: str = SAFE) -> GeneratedSVG:
    svg = shelf.picture(svg_content=content)
    GeneratedSVG.objects.update(svg_content="<svg>tampered</svg>", file_size=3)
    return svg


def test_a_damaged_record_gets_its_bytes_back_from_the_file(
    shelf: Shelf, check: Check, mend: Any
) -> None:
    svg = damaged(shelf)

    finding = mend()

    assert (finding.kind, finding.state) == ("damaged", "fixed")
    assert "the file on the stage does" in finding.detail
    svg.refresh_from_db()
    assert (svg.svg_content, svg.file_size) == (SAFE, len(SAFE))
    assert shelf.read(svg.request.stage_path) == SAFE.encode()
    event = AccessEvent.objects.get(action="picture.restore")
    assert (event.actor_name, event.resource_id) == ("boss", str(svg.pk))
    assert event.context["sha256"] == svg.sha256
    assert AccessEvent.objects.get(action="stage.restore_record").result == "allowed"
    assert found(check()) == []


def test_where_the_file_is_another_one_only_a_backup_helps(shelf: Shelf, mend: Any) -> None:
    svg = damaged(shelf)
    shelf.put(svg.request.stage_path, b"<svg>somebody's</svg>")

    finding = mend()

    assert (finding.kind, finding.state) == ("damaged", "failed")
    assert "backup" in finding.message and "backup" in finding.detail
    svg.refresh_from_db()
    assert svg.svg_content == "<svg>tampered</svg>"


@pytest.mark.parametrize("content", [f"{SAFE}<!-- -->", SAFE.replace("<rect", "<script/><rect")])
def test_what_the_sanitiser_would_change_is_not_restored(
    shelf: Shelf, mend: Any, content: str
) -> None:
    svg = damaged(shelf, content)

    finding = mend()

    assert finding.state == "failed" and "no safe picture" in finding.message
    svg.refresh_from_db()
    assert svg.svg_content == "<svg>tampered</svg>"
    assert not AccessEvent.objects.filter(action="picture.restore").exists()


def test_a_record_that_changes_meanwhile_is_left_alone(shelf: Shelf, admin_user: User) -> None:
    read = damaged(shelf)
    read.refresh_from_db()
    GeneratedSVG.objects.update(svg_content=SAFE)

    assert not restore_record(by=admin_user, svg=read, content=SAFE.encode())
    assert not AccessEvent.objects.filter(action="picture.restore").exists()


def test_a_record_that_is_whole_again_or_gone_is_settled(
    shelf: Shelf, check: Check, admin_user: User
) -> None:
    svg = damaged(shelf)
    finding = check().findings.get()
    GeneratedSVG.objects.update(svg_content=SAFE)

    assert "whole by now" in settles(finding, admin_user)
    StageFinding.objects.update(state="open")
    svg.delete()
    assert "was deleted meanwhile" in settles(finding, admin_user)


def test_without_the_event_nothing_is_restored(
    shelf: Shelf, mend: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    svg = damaged(shelf)

    def broken(**_: Any) -> None:
        raise RuntimeError("no event")

    monkeypatch.setattr("generation.reconciling.restoring.record_event", broken)

    assert mend().state == "failed"
    svg.refresh_from_db()
    assert svg.svg_content == "<svg>tampered</svg>"


def test_a_file_without_a_record_is_removed(shelf: Shelf, mend: Any, check: Check) -> None:
    request = failed_request(shelf)
    shelf.put(request.stage_path)
    neighbour = shelf.picture()

    assert mend().state == "fixed"
    assert shelf.names() == [neighbour.request.stage_path]
    assert found(check()) == []
    assert AccessEvent.objects.get(action="stage.remove_file").result == "allowed"


def test_only_the_very_file_is_removed(shelf: Shelf, mend: Any) -> None:
    path = f"2026/11/20/{uuid4()}/cat.svg"
    shelf.put(path)
    shelf.put(f"{path}.csv")

    assert mend().state == "fixed"
    assert shelf.names() == [f"{path}.csv"]


def settles(finding: StageFinding, by: User) -> str:
    end = mended(finding, by)
    assert end.state == "settled"
    assert AccessEvent.objects.filter(result="error").count() == 0
    return end.message


def test_what_was_recorded_meanwhile_is_not_removed(
    shelf: Shelf, check: Check, admin_user: User
) -> None:
    svg = shelf.picture()
    GeneratedSVG.objects.update(stage_path="elsewhere")
    finding = check().findings.get(kind="orphan")
    GeneratedSVG.objects.update(stage_path=svg.stage_path)

    assert "recorded by now" in settles(finding, admin_user)
    assert shelf.names() == [svg.request.stage_path]


@pytest.mark.parametrize("status", [Status.PENDING, Status.PROCESSING])
def test_what_a_request_works_on_again_is_not_removed(
    shelf: Shelf, check: Check, admin_user: User, status: Status
) -> None:
    request = failed_request(shelf)
    shelf.put(request.stage_path)
    finding = check().findings.get()
    request.status = status
    request.save()

    assert "left alone" in settles(finding, admin_user)
    assert shelf.names() == [request.stage_path]


def test_a_file_that_was_replaced_meanwhile_is_not_removed(
    shelf: Shelf, check: Check, admin_user: User
) -> None:
    path = f"2026/11/20/{uuid4()}/cat.svg"
    shelf.put(path)
    finding = check().findings.get()
    shelf.put(path, b"<svg>another</svg>")

    assert "changed since" in settles(finding, admin_user)
    assert shelf.names() == [path]


def test_what_is_gone_or_there_again_is_settled(
    shelf: Shelf, check: Check, admin_user: User
) -> None:
    path = f"2026/11/20/{uuid4()}/cat.svg"
    shelf.put(path)
    svg = shelf.picture()
    shelf.remove(svg.request.stage_path)
    made = check()
    shelf.remove(path)
    shelf.put(svg.request.stage_path, PICTURE.encode())

    assert "gone already" in settles(made.findings.get(kind="orphan"), admin_user)
    assert "by now" in settles(made.findings.get(kind="missing"), admin_user)


def test_a_record_that_was_deleted_meanwhile_is_not_put_back(
    shelf: Shelf, check: Check, admin_user: User
) -> None:
    svg = shelf.picture()
    shelf.remove(svg.request.stage_path)
    finding = check().findings.get()
    GeneratedSVG.objects.all().delete()

    assert "deleted meanwhile" in settles(finding, admin_user)
    assert shelf.names() == []


def test_a_purge_while_the_file_is_put_back_wins(
    shelf: Shelf, check: Check, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    svg = shelf.picture()
    shelf.remove(svg.request.stage_path)
    finding = check().findings.get()

    def then_purge(connection: Any, row: Any) -> None:
        putting_back.put_back(connection, row)
        GeneratedSVG.objects.all().delete()

    monkeypatch.setattr(fixes, "put_back", then_purge)
    assert "deleted meanwhile" in settles(finding, admin_user)
    assert shelf.names() == []


def test_a_retry_cannot_record_the_file_while_it_is_removed(
    shelf: Shelf, check: Check, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The owner tries again at the worst moment: the worker waits until the file is gone."""
    request = failed_request(shelf)
    shelf.put(request.stage_path)
    finding = check().findings.get()
    original, tried = Stages.remove_file, []

    def retried_meanwhile(self: Any, location: Any) -> bool:
        assert services.retry(by=request.owner, request_id=request.pk)
        tried.append(claim(request.pk, worker="eager"))
        return original(self, location)

    monkeypatch.setattr(Stages, "remove_file", retried_meanwhile)
    assert mended(finding, admin_user).state == "fixed"
    assert tried == [None]

    monkeypatch.undo()
    runner.run(request.pk)
    svg = GeneratedSVG.objects.get(request=request)
    assert shelf.read(request.stage_path) == svg.svg_content.encode()


def test_a_hold_whose_holder_died_ends_by_itself(shelf: Shelf) -> None:
    request = failed_request(shelf)
    request.status, request.lease_until = Status.PENDING, timezone.now() - timedelta(seconds=1)
    request.save()

    assert claim(request.pk, worker="next") is not None


def test_an_unreachable_snowflake_can_be_tried_again(
    shelf: Shelf, check: Check, admin_user: User
) -> None:
    svg = shelf.picture()
    shelf.remove(svg.request.stage_path)
    finding = check().findings.get()
    with override(replace(get_settings(), local_port=1)):
        assert mended(finding, admin_user).state == "failed"
    assert "not running" in finding.message
    assert AccessEvent.objects.get(action="stage.put_file").result == "error"

    assert mended(finding, admin_user).state == "fixed"


def test_a_worker_killed_in_the_middle_of_a_replacement(
    shelf: Shelf, check: Check, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the wrong file was removed: the next one puts the right one there."""
    svg = shelf.picture()
    shelf.put(svg.request.stage_path, b"<svg>somebody's</svg>")
    finding = check().findings.get()
    original = Stages.remove_file

    def remove_and_die(self: Any, location: Any) -> bool:
        original(self, location)
        raise SystemExit

    monkeypatch.setattr(Stages, "remove_file", remove_and_die)
    ask_fix(by=admin_user, findings=StageFinding.objects.all())
    with pytest.raises(SystemExit):
        mend_asked()
    monkeypatch.undo()
    assert shelf.names() == []
    assert mend_asked() == 0  # it may live

    StageFinding.objects.update(working_since=timezone.now() - mending.STALE * 2)
    assert sweep_mending() == 1
    assert mend_asked() == 1
    finding.refresh_from_db()
    assert finding.state == "fixed"
    assert shelf.read(svg.request.stage_path) == PICTURE.encode()


@pytest.mark.django_db
def test_asking_twice_asks_once(admin_user: User) -> None:
    StageFindingFactory.create()

    assert ask_fix(by=admin_user, findings=StageFinding.objects.all()) == 1
    assert ask_fix(by=admin_user, findings=StageFinding.objects.all()) == 0
    assert AccessEvent.objects.filter(action="stage.mend").count() == 1


@pytest.mark.django_db
def test_only_admins_ask(staff: User, manager: User) -> None:
    StageFindingFactory.create()
    for person in (staff, manager):
        with pytest.raises(PermissionDenied):
            ask_fix(by=person, findings=StageFinding.objects.all())
    assert StageFinding.objects.get().state == "open"
