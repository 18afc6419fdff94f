"""Erasing a person: every copy goes, a hold keeps its rows, and the trail can still be verified."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from auditing.exports import files
from auditing.exports.running import run_export
from auditing.models import AccessEvent, Erasure, ExportJob, LegalHold, RetentionRun
from auditing.persons import erasing
from auditing.persons.preview import preview
from auditing.recording import record_event
from auditing.retention.queue import continue_purges
from auditing.verification import verify
from generation.models import GeneratedSVG, PipelineStep, SVGGenerationRequest
from tests import factories

pytestmark = pytest.mark.django_db
REASON = "They asked for it in writing."


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.EXPORT_DIR = tmp_path


@pytest.fixture
def boss() -> User:
    return factories.UserFactory.create(username="boss", role="admin")


@pytest.fixture
def anna() -> User:
    """Somebody with a row of each kind."""
    anna = factories.UserFactory.create(username="anna-karenina", email="anna@example.com")
    svg = factories.GeneratedSVGFactory.create(request__owner=anna, owner=anna)
    factories.CortexResponseFactory.create(request=svg.request, owner=anna)
    factories.PipelineStepFactory.create(request=svg.request)
    factories.UserSessionFactory.create(owner=anna)
    factories.TemporaryTableFactory.create(request=svg.request, owner=anna)
    record_event(by=anna, action="request.submit", resource=svg.request)
    return anna


def work() -> None:
    """What the worker does, until nothing is left to do."""
    for _ in range(6):
        continue_purges()
        erasing.go_on()


def whole_database() -> str:
    """Every text of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names from the database
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_every_row_goes_and_the_chain_stays_whole(anna: User, boss: User) -> None:
    other = factories.GeneratedSVGFactory.create()
    factories.PipelineStepFactory.create(request=other.request)
    erasure = erasing.erase(by=boss, user=anna, reason=REASON)
    work()

    erasure.refresh_from_db()
    assert (erasure.state, erasure.held) == ("completed", [])
    assert list(SVGGenerationRequest.objects.all()) == [other.request]
    assert list(GeneratedSVG.objects.all()) == [other]
    assert PipelineStep.objects.count() == 1
    assert AccessEvent.objects.filter(action="request.submit", actor_id="").exists()
    assert verify().findings == []
    text = whole_database()
    assert "anna-karenina" not in text
    assert "anna@example.com" not in text


def test_the_account_is_locked_at_once_and_renamed_at_the_end(anna: User, boss: User) -> None:
    erasing.erase(by=boss, user=anna, reason=REASON)
    anna.refresh_from_db()
    assert (anna.is_active, anna.username) == (False, "anna-karenina")

    work()

    anna.refresh_from_db()
    assert (anna.username, anna.email) == (f"erased-{anna.pk}", "")
    assert not anna.has_usable_password()
    assert not anna.groups.exists()


def test_a_hold_keeps_its_rows_until_it_is_lifted(anna: User, boss: User) -> None:
    hold = factories.LegalHoldFactory.create(
        matter="Case 7", record_id=SVGGenerationRequest.objects.get(owner=anna).pk, search=""
    )
    erasure = erasing.erase(by=boss, user=anna, reason=REASON)
    work()

    erasure.refresh_from_db()
    assert erasure.state == "held"
    assert "Case 7" in {entry["matter"] for entry in erasure.held}
    assert SVGGenerationRequest.objects.filter(owner=anna).count() == 1
    anna.refresh_from_db()
    assert anna.username == "anna-karenina"

    LegalHold.objects.filter(pk=hold.pk).update(lifted_at=timezone.now())
    work()

    erasure.refresh_from_db()
    assert erasure.state == "completed"
    assert not SVGGenerationRequest.objects.exists()


def test_what_is_being_drawn_is_cancelled_first(anna: User, boss: User) -> None:
    waiting = factories.RequestFactory.create(owner=anna)
    erasing.erase(by=boss, user=anna, reason=REASON)

    waiting.refresh_from_db()
    assert waiting.error_code == "cancelled"
    work()
    assert not SVGGenerationRequest.objects.filter(pk=waiting.pk).exists()


def test_what_runs_still_is_waited_for(anna: User, boss: User) -> None:
    running = factories.RequestFactory.create(owner=anna, status="processing")
    erasure = erasing.erase(by=boss, user=anna, reason=REASON)
    work()
    erasure.refresh_from_db()
    assert erasure.state == "running"

    SVGGenerationRequest.objects.filter(pk=running.pk).update(status="failed")
    work()

    erasure.refresh_from_db()
    assert erasure.state == "completed"


