"""The search box on every admin page."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from auditing.models import AccessEvent
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def test_one_hit_leads_straight_to_the_timeline(boss: Client) -> None:
    svg = factories.GeneratedSVGFactory.create()

    response = boss.get(reverse("admin:search"), {"q": svg.sha256})

    timeline = reverse("admin:timeline", args=[svg.request.pk])
    assert response.headers["Location"] == f"{timeline}#svg-{svg.pk}"


def test_several_hits_are_listed(boss: Client) -> None:
    for _ in range(2):
        factories.RequestFactory.create(filename="boat")

    text = boss.get(reverse("admin:search"), {"q": "boat.svg"}).content.decode()

    assert text.count("/admin/timeline/") == 2


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE x;--", "%", "100%", "<script>alert(1)</script>", "x" * 10_000, "a\0b", "a\nb"],
)
def test_anything_is_just_a_search(boss: Client, text: str) -> None:
    response = boss.get(reverse("admin:search"), {"q": text})

    assert response.status_code == 200
    assert "Nothing has this id or name." in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_a_search_is_an_event(boss: Client) -> None:
    boss.get(reverse("admin:search"), {"q": "nothing-has-this-name"})

    event = AccessEvent.objects.get(action="admin.search")
    assert event.context["asked"] == "nothing-has-this-name"
    assert event.context["found"] == 0


def test_the_empty_box_says_what_can_be_pasted(boss: Client) -> None:
    assert "What can be pasted" in boss.get(reverse("admin:search")).content.decode()
    assert not AccessEvent.objects.filter(action="admin.search").exists()


@pytest.mark.parametrize("name", ["index", "generation_generatedsvg_changelist"])
def test_every_page_has_the_box(boss: Client, name: str) -> None:
    assert 'id="search-everything"' in boss.get(reverse(f"admin:{name}")).content.decode()


@pytest.mark.parametrize("role", ["user", "manager", "system", "none"])
def test_others_are_refused(client: Client, role: str) -> None:
    person = factories.UserFactory.create(role=role)
    User.objects.filter(pk=person.pk).update(is_staff=True)
    client.force_login(person)

    assert client.get(reverse("admin:search"), {"q": "x"}).status_code == 403
    assert 'id="search-everything"' not in client.get(reverse("admin:index")).content.decode()
