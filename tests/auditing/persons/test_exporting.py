"""A person's archive: all of theirs, nothing of others, nothing that opens a door."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from auditing.exports import files, services
from auditing.exports.running import run_export
from auditing.models import ExportJob
from auditing.persons import exporting
from auditing.persons.finding import all_about
from auditing.recording import record_event
from tests.factories import (
    CortexResponseFactory,
    ExportJobFactory,
    GeneratedSVGFactory,
    PipelineStepFactory,
    RequestFactory,
    UserFactory,
    UserSessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.EXPORT_DIR = tmp_path


@pytest.fixture
def anna() -> User:
    return UserFactory.create(username="anna", email="anna@example.com")


def archive_of(user: User, **fields: Any) -> zipfile.ZipFile:
    job = ExportJobFactory.create(
        source=exporting.NAME, format="zip", owner=user, filters={"user": user.pk}, **fields
    )
    run_export(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error_message) == ("done", "")
    return zipfile.ZipFile(files.path_of(job))


def rows(archive: zipfile.ZipFile, label: str) -> list[dict[str, Any]]:
    names = [name for name in archive.namelist() if name.startswith(f"records/{label}/")]
    return [json.loads(line) for name in names for line in archive.read(name).splitlines()]


def test_everything_of_theirs_and_nothing_of_others(anna: User) -> None:
    svg = GeneratedSVGFactory.create(request__owner=anna, owner=anna)
    CortexResponseFactory.create(request=svg.request, owner=anna)
    step = PipelineStepFactory.create(request=svg.request)
    UserSessionFactory.create(owner=anna)
    GeneratedSVGFactory.create()
    PipelineStepFactory.create()

    with archive_of(anna) as archive:
        for label in (
            "generation.SVGGenerationRequest",
            "generation.CortexResponse",
            "generation.UserSession",
            "auth.User",
        ):
            assert len(rows(archive, label)) == 1, label
        assert [row["id"] for row in rows(archive, "generation.PipelineStep")] == [step.pk]
        pictures = [name for name in archive.namelist() if name.startswith("pictures/")]
        assert [archive.read(name) for name in pictures] == [svg.svg_content.encode()]


def test_the_manifest_holds_each_file_to_its_digest(anna: User) -> None:
    RequestFactory.create(owner=anna)

    with archive_of(anna) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert set(manifest["files"]) == set(archive.namelist()) - {"manifest.json"}
        for name, facts in manifest["files"].items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == facts["sha256"]


def test_no_password_and_no_key(anna: User) -> None:
    with archive_of(anna) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())

    assert anna.password.encode() not in everything
    assert b"anna@example.com" in everything


def test_who_looked_at_it_is_part_of_it(anna: User) -> None:
    request = RequestFactory.create(owner=anna)
    boss = UserFactory.create(username="boss", role="admin")
    record_event(by=boss, action="request.view", resource=request)

    with archive_of(anna) as archive:
        events = rows(archive, "auditing.AccessEvent")

    assert [event["actor_name"] for event in events if event["action"] == "request.view"] == [
        "boss"
    ]


def test_many_rows_come_in_parts(anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "BATCH", 2)
    made = {str(request.pk) for request in RequestFactory.create_batch(5, owner=anna)}

    with archive_of(anna) as archive:
        found = rows(archive, "generation.SVGGenerationRequest")

    assert {row["request_id"] for row in found} == made
    assert len(found) == 5


def test_only_own_data_unless_admin(anna: User) -> None:
    other = UserFactory.create()
    wanted: dict[str, Any] = {"source": exporting.NAME, "format": "zip"}

    with pytest.raises(PermissionDenied):
        services.request_export(by=other, filters={"user": anna.pk}, **wanted)
    boss = UserFactory.create(role="admin")
    services.request_export(by=boss, filters={"user": anna.pk}, **wanted)
    services.request_export(by=anna, filters={"user": anna.pk}, **wanted)


def test_an_account_that_is_gone(anna: User) -> None:
    boss = UserFactory.create(role="admin")
    job = ExportJobFactory.create(
        owner=boss, source=exporting.NAME, format="zip", filters={"user": 10**9}
    )
    run_export(job.pk)

    assert "does not exist any more" in ExportJob.objects.get(pk=job.pk).error_message


def test_every_model_that_names_people_is_found() -> None:
    labels = {about.label for about in all_about()}

    assert {
        "auth.User",
        "generation.SVGGenerationRequest",
        "generation.GeneratedSVG",
        "generation.CortexResponse",
        "generation.UserSession",
        "generation.TemporaryTable",
        "generation.PipelineStep",
        "generation.StatusChange",
        "auditing.AccessEvent",
        "auditing.ExportJob",
        "admin.LogEntry",
    } <= labels
