"""A person's own tokens."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from auditing.models import AccessEvent
from generation import api_tokens
from generation.models import ApiToken
from tests.factories import ApiTokenFactory

pytestmark = pytest.mark.django_db


def make(client: Client) -> str:
    response = client.post(reverse("tokens"), {"name": "weekly report", "days": "30"})
    assert response.headers["Cache-Control"].startswith("max-age=0")
    found = re.search(r"svgsite_[\w-]{43}", response.content.decode())
    assert found
    return found[0]


def test_a_new_token_is_shown_once_and_works(client: Client, staff: User) -> None:
    client.force_login(staff)
    text = make(client)

    assert text not in client.get(reverse("tokens")).content.decode()
    answer = Client().get("/api/v1/whoami/", headers={"Authorization": f"Bearer {text}"})
    assert answer.json()["username"] == "staff"
    assert AccessEvent.objects.get(action="token.create").context["prefix"] == text[:12]


def test_a_revoked_one_does_not(client: Client, staff: User) -> None:
    client.force_login(staff)
    text = make(client)

    client.post(reverse("revoke-token", args=[ApiToken.objects.get().pk]))

    answer = Client().get("/api/v1/whoami/", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 401
    assert AccessEvent.objects.filter(action="token.revoke").count() == 1


def test_other_peoples_tokens_are_not_there(client: Client, staff: User) -> None:
    client.force_login(staff)
    others = ApiTokenFactory.create(name="not mine")

    assert "not mine" not in client.get(reverse("tokens")).content.decode()
    assert client.post(reverse("revoke-token", args=[others.pk])).status_code == 404
    others.refresh_from_db()
    assert others.revoked_at is None


@pytest.mark.parametrize("data", [{}, {"name": "x", "days": "9999"}, {"name": " ", "days": "7"}])
def test_a_wrong_form_makes_none(client: Client, staff: User, data: dict[str, str]) -> None:
    client.force_login(staff)

    assert client.post(reverse("tokens"), data).status_code == 422
    assert not ApiToken.objects.exists()


def test_an_admin_revokes_in_the_admin(client: Client, admin_user: User) -> None:
    client.force_login(admin_user)
    token = ApiTokenFactory.create()

    data = {"action": "revoke", "_selected_action": [str(token.pk)]}
    client.post(reverse("admin:generation_apitoken_changelist"), data)

    token.refresh_from_db()
    assert token.revoked_at is not None


def test_guessed_texts_find_nothing(db: None) -> None:
    ApiTokenFactory.create()

    assert api_tokens.find("svgsite_") is None
