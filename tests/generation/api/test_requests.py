"""Asking for pictures and fetching them."""

import base64
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from auditing.models import AccessEvent
from generation import api_tokens
from generation.models import Status, SVGGenerationRequest
from tests import factories

from .conftest import Api
from .test_calls import assert_problem

pytestmark = pytest.mark.django_db

PROMPT = {"prompt_text": "a red house under a yellow sun"}
FAR_CURSOR = base64.urlsafe_b64encode(
    b'["0001-01-01T00:00:00+14:00", "12345678123456781234567812345678"]'
).decode()


def test_submitting_with_what_the_form_would_choose(api: Api, staff: User) -> None:
    response: Any = api.post("requests/", PROMPT)

    made = SVGGenerationRequest.objects.get()
    assert response.status_code == 201
    assert response.headers["Location"] == f"/api/v1/requests/{made.pk}/"
    body = response.json()
    assert (body["status"], body["filename"]) == ("pending", "red-house-under-yellow-sun")
    assert made.owner == staff
    assert made.session is None


def test_wishes_are_taken_and_told(api: Api) -> None:
    wishes = {"style": "flat", "palette": ["#FFF", "#1d4fd7"], "aspect": "wide", "avoid": "people"}

    response: Any = api.post("requests/", {**PROMPT, "wishes": wishes})

    body = response.json()
    assert body["wishes"]["preset"] == "flat"
    assert body["wishes"]["palette"] == ["#ffffff", "#1d4fd7"]
    assert SVGGenerationRequest.objects.get().brief == body["wishes"]


def test_over_budget_is_refused(api: Api, staff: User) -> None:
    factories.BudgetFactory.create(person=staff, monthly=0)

    told = assert_problem(api.post("requests/", PROMPT), 422, "invalid")

    assert "It renews on" in str(told["errors"])


def test_a_key_makes_one_request(api: Api) -> None:
    first: Any = api.post("requests/", PROMPT, **{"Idempotency-Key": "monday"})
    again: Any = api.post("requests/", PROMPT, **{"Idempotency-Key": "monday"})

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["request_id"] == again.json()["request_id"]
    assert SVGGenerationRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "prompt_text"),
        ({"prompt_text": 7}, "prompt_text"),
        ({"prompt_text": "a café by the sea"}, "prompt_text"),
        ({**PROMPT, "selected_model": "no-such-model"}, "selected_model"),
        ({**PROMPT, "stage_name": "NO_SUCH_STAGE"}, "stage_name"),
        ({**PROMPT, "filename": "../x"}, "filename"),
        ({**PROMPT, "colour": "red"}, "colour"),
        ({**PROMPT, "parameters": []}, "parameters"),
        ({**PROMPT, "parameters": {"temperature": "hot"}}, ""),
        ({"prompt_text": "a red\0 house by the sea"}, "prompt_text"),
        ({**PROMPT, "wishes": "flat"}, "wishes"),
        ({**PROMPT, "wishes": {"mood": "sad"}}, "mood"),
        ({**PROMPT, "wishes": {"style": "cubist"}}, "style"),
        ({**PROMPT, "wishes": {"style": ["flat"]}}, "style"),
        ({**PROMPT, "wishes": {"palette": [1]}}, "palette"),
        ({**PROMPT, "wishes": {"palette": "reddish"}}, "palette"),
        ({**PROMPT, "wishes": {"aspect": "round"}}, "aspect"),
        ({**PROMPT, "wishes": {"avoid": "x\0"}}, "avoid"),
    ],
)
def test_a_wrong_field_is_named(api: Api, body: dict[str, Any], field: str) -> None:
    told = assert_problem(api.post("requests/", body), 422, "invalid")

    assert told["errors"][0]["message"]
    assert not field or field in {error["field"] for error in told["errors"]}
    assert not SVGGenerationRequest.objects.exists()


@pytest.mark.parametrize("text", ["red\0house", "red \ud800 house"])
@pytest.mark.parametrize(
    "field", ["prompt_text", "selected_model", "filename", "stage_name", "style", "avoid"]
)
def test_what_no_database_takes_is_refused_in_words(api: Api, field: str, text: str) -> None:
    asked = {"wishes": {field: text}} if field in ("style", "avoid") else {field: text}

    response = api.post("requests/", {**PROMPT, **asked}, **{"Idempotency-Key": "k"})

    told = assert_problem(response, 422, "invalid")
    assert [error["field"] for error in told["errors"]] == [field]


@pytest.mark.parametrize("body", ["[]", "{", '"x"', "[" * 50_000, "\xff"])
def test_no_object_no_request(api: Api, body: str) -> None:
    response = api.call("post", "requests/", data=body, content_type="application/json")

    assert_problem(response, 400, "unreadable")


def test_a_form_is_no_json(api: Api) -> None:
    assert_problem(api.call("post", "requests/", data=PROMPT), 415, "not_json")


@pytest.mark.parametrize("size", [70_000, 5_000_000])
def test_a_large_body_is_refused(api: Api, size: int) -> None:
    body = '{"prompt_text": "' + "x" * size + '"}'
    response = api.call("post", "requests/", data=body, content_type="application/json")

    assert_problem(response, 413, "too_large")


def test_who_may_not_submit(db: None) -> None:
    person = factories.UserFactory.create(role="none")
    api = Api(api_tokens.create(by=person, name="x", days=1)[1])

    assert_problem(api.post("requests/", PROMPT), 403, "not_allowed")
    assert AccessEvent.objects.get(action="api.submit").result == "denied"