def test_files_of_their_exports_go_too(anna: User, boss: User) -> None:
    job = factories.ExportJobFactory.create(owner=anna, source="person", format="zip")
    job.filters = {"user": anna.pk}
    job.save()
    run_export(job.pk)
    assert files.path_of(job).parent.exists()

    erasing.erase(by=boss, user=anna, reason=REASON)
    work()

    assert not files.path_of(job).parent.exists()


def test_a_worker_that_died_in_between_is_followed_by_another(
    anna: User, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    erasure = erasing.erase(by=boss, user=anna, reason=REASON)

    def die(*_: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(erasing, "_empty_account", die)
        work()
    work()

    erasure.refresh_from_db()
    assert erasure.state == "completed"
    assert verify().findings == []


@pytest.mark.parametrize("role", ["user", "manager", "none"])
def test_who_may_not(anna: User, role: str) -> None:
    with pytest.raises(PermissionDenied):
        erasing.erase(by=factories.UserFactory.create(role=role), user=anna, reason=REASON)
    assert AccessEvent.objects.filter(action="person.erase", result="denied").exists()


def test_nobody_erases_themselves_or_somebody_twice(anna: User, boss: User) -> None:
    with pytest.raises(PermissionDenied):
        erasing.erase(by=boss, user=boss, reason=REASON)
    with pytest.raises(ValidationError):
        erasing.erase(by=boss, user=anna, reason="because")
    erasing.erase(by=boss, user=anna, reason=REASON)
    with pytest.raises(ValidationError):
        erasing.erase(by=boss, user=anna, reason=REASON)
    assert Erasure.objects.count() == 1


def test_each_class_has_its_certificate(anna: User, boss: User) -> None:
    erasing.erase(by=boss, user=anna, reason=REASON)
    work()

    runs = RetentionRun.objects.filter(erasure__isnull=False)
    assert {run.data_class for run in runs} >= {"requests", "svgs", "sessions"}
    assert all(run.digest and run.event_hash for run in runs)


def test_the_preview_names_every_copy_and_what_a_hold_keeps(anna: User) -> None:
    request = SVGGenerationRequest.objects.get(owner=anna)
    factories.LegalHoldFactory.create(matter="Case 7", record_id=request.pk, search="")

    fates = {fate.label: fate for fate in preview(anna)}

    assert fates["generation.SVGGenerationRequest"].rows == 1
    assert fates["generation.SVGGenerationRequest"].held[0]["matter"] == "Case 7"
    assert fates["generation.PipelineStep"].words == "Deleted with its request."
    assert "chain" in fates["auditing.AccessEvent"].words


def test_from_the_page(client: Client, anna: User, boss: User) -> None:
    client.force_login(boss)
    url = reverse("admin:person", args=[anna.pk])
    assert b"Case" not in client.get(url).content

    wrong = client.post(url, {"reason": REASON, "confirmation": "ann"})
    assert wrong.status_code == 422
    assert b"Nothing was erased" in wrong.content
    client.post(url, {"reason": REASON, "confirmation": "anna-karenina"})

    assert Erasure.objects.get().person_id == str(anna.pk)
    assert client.get(reverse("admin:persons"), {"q": "anna"}).status_code == 200
    assert client.post(reverse("admin:person-archive", args=[boss.pk])).status_code == 302


def test_an_archive_of_another_person_takes_a_reason_that_they_see(
    client: Client, anna: User, boss: User
) -> None:
    client.force_login(boss)
    url = reverse("admin:person-archive", args=[anna.pk])

    client.post(url, {"reason": "why not"})
    assert not ExportJob.objects.exists()
    client.post(url, {"reason": REASON})

    assert ExportJob.objects.get().filters == {"user": anna.pk}
    event = AccessEvent.objects.get(action="person.archive")
    assert (event.subject_owner_id, event.context["reason"]) == (str(anna.pk), REASON)


def test_an_archive_of_the_person_goes_whoever_asked_for_it(
    anna: User,
    boss: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    other = factories.UserFactory.create()
    archives = [
        factories.ExportJobFactory.create(
            owner=boss, source="person", format="zip", filters={"user": str(person.pk)}
        )
        for person in (anna, other)
    ]
    for archive in archives:
        run_export(archive.pk)

    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(by=boss, user=anna, reason=REASON)
        work()

    gone, kept = (ExportJob.objects.get(pk=archive.pk) for archive in archives)
    assert (gone.status, files.folder_of(gone).exists()) == ("expired", False)
    assert (kept.status, files.path_of(kept).exists()) == ("done", True)
