"""Who looked at my data: others' looks, grouped, with their reasons."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from auditing import looks, reveals
from auditing.exports.running import run_export
from auditing.models import AccessEvent, ExportJob
from auditing.recording import record_event
from generation import kept
from generation.concealing import LABEL
from generation.models import UserSession
from tests.factories import (
    AccessEventFactory,
    ApiTokenFactory,
    CortexResponseFactory,
    ExportJobFactory,
    GeneratedSVGFactory,
    RequestFactory,
    UserFactory,
    UserSessionFactory,
)
from tests.query_plans import plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client: Client, staff: User) -> Client:
    client.force_login(staff)
    return client


def page(client: Client, address: str = "/my-data/") -> str:
    return client.get(address).content.decode()


def test_nobody(me: Client) -> None:
    assert "Nobody has looked at your data." in page(me)


def test_a_look_a_download_and_a_reveal(me: Client, staff: User, admin_user: User) -> None:
    request = RequestFactory.create(owner=staff, filename="my-house")
    svg = GeneratedSVGFactory.create(request=request)
    other = Client()
    other.force_login(admin_user)
    other.get(reverse("request", args=[request.pk]))
    other.get(reverse("download", args=[svg.request.pk]))
    reveals.reveal(
        by=admin_user,
        label=LABEL,
        resource_id=str(request.pk),
        subject_owner=staff,
        reason="the owner asked for help",
    )

    shown = me.get("/my-data/")
    text = shown.content.decode()

    assert len(shown.context["looks"]) == 1  # one person, one request, one day
    assert "boss" in text and "my-house.svg" in text
    assert "Reason: the owner asked for help" in text
    assert "downloaded the picture" in text


def test_own_refused_and_other_peoples_are_left_out(me: Client, staff: User) -> None:
    stranger = UserFactory.create(username="stranger")
    record_event(by=staff, action="request.view", subject_owner=staff)
    record_event(by=stranger, action="request.view", subject_owner=staff, result="denied")
    record_event(by=stranger, action="request.view", subject_owner=stranger)
    record_event(by=None, action="request.sweep", subject_owner=staff)

    assert "Nobody has looked at your data." in page(me)


def test_many_times_are_folded_and_one_is_not(me: Client, staff: User, admin_user: User) -> None:
    once, often = (RequestFactory.create(owner=staff) for _ in range(2))
    for request in (once, often, often):
        record_event(by=admin_user, action="request.view", resource=request)

    shown = page(me)

    assert shown.count("<details>") == 1
    assert "2 times" in shown


def test_older_looks_are_on_a_further_page(
    me: Client, staff: User, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "PAGE_EVENTS", 2)
    for name in ("first", "second", "third"):
        request = RequestFactory.create(owner=staff, filename=name)
        record_event(by=admin_user, action="request.view", resource=request)

    newest = me.get("/my-data/")
    text = newest.content.decode()
    assert "third" in text and "first" not in text
    older = page(me, f"/my-data/?after={newest.context['older']}")
    assert "first" in older and "third" not in older


def test_refused_attempts_hide_no_look(me: Client, staff: User, admin_user: User) -> None:
    request = RequestFactory.create(owner=staff, filename="my-house")
    record_event(by=admin_user, action="request.view", resource=request)
    stranger = UserFactory.create()
    for number in range(looks.PAGE_EVENTS + 2):
        result = "error" if number % 2 else "denied"
        record_event(by=stranger, action="link.open", subject_owner=staff, result=result)

    text = page(me)

    assert "my-house.svg" in text and "Nobody has looked at your data." not in text


def test_looks_of_one_moment_are_all_told(
    staff: User, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "PAGE_EVENTS", 2)
    who = {"actor_id": str(admin_user.pk), "subject_owner_id": str(staff.pk)}
    moment = timezone.now()
    for number in range(5):
        AccessEventFactory.create(**who, timestamp=moment, resource_id=str(number))

    seen, cursor, more = [], "", True
    while more:
        found = looks.page_of_looks(staff, after=cursor)
        seen += [event.resource_id for event in found.rows]
        cursor = found.following
        more = bool(cursor)

    assert sorted(seen) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("after", ["x", "2026-01-01T00:00:00Z", "9" * 5000, "é"])
def test_a_cursor_that_is_none_gives_the_newest(me: Client, after: str) -> None:
    assert me.get("/my-data/", {"after": after}).context["is_first"]


@pytest.mark.parametrize("is_first", [True, False])
def test_it_is_one_look_up_in_an_index(
    staff: User, admin_user: User, is_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "PAGE_EVENTS", 1)
    for _ in range(3):
        record_event(by=admin_user, action="request.view", subject_owner=staff)
    cursor = "" if is_first else looks.page_of_looks(staff).following
    with CaptureQueriesContext(connection) as queries:
        looks.page_of_looks(staff, after=cursor)

    plan = plan_of(queries[0]["sql"])
    assert len(queries) == 1 and "idx_events_looks" in plan
    assert "TEMP B-TREE" not in plan and "Sort" not in plan


def test_the_number_of_look_ups_does_not_grow(
    me: Client,
    staff: User,
    admin_user: User,
    django_assert_max_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(20):
        svg = GeneratedSVGFactory.create(request=RequestFactory.create(owner=staff))
        record_event(by=admin_user, action="picture.download", resource=svg)

    monkeypatch.setattr(looks, "PAGE_EVENTS", 10)
    cursor = looks.page_of_looks(staff).following
    with django_assert_max_num_queries(12):
        me.get("/my-data/", {"after": cursor})


def test_a_long_history_is_said_to_be_long(
    me: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    for _ in range(3):
        RequestFactory.create(owner=staff)

    assert "more than 2" in page(me)


def test_the_whole_page_asks_a_fixed_number_of_questions(
    me: Client, staff: User, admin_user: User
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert "What is kept until when" in page(me)
        return len(queries)

    def add() -> None:
        svg = GeneratedSVGFactory.create(request=RequestFactory.create(owner=staff))
        record_event(by=admin_user, action="picture.download", resource=svg)

    add()
    add()
    few = asked()
    for _ in range(20):
        add()

    assert asked() == few


def test_budget_sessions_and_tokens(me: Client, staff: User) -> None:
    request = RequestFactory.create(owner=staff)
    CortexResponseFactory.create(request=request, cost="3.25")
    other = UserSessionFactory.create(owner=staff)
    ApiTokenFactory.create(owner=staff)

    text = page(me)

    assert "$3.25" in text and "of $25.00" in text
    assert "1 API token works." in text
    assert "Sign out everywhere else" in text
    ended = me.post(reverse("end-sessions"), follow=True).content.decode()
    other.refresh_from_db()
    assert not other.is_active and "1 session ended." in ended
    assert other.get_end_reason_display() == "ended by the person, from elsewhere"
    assert "Sign out everywhere else" not in ended
    assert me.get("/my-data/").status_code == 200  # this one goes on


def test_the_own_archive(me: Client, staff: User, settings: LazySettings, tmp_path: Path) -> None:
    settings.EXPORT_DIR = tmp_path
    RequestFactory.create(owner=staff, prompt_text="a house that is mine")

    listed = me.post(reverse("my-archive"), follow=True)
    job = ExportJob.objects.get()
    run_export(job.pk)

    assert listed.redirect_chain == [("/exports/", 302)]
    assert job.filters == {"user": staff.pk}
    response = me.get(reverse("export-download", args=[job.pk]))
    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    names = zipfile.ZipFile(io.BytesIO(body)).namelist()
    assert "records/generation.SVGGenerationRequest/0001.jsonl" in names
    actions = AccessEvent.objects.filter(subject_owner_id=str(staff.pk))
    assert "person.archive" in actions.values_list("action", flat=True)


def test_an_archive_of_another_is_not_asked_for_by_a_form(me: Client, staff: User) -> None:
    other = UserFactory.create()

    me.post(reverse("my-archive"), {"user": other.pk})

    assert ExportJob.objects.get().filters == {"user": staff.pk}


def test_too_many_files_at_once_are_said(me: Client, staff: User) -> None:
    for _ in range(5):
        ExportJobFactory.create(owner=staff)

    text = me.post(reverse("my-archive"), follow=True).content.decode()

    assert "exports under way" in text


def test_a_file_under_way_is_looked_for_again_without_scripts(me: Client, staff: User) -> None:
    job = ExportJobFactory.create(owner=staff)
    assert "Look again" in me.get("/exports/").content.decode()

    ExportJob.objects.filter(pk=job.pk).update(status="failed")
    assert "Look again" not in me.get("/exports/").content.decode()


def test_only_the_newest_sign_ins_stand_open(me: Client, staff: User) -> None:
    UserSessionFactory.create_batch(3, owner=staff)
    assert "Earlier ones" not in page(me)

    UserSessionFactory.create_batch(5, owner=staff)
    folded = page(me).split("Earlier ones")[1].split("</details>")[0]

    assert folded.count("<li>") == UserSession.objects.filter(owner=staff).count() - 5
