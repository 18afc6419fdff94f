"""Retention's pages: what people see and do there."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from auditing.models import AccessEvent, LegalHold, RetentionPolicy, RetentionRun
from auditing.retention.certificate import as_json, sha256_of
from auditing.retention.certificate_pdf import as_pdf
from auditing.retention.holds import place_hold
from generation.models import SVGGenerationRequest
from tests import factories
from tests.auditing.retention.conftest import old_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def text_of(client: Client, name: str, *args: Any, **query: Any) -> str:
    return client.get(reverse(f"admin:{name}", args=args), query).content.decode()


def test_the_overview_says_what_is_due(boss: Client) -> None:
    old_request()

    text = text_of(boss, "retention")

    assert "365 days" in text and "after they were made, then deleted" in text
    assert "<dt>due now</dt><dd>1</dd>" in text


def test_the_simulator_saves_nothing(boss: Client) -> None:
    old_request(200)
    query = {"amount": 100, "unit": "days", "action": "delete"}

    text = text_of(boss, "retention-policy", "requests", **query)

    assert "<td>365 days</td><td>100 days</td>" in text
    assert "<td>0</td><td>1</td>" in text
    assert RetentionPolicy.objects.filter(data_class="requests").count() == 1


@pytest.mark.parametrize("amount", ["0", "-1", "", "x", "99999999999999999999"])
def test_what_is_refused_is_said_and_nothing_is_saved(boss: Client, amount: str) -> None:
    form = {"amount": amount, "unit": "days", "action": "delete", "reason": "x"}
    for method in (boss.get, boss.post):
        name = "retention-policy" if method == boss.get else "retention-policy-change"
        response = method(reverse(f"admin:{name}", args=["requests"]), form)
        assert response.status_code == 200
        assert "errorlist" in response.content.decode()
    assert RetentionPolicy.objects.filter(data_class="requests").count() == 1


def test_changing_a_policy(boss: Client) -> None:
    form = {"amount": "180", "unit": "days", "action": "delete", "reason": "new law"}

    boss.post(reverse("admin:retention-policy-change", args=["requests"]), form)

    assert RetentionPolicy.objects.get(data_class="requests", state="in_force").amount == 180


def test_placing_and_lifting_a_hold(boss: Client) -> None:
    person = factories.UserFactory.create(username="anna")
    form = {"matter": "M", "reason": "r", "owner": "Legal", "person": "anna"}

    response = boss.post(reverse("admin:retention-holds"), form, follow=True)
    hold = LegalHold.objects.get()
    assert hold.person_id == person.pk
    assert "are kept from now on" in response.content.decode()

    boss.post(reverse("admin:retention-hold-lift", args=[hold.pk]), {"reason": ""})
    assert LegalHold.objects.active().exists()
    boss.post(reverse("admin:retention-hold-lift", args=[hold.pk]), {"reason": "settled"})
    assert not LegalHold.objects.active().exists()


def test_a_hold_on_nobody_is_refused(boss: Client) -> None:
    form = {"matter": "M", "reason": "r", "owner": "Legal", "person": "nobody", "search": ""}

    text = boss.post(reverse("admin:retention-holds"), form).content.decode()

    assert "Nobody here is called" in text
    assert not LegalHold.objects.exists()


def test_approving_on_the_page(boss: Client, purge: Any, settings: Any) -> None:
    settings.PURGE_APPROVAL_ROWS = 0
    old_request()
    run = purge("requests")
    assert "Approve: delete 1 rows" in text_of(boss, "retention-purge", run.pk)
    assert "waits for a second person" in text_of(boss, "index")

    boss.post(reverse("admin:retention-purge-approve", args=[run.pk]))

    assert purge("requests").state == "completed"
    assert not SVGGenerationRequest.objects.exists()


def test_starting_by_hand(boss: Client) -> None:
    boss.post(reverse("admin:retention-purge-start"), {"data_class": "requests"})

    run = RetentionRun.objects.get()
    assert (run.state, run.requested_by_name) == ("ready", "boss")


def test_the_certificate(boss: Client, purge: Any, admin_user: User) -> None:
    held = old_request()
    place_hold(by=admin_user, matter="Łódź", reason="r", owner="o", person=held.owner)
    old_request()
    run = purge("requests")

    pdf = boss.get(reverse("admin:retention-certificate-pdf", args=[run.pk]))
    found = boss.get(reverse("admin:retention-certificate-json", args=[run.pk]))

    facts = json.loads(found.content)
    assert pdf.content.startswith(b"%PDF") and pdf.content == as_pdf(run)
    assert (facts["rows"], facts["held_back"][0]["matter"]) == (1, "Łódź")
    assert facts["audit_event"]["hash"] == AccessEvent.objects.get(pk=run.event_id).hash
    assert AccessEvent.objects.filter(action="purge.certificate").count() == 2
    assert sha256_of(found.content) == sha256_of(as_json(run))


def test_a_certificate_of_what_has_not_ended_is_not_given(boss: Client) -> None:
    run = factories.RetentionRunFactory.create(state="running")

    url = reverse("admin:retention-certificate-pdf", args=[run.pk])

    assert boss.get(url).status_code == 404


def test_a_manager_sees_figures_and_no_scope(
    client: Client, manager: User, purge: Any, admin_user: User
) -> None:
    held = old_request()
    place_hold(by=admin_user, matter="Smith v Acme", reason="r", owner="o", person=held.owner)
    run = purge("requests")
    client.force_login(manager)

    text = text_of(client, "retention-purge", run.pk) + text_of(client, "retention")

    assert "Smith v Acme: 1" in text
    assert held.owner.username not in text
    assert client.get(reverse("admin:retention-holds")).status_code == 403
