"""The dashboard: for whom it opens, what it says, and that no words of a request are in it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from generation.figures import rollup
from generation.models import CortexModel
from tests.factories import CortexResponseFactory, PipelineStepFactory, RequestFactory, UserFactory

pytestmark = pytest.mark.django_db

URL = "/admin/dashboard/"
SECRET = "a confidential lighthouse for the merger"


@pytest.fixture
def history() -> None:
    now = timezone.now()
    for days in (0, 1, 40):
        at = now - timedelta(days=days)
        request = RequestFactory.create(
            owner=UserFactory.create(username=f"ann{days}"),
            prompt_text=SECRET,
            filename="merger",
            status="completed" if days != 1 else "failed",
            error_category="" if days != 1 else "storage_error",
            created_at=at,
            started_at=at,
            finished_at=at + timedelta(seconds=4),
            attempts=1,
        )
        CortexResponseFactory.create(request=request, cost="0.5", generation_time=2.0)
        PipelineStepFactory.create(request=request)
    # The page itself adds up for a second at most, which a busy machine needs for fewer days.
    assert rollup.roll_up(seconds=60) == 0


def page(client: Client, user: User, query: str = "") -> str:
    client.force_login(user)
    response = client.get(URL + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_manager_sees_figures_and_never_prompts(
    client: Client, manager: User, history: None
) -> None:
    text = page(client, manager)

    assert "Requests by day" in text and "ann0" in text
    assert SECRET not in text and "lighthouse" not in text and "merger" not in text
    assert reverse("admin:generation_svggenerationrequest_changelist") not in text


def test_an_administrators_links_lead_to_the_list(
    client: Client, admin_user: User, history: None
) -> None:
    text = page(client, admin_user)

    links = re.findall(r'href="(/admin/generation/svggenerationrequest/\?[^"]+)"', text)
    failures = [link for link in links if "error_category" in link]
    assert failures and len(links) > 30
    answer = client.get(failures[0].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert answer.content.decode().count("merger") or SECRET[:20] in answer.content.decode()


def test_the_period_and_the_one_before(client: Client, manager: User, history: None) -> None:
    text = page(client, manager, "?days=30")

    assert re.search(r"Requests</dt>\s*<dd class=\"dash-value\">2<", text)
    assert re.search(r"Success rate</dt>\s*<dd class=\"dash-value\">50.0%", text)
    assert re.search(r"Cost</dt>\s*<dd class=\"dash-value\">\$1.00", text)
    assert "+100% against the period before" in text


def test_filters_by_person_and_model(client: Client, manager: User, history: None) -> None:
    text = page(client, manager, "?person=ann0")
    assert re.search(r"Requests</dt>\s*<dd class=\"dash-value\">1<", text)
    assert "Times are everybody&#39;s" in text or "Times are everybody's" in text

    text = page(client, manager, "?model=no-such-model")
    assert re.search(r"Requests</dt>\s*<dd class=\"dash-value\">0<", text)


def test_an_unknown_cost_is_unknown(client: Client, manager: User) -> None:
    CortexModel.objects.get(pk="openai-gpt-5.1")
    CortexResponseFactory.create(model_used="openai-gpt-5.1", cost=None)

    text = page(client, manager)

    assert re.search(r"Cost</dt>\s*<dd class=\"dash-value\">unknown", text)
    assert "1 call is not in it" in text
    assert "and 1 call of unknown cost" in text
    assert "<td>–</td>" in text


def test_a_new_installation_is_told_what_will_be_here(client: Client, manager: User) -> None:
    assert "No request yet" in page(client, manager)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?person=nobody-of-this-name", "There is nobody of this name"),
        ("?start=2026-05-05&end=2026-05-01", "It lies before the first day"),
        ("?start=1000-01-01&end=2026-05-01", "That is more than three years"),
        ("?start=hello", "Enter a valid date"),
        ("?days=999999999999", "less than or equal to"),
        ("?days=-1", "greater than or equal to"),
        ("?end=0001-01-01", ""),
        ("?start=9999-12-31", ""),
        ("?end=9999-12-31", ""),
        ("?start=9999-12-31&end=9999-12-31", ""),
        ("?start=0001-01-01&end=0001-01-02", ""),
        ("?model=%3Cscript%3Ealert(1)%3C/script%3E&person=%22%3E%3Cscript%3E", ""),
        ("?model=" + "x" * 10_000, ""),
    ],
)
def test_any_address_is_answered(
    client: Client, manager: User, history: None, query: str, said: str
) -> None:
    text = page(client, manager, query)

    assert said in text
    assert "<script>alert" not in text and '"><script>' not in text


def test_the_page_keeps_to_the_content_policy(client: Client, manager: User, history: None) -> None:
    text = page(client, manager)

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("role", ["user", "system", "none"])
def test_others_do_not_see_it(client: Client, role: str) -> None:
    person = UserFactory.create(role=role)
    User.objects.filter(pk=person.pk).update(is_staff=True)
    client.force_login(person)

    assert client.get(URL).status_code == 403


def test_the_queries_do_not_grow(
    client: Client, manager: User, history: None, django_assert_max_num_queries: Any
) -> None:
    page(client, manager)
    for _ in range(20):
        CortexResponseFactory.create()
    page(client, manager)

    with django_assert_max_num_queries(30):
        client.get(URL)
