"""The pages of exports: the menu of a list, progress, the file, and who gets which."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from auditing.access_control import change_access
from auditing.exports.running import run_export
from auditing.models import AccessEvent, ExportJob
from auditing.restrictions import Restrictions
from tests.factories import ExportJobFactory, RequestFactory, UserFactory

pytestmark = pytest.mark.django_db
SOURCE = "list:generation.SVGGenerationRequest"


@pytest.fixture
def boss(client: Client, admin_user: User, settings: LazySettings, tmp_path: Path) -> Client:
    settings.EXPORT_DIR = tmp_path
    client.force_login(admin_user)
    return client


def ask(client: Client, **fields: str) -> int:
    wanted = {"source": SOURCE, "title": "Requests", "format": "csv", **fields}
    return client.post(reverse("admin:export-new"), wanted).status_code


def test_a_list_offers_its_rows_with_its_filters(boss: Client) -> None:
    url = reverse("admin:generation_svggenerationrequest_changelist")
    text = boss.get(url, {"status__exact": "failed"}).content.decode()

    assert f'name="source" value="{SOURCE}"' in text
    assert 'name="query" value="status__exact=failed"' in text


@pytest.mark.parametrize("name", sorted(m._meta.label for m in admin.site._registry))
def test_every_list_can_be_exported(boss: Client, admin_user: User, name: str) -> None:
    superuser = UserFactory.create(role="none", is_superuser=True, is_staff=True)
    job = ExportJobFactory.create(owner=superuser, source=f"list:{name}", format="csv")

    run_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.error_message) == ("done", "")


def test_from_asking_to_the_file(boss: Client) -> None:
    RequestFactory.create(filename="my-house")
    assert ask(boss) == 302
    job = ExportJob.objects.get()
    assert b"Waiting for a worker" in boss.get(reverse("admin:exports")).content
    assert boss.get(reverse("admin:export-download", args=[job.pk])).status_code == 404

    run_export(job.pk)

    assert b"1 row" in boss.get(reverse("admin:exports")).content
    response = boss.get(reverse("admin:export-download", args=[job.pk]))
    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert b"my-house" in body
    assert response["Content-Disposition"].startswith('attachment; filename="generation-')
    assert AccessEvent.objects.filter(action="export.download").count() == 1
    manifest = boss.get(reverse("admin:export-manifest", args=[job.pk])).json()
    assert manifest["rows"] == 1


def test_another_persons_file_is_not_there(boss: Client) -> None:
    job = ExportJobFactory.create(status="done", sha256="0" * 64)
    boss.force_login(UserFactory.create(role="manager", is_staff=True))

    for name in ("export-download", "export-manifest"):
        assert boss.get(reverse(f"admin:{name}", args=[job.pk])).status_code in (302, 404)


@pytest.mark.parametrize(
    "fields",
    [{"source": "nothing"}, {"source": "list:auth.Permission"}, {"source": "list:no.Such"}],
)
def test_what_cannot_be_exported(boss: Client, fields: dict[str, str]) -> None:
    assert ask(boss, **fields) in (403, 404)
    assert not ExportJob.objects.exists()


def test_an_unknown_format_is_said(boss: Client) -> None:
    response = boss.post(
        reverse("admin:export-new"), {"source": SOURCE, "format": "exe"}, follow=True
    )

    assert b"Choose one of these formats" in response.content


def test_cancelling(boss: Client) -> None:
    ask(boss)
    job = ExportJob.objects.get()
    boss.post(reverse("admin:export-cancel", args=[job.pk]))

    job.refresh_from_db()
    assert job.status == "cancelled"


def test_too_many_at_once(boss: Client) -> None:
    for _ in range(6):
        ask(boss)

    assert ExportJob.objects.count() == 5


def test_an_account_without_downloads_takes_no_file(boss: Client, admin_user: User) -> None:
    ask(boss)
    job = ExportJob.objects.get()
    run_export(job.pk)
    change_access(
        by=UserFactory.create(role="admin"),
        user=admin_user,
        reason="They may look, but take nothing along.",
        level="restricted",
        restrictions=Restrictions(no_downloads=True),
    )

    assert boss.get(reverse("admin:export-download", args=[job.pk])).status_code == 403
    assert ask(boss) == 403
