"""The button: begun once, carried out by a worker, kept, and shown with what was found."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing import tasks
from auditing.models import AccessEvent, AuditVerification
from auditing.verification import in_admin
from tests.auditing.tampering import run, write

pytestmark = pytest.mark.django_db

URL = "admin:verify-audit"


@pytest.fixture
def boss(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def test_the_button_begins_one_verification(boss: Client) -> None:
    boss.post(reverse(URL))
    page = boss.post(reverse(URL), follow=True).content.decode()

    assert AuditVerification.objects.count() == 1
    assert AccessEvent.objects.filter(action="audit.verify", actor_name="boss").count() == 1
    assert "Waiting for a worker" in page


def test_its_result_is_kept_and_shown(boss: Client, admin_user: User) -> None:
    event = write(3)[1]
    run("UPDATE access_events SET action = '<b>' WHERE event_id = %s", key(event))
    asked = in_admin.ask(by=admin_user)

    assert tasks.verify_audit(asked.pk) == 1
    assert tasks.verify_audit(asked.pk) is None

    page = boss.get(reverse(URL)).content.decode()
    assert "1 fault" in page and event.pk.hex in page
    assert reverse("admin:auditing_accessevent_change", args=[event.pk.hex]) in page


def key(event: AccessEvent) -> str:
    from django.db import connection

    return event.pk.hex if connection.vendor == "sqlite" else str(event.pk)


def test_a_dead_worker_s_is_ended(admin_user: User) -> None:
    asked = in_admin.ask(by=admin_user)
    AuditVerification.objects.update(touched_at=timezone.now() - timedelta(minutes=5))

    again = in_admin.ask(by=admin_user)

    asked.refresh_from_db()
    assert (asked.status, again.pk != asked.pk) == ("failed", True)


def test_a_failure_is_told(boss: Client, admin_user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(in_admin, "verify", fail)
    asked = in_admin.ask(by=admin_user)

    tasks.verify_audit(asked.pk)

    assert "the disk is gone" in boss.get(reverse(URL)).content.decode()


def test_progress_is_written(admin_user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_admin, "STEP_SECONDS", 0)
    asked = in_admin.ask(by=admin_user)

    in_admin._Progress(asked.pk)(5)

    asked.refresh_from_db()
    assert asked.rows_done == 5
