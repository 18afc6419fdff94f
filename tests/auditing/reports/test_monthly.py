"""The monthly report: once a month, as of its first moment, and a link for its owner."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from auditing.exports.running import run_export
from auditing.models import ExportJob, ReportSubscription
from auditing.reports import monthly
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.EXPORT_DIR, settings.SITE_URL = tmp_path, "https://svg.example"


@pytest.fixture
def manager() -> User:
    return UserFactory.create(role="manager", email="manager@example.com")


def subscribed(owner: User, last_month: date | None = date(2026, 10, 1)) -> ReportSubscription:
    made = monthly.subscribe(by=owner, format="pdf", filters={"by": ["class"]})
    ReportSubscription.objects.update(last_month=last_month)
    return made


def test_once_a_month_as_of_its_first_moment(manager: User) -> None:
    subscribed(manager)

    assert monthly.make_monthly_reports() == 1
    assert monthly.make_monthly_reports() == 0

    job = ExportJob.objects.get()
    assert (job.owner, job.format) == (manager, "pdf")
    assert (job.as_of.day, job.as_of.hour, job.as_of.minute) == (1, 0, 0)


def test_a_new_subscription_begins_with_the_next_month(manager: User) -> None:
    monthly.subscribe(by=manager, format="xlsx", filters={})

    assert monthly.make_monthly_reports() == 0


def test_its_owner_gets_the_link(manager: User) -> None:
    subscribed(manager)
    monthly.make_monthly_reports()
    job = ExportJob.objects.get()
    run_export(job.pk)

    job.refresh_from_db()
    (message,) = mail.outbox
    assert message.to == ["manager@example.com"]
    assert f"https://svg.example/admin/exports/{job.pk}/download/" in message.body
    assert job.sha256 in message.body


def test_mail_that_fails_costs_nothing(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError

    subscribed(manager)
    monthly.make_monthly_reports()
    monkeypatch.setattr(monthly, "send_mail", refuse)
    run_export(ExportJob.objects.get().pk)

    assert ExportJob.objects.get().status == "done"


def test_who_may_no_longer_see_it_gets_none(manager: User) -> None:
    subscribed(manager)
    manager.groups.clear()

    assert monthly.make_monthly_reports() == 0
    assert not ExportJob.objects.exists()


def test_an_unknown_format(manager: User) -> None:
    with pytest.raises(ValidationError):
        monthly.subscribe(by=manager, format="exe", filters={})


def test_from_the_page_and_back(client: Client, manager: User) -> None:
    manager.is_staff = True
    manager.save()
    client.force_login(manager)
    url = reverse("admin:retention-report-monthly")

    client.post(url, {"shown": "1", "by": ["month"], "format": "pdf"})
    assert ReportSubscription.objects.get().filters["by"] == ["class", "month"]
    page = client.get(reverse("admin:retention-report")).content
    assert b"You get this report each month as PDF." in page

    client.post(url, {"format": ""})
    assert not ReportSubscription.objects.exists()