def test_the_list_goes_on_where_it_ended(api: Api, staff: User) -> None:
    mine = [factories.RequestFactory.create(owner=staff) for _ in range(5)]
    factories.RequestFactory.create()

    seen, cursor = [], ""
    while cursor is not None:
        page = api.get("requests/", limit="2", cursor=cursor).json()
        seen += [row["request_id"] for row in page["requests"]]
        cursor = page["next_cursor"]

    assert seen == [str(request.pk) for request in reversed(mine)]


@pytest.mark.parametrize(
    "query",
    [
        {"cursor": "x"},
        {"cursor": "WzEsMl0"},
        {"cursor": FAR_CURSOR},
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "0100000"},
        {"limit": "0" * 5000},
        {"limit": "-1"},
        {"limit": "²"},
        {"status": "x"},
    ],
)
def test_a_wrong_query_is_told(api: Api, query: dict[str, str]) -> None:
    assert_problem(api.get("requests/", **query), 422, "invalid")


def test_one_request_with_its_receipt_in_plain_words(api: Api, staff: User) -> None:
    entry = {"code": "active_element", "what": "script", "where": "svg", "why": "", "count": 1}
    svg = factories.GeneratedSVGFactory.create(request__owner=staff, receipt=[entry])
    factories.PipelineStepFactory.create(request=svg.request)
    factories.CortexResponseFactory.create(request=svg.request, cost="0.0123")

    body = api.get(f"requests/{svg.request.pk}/").json()

    assert body["picture"]["receipt"] == [entry]
    assert body["picture"]["receipt_lines"] == ["1 script removed"]
    assert body["cost"] == {"usd": "0.012300", "calls": 1, "words": "It cost about $0.0123."}
    assert body["steps"][0]["name"] == "call_cortex"


def test_the_picture_has_the_headers_of_the_pages(api: Api, staff: User) -> None:
    svg = factories.GeneratedSVGFactory.create(request__owner=staff)

    response = api.get(f"requests/{svg.request.pk}/picture.svg")

    assert response.content == svg.svg_content.encode()
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_no_picture_yet(api: Api, staff: User) -> None:
    request = factories.RequestFactory.create(owner=staff)

    assert_problem(api.get(f"requests/{request.pk}/picture.svg"), 404, "no_picture")


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", ""), ("get", "picture.svg"), ("post", "cancel/"), ("post", "retry/")],
)
def test_other_peoples_are_not_there(api: Api, method: str, path: str) -> None:
    others = factories.GeneratedSVGFactory.create().request

    for key in (others.pk, uuid4()):
        response = api.call(method, f"requests/{key}/{path}", content_type="application/json")
        assert_problem(response, 404, "not_found")
    event = AccessEvent.objects.filter(result="denied").order_by("timestamp").first()
    assert event is not None and event.resource_id == str(others.pk)


def test_an_admin_sees_others_with_the_prompt_masked(admin_user: User) -> None:
    api = Api(api_tokens.create(by=admin_user, name="x", days=1)[1])
    request = factories.RequestFactory.create()

    body = api.get(f"requests/{request.pk}/").json()

    assert body["prompt_text"] is None
    event = AccessEvent.objects.get(action="api.show")
    assert event.subject_owner_id == str(request.owner.pk)


def test_cancelling_and_trying_again(api: Api, staff: User) -> None:
    request = factories.RequestFactory.create(owner=staff)

    cancelled: Any = api.post(f"requests/{request.pk}/cancel/")
    assert (cancelled.status_code, cancelled.json()["status"]) == (200, Status.FAILED)
    assert cancelled.json()["error"]["code"] == "cancelled"
    assert_problem(api.post(f"requests/{request.pk}/cancel/"), 409, "already_ended")

    again: Any = api.post(f"requests/{request.pk}/retry/")
    assert (again.status_code, again.json()["status"]) == (200, Status.PENDING)
    assert_problem(api.post(f"requests/{request.pk}/retry/"), 409, "not_failed")


def test_the_models(api: Api) -> None:
    body = api.get("models/").json()

    names = {model["name"]: model for model in body["models"]}
    assert body["default"] in names
    assert names["claude-4-sonnet"]["answered_by"] == "claude-sonnet-4-5"


def test_a_parents_picture_is_changed(api: Api, staff: User) -> None:
    parent = factories.GeneratedSVGFactory.create(
        request__owner=staff, request__status=Status.COMPLETED
    ).request
    body = {"parent": str(parent.pk), "prompt_text": "make the house blue"}

    made = [api.post("requests/", body, **{"Idempotency-Key": "once"}) for _ in range(2)]

    child = parent.children.get()
    assert [response.status_code for response in made] == [201, 200]
    assert (child.origin, child.filename) == ("refined", "house-2")


def test_somebody_elses_parent_is_not_there(api: Api) -> None:
    parent = factories.GeneratedSVGFactory.create().request

    body = {"parent": str(parent.pk), "prompt_text": "make the house blue"}
    assert_problem(api.post("requests/", body), 404, "not_found")
    assert not parent.children.exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"parent": "house"}, "parent"),
        ({"parent": 7}, "parent"),
        ({"parent": str(uuid4()), "filename": "mine"}, "filename"),
    ],
)
def test_what_does_not_go_with_a_parent(api: Api, more: dict[str, Any], field: str) -> None:
    told = assert_problem(api.post("requests/", {**PROMPT, **more}), 422, "invalid")

    assert field in [error["field"] for error in told["errors"]]
