"""Who gets in, and what an error looks like."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from auditing.models import AccessEvent
from generation import api_tokens
from generation.api import showing
from generation.models import ApiToken

from .conftest import Api

pytestmark = pytest.mark.django_db


def assert_problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status and body["code"] == code
    for part in ("type", "title", "detail", "cost", "next"):
        assert body[part], part
    assert body["reference"]
    return body


def test_a_token_says_who_it_is(api: Api, staff: User) -> None:
    body = api.get("whoami/").json()

    assert body["username"] == "staff"
    assert body["may_submit"] is True
    assert body["token"]["prefix"] == api.text[:12]
    assert ApiToken.objects.get().last_used_at is not None


def test_only_its_hash_is_kept(api: Api) -> None:
    token = ApiToken.objects.get()

    assert api.text not in str(vars(token))
    assert token.digest == api_tokens.digest_of(api.text)


@pytest.mark.parametrize(
    "text", ["", "nothing", "svgsite_nothing", "\xff", "svgsite_" + "x" * 5000]
)
def test_no_token_no_answer(api: Api, text: str) -> None:
    response = Api(text).get("whoami/")

    assert_problem(response, 401, "not_authenticated")
    assert response.headers["WWW-Authenticate"].startswith('Bearer realm="svgsite"')


def test_a_session_is_no_token(client: Client, staff: User) -> None:
    client.force_login(staff)

    assert_problem(client.get("/api/v1/whoami/"), 401, "not_authenticated")


@pytest.mark.parametrize(
    "ended",
    [{"revoked_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(seconds=1)}],
    ids=["revoked", "expired"],
)
def test_an_ended_token_is_refused(api: Api, ended: dict[str, Any]) -> None:
    ApiToken.objects.update(**ended)

    response = api.get("whoami/")

    assert_problem(response, 401, "not_authenticated")
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]


def test_who_left_gets_no_answer(api: Api, staff: User) -> None:
    User.objects.filter(pk=staff.pk).update(is_active=False)

    assert_problem(api.get("whoami/"), 401, "not_authenticated")


def test_other_methods_are_told_which(api: Api) -> None:
    response = api.call("delete", "requests/")

    assert_problem(response, 405, "method_not_allowed")
    assert response.headers["Allow"] == "GET, HEAD, POST"


def test_an_unknown_address(api: Api) -> None:
    assert_problem(api.get("nothing/"), 404, "not_found")
    assert_problem(api.get("requests/no-uuid/"), 404, "not_found")


def test_every_call_is_an_event(api: Api, staff: User) -> None:
    api.get("whoami/")
    Api().get("whoami/")

    allowed, denied = AccessEvent.objects.filter(action="api.whoami").order_by("timestamp")
    assert (allowed.actor_name, allowed.result) == ("staff", "allowed")
    assert allowed.context["prefix"] == api.text[:12]
    assert denied.result == "denied"


def test_too_many_calls_have_to_wait(api: Api, settings: Any) -> None:
    settings.API_CALLS_PER_MINUTE = 3
    answers = [api.get("whoami/") for _ in range(4)]

    assert [response.status_code for response in answers[:3]] == [200] * 3
    assert_problem(answers[3], 429, "too_many_calls")
    assert 0 < int(answers[3].headers["Retry-After"]) <= 60


def test_an_unwritten_event_fails_the_call(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: Any) -> None:
        raise RuntimeError("the trail cannot be written")

    monkeypatch.setattr("generation.api.calls.record_event", broken)

    assert api.get("whoami/").status_code == 500


def test_a_mistake_of_the_program_tells_nothing(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Any) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(showing, "when", broken)
    response = api.get("whoami/")

    assert_problem(response, 500, "program_error")
    assert "secret detail" not in response.content.decode()
    assert AccessEvent.objects.get(action="api.whoami").result == "error"
