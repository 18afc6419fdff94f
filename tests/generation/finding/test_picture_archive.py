"""The zip of own pictures: what is in it, what its manifest says, and whose it is."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing.access_control import change_access
from auditing.exports import files, services
from auditing.exports.running import run_export
from auditing.models import AccessEvent, ExportJob
from auditing.restrictions import Restrictions
from auditing.retention.holds import place_hold
from generation.finding import Filters, picture_archive
from generation.finding.picture_archive import request_archive
from generation.models import GeneratedSVG, Status
from tests.factories import (
    ExportJobFactory,
    GeneratedSVGFactory,
    RequestFactory,
    RequestTagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.EXPORT_DIR = tmp_path


def draw(owner: User, filename: str = "house", content: str = "", **fields: Any) -> GeneratedSVG:
    request = RequestFactory.create(
        owner=owner, filename=filename, status=Status.COMPLETED, **fields
    )
    more = {"svg_content": content} if content else {}
    return GeneratedSVGFactory.create(request=request, **more)


def written(job: ExportJob) -> zipfile.ZipFile:
    run_export(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error_message) == ("done", "")
    return zipfile.ZipFile(files.path_of(job))


def manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(archive.read("manifest.json"))
    return found


def test_no_name_of_a_file_is_a_formula(staff: User) -> None:
    svg = draw(staff, "-2-3")

    archive = written(request_archive(by=staff, ids=[svg.request_id]))

    (line,) = csv.DictReader(io.StringIO(archive.read("manifest.csv").decode("utf-8-sig")))
    assert line["file"] == "'-2-3.svg"
    assert "-2-3.svg" in archive.namelist()


def test_files_and_both_manifests_say_the_same(staff: User) -> None:
    svg = draw(staff, "sun", prompt_text="=1+1 suns over the sea")
    RequestTagFactory.create(request=svg.request, name="logo")
    RequestTagFactory.create(request=svg.request, name="autumn")

    archive = written(request_archive(by=staff, ids=[svg.request_id]))

    assert archive.namelist() == ["sun.svg", "manifest.csv", "manifest.json"]
    content = archive.read("sun.svg")
    assert content == svg.svg_content.encode()
    told = manifest(archive)["files"]["sun.svg"]
    kept = (svg.generated_at + timedelta(days=730)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert told == {
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "request_id": str(svg.request_id),
        "prompt": "=1+1 suns over the sea",
        "model": "claude-sonnet-4-5",
        "tags": "autumn, logo",
        "made": svg.generated_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "kept_until": kept,
        "is_held": False,
    }
    line = next(csv.DictReader(io.StringIO(archive.read("manifest.csv").decode("utf-8-sig"))))
    assert line["file"] == "sun.svg" and line["SHA-256"] == told["sha256"]
    assert line["prompt"] == "'=1+1 suns over the sea"  # no spreadsheet runs it
    assert (line["kept until"], line["bytes"]) == (kept, str(len(content)))
    csv_bytes = archive.read("manifest.csv")
    told_csv = manifest(archive)["files"]["manifest.csv"]
    assert told_csv["sha256"] == hashlib.sha256(csv_bytes).hexdigest()


def test_each_name_once_also_without_capitals(staff: User) -> None:
    for name in ("house", "house", "House", "house-2"):
        draw(staff, name)

    archive = written(request_archive(by=staff, filters=Filters()))

    names = [name for name in archive.namelist() if name.endswith(".svg")]
    assert len(names) == 4 == len({name.lower() for name in names})


def test_the_filters_hold_and_only_the_persons_own_count(staff: User) -> None:
    draw(staff, "mine", is_favourite=True)
    draw(staff, "other")
    draw(UserFactory.create(), "strangers", is_favourite=True)
    RequestFactory.create(owner=staff, filename="without", is_favourite=True)

    archive = written(request_archive(by=staff, filters=Filters(favourite=True)))

    assert list(manifest(archive)["files"]) == ["mine.svg", "manifest.csv"]
    assert manifest(archive)["rows"] == 1


def test_a_job_with_somebody_elses_ids_holds_nothing_of_theirs(staff: User) -> None:
    mine, theirs = draw(staff, "mine"), draw(UserFactory.create(), "theirs")
    ids = [str(mine.request_id), str(theirs.request_id)]

    job = ExportJobFactory.create(
        owner=staff, source=picture_archive.NAME, format="zip", filters={"ids": ids}
    )

    assert "theirs.svg" not in written(job).namelist()


def test_more_than_one_batch(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_archive, "BATCH", 2)
    now = timezone.now()
    for number in range(5):
        draw(staff, f"picture-{number}", created_at=now - timedelta(seconds=5 - number))

    archive = written(request_archive(by=staff, filters=Filters(words="house")))

    assert [name for name in archive.namelist() if name.endswith(".svg")] == [
        f"picture-{number}.svg" for number in (4, 3, 2, 1, 0)
    ]


def test_a_hold_is_said_but_not_named(staff: User, admin_user: User) -> None:
    svg = draw(staff)
    place_hold(by=admin_user, matter="Case 7", reason="a claim", owner="Legal", person=staff)

    archive = written(request_archive(by=staff, ids=[svg.request_id]))

    assert manifest(archive)["files"]["house.svg"]["is_held"] is True
    assert b"Case 7" not in archive.read("manifest.json") + archive.read("manifest.csv")


def test_nothing_drawn_is_nothing_to_download(staff: User) -> None:
    RequestFactory.create(owner=staff, status=Status.FAILED)

    with pytest.raises(ValidationError, match="nothing to download"):
        request_archive(by=staff, filters=Filters())
    assert not ExportJob.objects.exists()


def test_who_takes_no_files_along_is_refused(staff: User) -> None:
    svg = draw(staff)
    change_access(
        by=UserFactory.create(role="admin"),
        user=staff,
        reason="They may look, but take nothing along.",
        level="restricted",
        restrictions=Restrictions(no_downloads=True),
    )
    staff = User.objects.get(pk=staff.pk)

    with pytest.raises(PermissionDenied):
        request_archive(by=staff, ids=[svg.request_id])
    assert AccessEvent.objects.filter(action="picture.download", result="denied").exists()


def test_it_goes_when_a_purge_takes_what_it_repeats(staff: User) -> None:
    svg = draw(staff)
    job = request_archive(by=staff, ids=[svg.request_id])
    written(job)

    assert job.oldest == svg.request.created_at


# Fetching


@pytest.fixture
def me(client: Client, staff: User) -> Client:
    client.force_login(staff)
    return client


def body_of(client: Client, job: ExportJob) -> bytes:
    response = client.get(reverse("export-download", args=[job.pk]))
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_from_the_ticks_to_the_file(me: Client, staff: User) -> None:
    svg = draw(staff)
    page = me.post(reverse("chosen"), {"do": "zip", "request": [svg.request_id]}, follow=True)
    job = ExportJob.objects.get()

    assert page.redirect_chain == [("/exports/", 302)]
    assert "Waiting for a worker" in page.content.decode()
    written(job)
    part = me.get(reverse("exports"), HTTP_HX_REQUEST="true").content.decode()
    assert job.sha256 in part and "hx-get" not in part
    assert hashlib.sha256(body_of(me, job)).hexdigest() == job.sha256
    event = AccessEvent.objects.get(action="export.download")
    assert event.context["sha256"] == job.sha256


def test_all_that_fit_by_the_address(me: Client, staff: User) -> None:
    draw(staff, "mine", is_favourite=True)
    draw(staff, "other")

    me.post(reverse("chosen"), {"do": "zip", "all": "1", "query": "?favourite=1&view=list"})

    job = ExportJob.objects.get()
    assert job.filters == {"query": "favourite=1"}
    assert "other.svg" not in written(job).namelist()


def test_nobody_else_fetches_it_not_even_an_admin(
    client: Client, staff: User, admin_user: User
) -> None:
    job = request_archive(by=staff, ids=[draw(staff).request_id])
    written(job)
    client.force_login(admin_user)

    for name in ("export-download", "admin:export-download", "admin:export-manifest"):
        assert client.get(reverse(name, args=[job.pk])).status_code == 404
    client.force_login(staff)
    assert body_of(client, job).startswith(b"PK")


def test_what_was_looked_for_is_its_owners_alone(
    client: Client, staff: User, admin_user: User
) -> None:
    svg = draw(staff)
    svg.request.prompt_text = "a lawyer for my divorce"
    svg.request.save()
    RequestTagFactory.create(request=svg.request, name="split")
    filters = Filters(words="divorce", tag="split", status="completed")
    job = request_archive(by=staff, filters=filters)
    client.force_login(admin_user)

    list_page = client.get(reverse("admin:auditing_exportjob_changelist")).content.decode()
    page = client.get(reverse("admin:auditing_exportjob_change", args=[job.pk])).content.decode()
    told = [list_page, page, *(str(e.context) for e in AccessEvent.objects.all())]
    assert not any(word in text for word in ("divorce", "split") for text in told)
    assert "status=completed" in list_page
    assert len(written(job).namelist()) > 2


def test_cancelling_ones_own(me: Client, staff: User) -> None:
    job = request_archive(by=staff, ids=[draw(staff).request_id])

    me.post(reverse("export-cancel", args=[job.pk]))

    job.refresh_from_db()
    assert job.status == "cancelled"
    assert (
        "It had ended already"
        in me.post(reverse("export-cancel", args=[job.pk]), follow=True).content.decode()
    )


def test_an_expired_file_is_said(me: Client, staff: User) -> None:
    job = request_archive(by=staff, ids=[draw(staff).request_id])
    written(job)
    ExportJob.objects.filter(pk=job.pk).update(expires_at=timezone.now())
    services.expire_exports()

    assert "deleted" in me.get(reverse("exports")).content.decode()
    assert me.get(reverse("export-download", args=[job.pk])).status_code == 404


def test_no_files_yet(me: Client) -> None:
    assert "No files yet" in me.get(reverse("exports")).content.decode()
