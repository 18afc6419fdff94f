"""The specification's UserSession: made, moved, ended."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from auditing.models import AccessEvent
from generation.models import UserSession
from generation.sessions import close_idle_sessions, close_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client, staff: User) -> UserSession:
    assert client.login(username="staff", password="secret-for-tests")
    return UserSession.objects.get(owner=staff)


def age(session: UserSession, **delta: float) -> None:
    UserSession.objects.filter(pk=session.pk).update(
        last_activity=timezone.now() - timedelta(**delta)
    )


def test_signing_in_makes_one_with_its_context(signed_in: UserSession) -> None:
    assert (signed_in.user_role, signed_in.warehouse) == ("user", "LOCAL_WH")
    assert (signed_in.database, signed_in.schema) == ("SVGSITE", "PUBLIC")
    assert AccessEvent.objects.get().action == "session.sign_in"


def test_activity_moves_it(client: Client, signed_in: UserSession) -> None:
    age(signed_in, minutes=10)

    client.get("/history/")

    signed_in.refresh_from_db()
    assert timezone.now() - signed_in.last_activity < timedelta(minutes=1)


def test_an_hour_of_idleness_ends_it(client: Client, signed_in: UserSession) -> None:
    age(signed_in, minutes=61)

    assert client.get("/history/").status_code == 302

    signed_in.refresh_from_db()
    assert (signed_in.is_active, signed_in.end_reason) == (False, "idle")


def test_a_revoked_one_signs_out_at_the_next_click(client: Client, signed_in: UserSession) -> None:
    close_session(signed_in.pk, by=None, reason="revoked")

    response = client.get("/history/")

    assert response.headers["Location"].startswith("/login/")


def test_signing_out_ends_it(client: Client, signed_in: UserSession) -> None:
    client.post("/logout/")

    signed_in.refresh_from_db()
    assert signed_in.end_reason == "signed_out"


def test_the_sweep_ends_idle_ones(signed_in: UserSession) -> None:
    age(signed_in, hours=2)

    assert close_idle_sessions() == 1
    assert close_idle_sessions() == 0


def test_a_failed_sign_in_is_an_event_without_the_password(client: Client, staff: User) -> None:
    client.login(username="staff", password="hunter2-wrong")

    event = AccessEvent.objects.get(result="denied")
    assert event.personal["username"] == "staff"
    assert "hunter2" not in str((event.context, event.personal))


def test_the_log_tells_the_page_and_not_what_was_looked_for(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/no-such-page/", {"q": "divorce"})

    (line,) = [text for text in caplog.messages if "request_finished" in text]
    assert "GET /no-such-page/" in line
    assert "divorce" not in line
