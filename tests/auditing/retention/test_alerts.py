"""Overdue is loud: on every page of the admin and for the monitoring."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing.models import RetentionPolicy
from auditing.retention.alerts import alerts, figures
from tests.auditing.retention.conftest import days_ago, old_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force_for_a_year() -> None:
    RetentionPolicy.objects.update(valid_since=days_ago(365))


def codes() -> set[str]:
    return {alert.code for alert in alerts()}


def test_a_fresh_site_is_quiet(client: Client) -> None:
    assert alerts() == []
    assert client.get("/healthz/retention").content == b"ok"


@pytest.mark.usefixtures("in_force_for_a_year")
def test_no_purge_and_rows_left_are_loud(client: Client, manager: User) -> None:
    old_request(400)
    client.force_login(manager)

    text = client.get(reverse("admin:index")).content.decode()

    assert codes() == {"not_run", "backlog"}
    assert "Requests: rows are still there that should have been deleted." in text
    health = client.get("/healthz/retention")
    assert (health.status_code, health.content) == (503, b"overdue: backlog not_run")
    assert figures()["requests"]["overdue"] == 1


@pytest.mark.usefixtures("in_force_for_a_year")
def test_a_purge_makes_it_quiet(purge: Any) -> None:
    old_request(400)
    for data_class in RetentionPolicy.objects.values_list("data_class", flat=True):
        if data_class not in ("temporary_tables", "stage_files"):
            purge(data_class)

    assert alerts() == []


@pytest.mark.usefixtures("in_force_for_a_year")
def test_a_purge_of_long_ago_is_loud_again(purge: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    test_a_purge_makes_it_quiet(purge)

    later = timezone.now() + timedelta(hours=49)

    assert {alert.code for alert in alerts(now=later)} == {"not_run"}


def test_what_waits_for_approval_is_said(purge: Any, settings: Any) -> None:
    settings.PURGE_APPROVAL_ROWS = 0
    old_request(400)
    purge("requests")

    assert codes() == {"approval"}
