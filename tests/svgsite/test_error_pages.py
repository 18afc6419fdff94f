"""What could not be done is said: what happened, what it cost, what to do next, a reference."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext_lazy

from auditing.access_control import change_access
from generation.models import SVGGenerationRequest
from svgsite.middleware import page_above
from svgsite.urls import handler400, handler404, handler500, urlpatterns
from svgsite.views import page_not_found
from tests.factories import RequestFactory as SvgRequestFactory

pytestmark = pytest.mark.django_db
COST_NOTHING = "Nothing was done, and it cost nothing."
NOWHERE = "/requests/00000000-0000-0000-0000-000000000000/"
__all__ = ["handler400", "handler404", "handler500"]  # of the addresses below


def broken(request: HttpRequest) -> HttpResponse:
    raise KeyError("x")


def locked(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked")


def swollen(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig


urlpatterns = [
    path("broken/", broken),
    path("locked/", locked),
    path("swollen/", swollen),
    *urlpatterns,
]


@pytest.fixture
def signed_in(client: Client, staff: User) -> Client:
    client.force_login(staff)
    client.raise_request_exception = False
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_missing_row_is_told_in_the_views_words(signed_in: Client) -> None:
    page = words(signed_in.get(NOWHERE))

    assert "There is no such request among yours." in page and COST_NOTHING in page
    assert "Reference: " in page


def test_words_of_the_framework_are_for_programmers() -> None:
    request = RequestFactory().get("/")

    with translation.override("de"):
        page = page_not_found(request, Http404("No SnowflakeStage matches the given query."))
        own = page_not_found(request, Http404(gettext_lazy("There is no such policy.")))

    assert "matches the given query" not in words(page)
    assert "gehört jemand anderem" in words(page)
    assert "There is no such policy." not in words(own)


def test_an_address_that_cannot_be_read(signed_in: Client) -> None:
    response = signed_in.get("/history/?q=a%00b")

    assert response.status_code == 400
    assert "it cost nothing" in words(response)
    assert "Reference: " in words(response)


@pytest.mark.urls(__name__)
def test_more_than_a_form_can_be(signed_in: Client) -> None:
    response = signed_in.get("/swollen/")

    assert response.status_code == 413
    assert "larger than a form of this site can be" in words(response)


@pytest.mark.urls(__name__)
def test_an_error_says_what_a_page_costs_and_that_the_draft_is_kept(signed_in: Client) -> None:
    response = signed_in.get("/broken/")

    page = words(response)
    assert response.status_code == 500
    assert "A page costs nothing by itself" in page
    assert "data-kept" in page  # drafts.js leads back to what was written
    assert "svgsite/drafts.js" in page
    assert 'Reference, which an administrator can look up: <span class="hash">' in page


@pytest.mark.urls(__name__)
def test_a_database_that_does_not_answer_is_no_fault_of_ours(signed_in: Client) -> None:
    response = signed_in.get("/locked/")

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "The database does not answer just now" in words(response)


def test_an_address_of_a_button_leads_to_its_page(signed_in: Client, staff: User) -> None:
    found: SVGGenerationRequest = SvgRequestFactory.create(owner=staff)

    response = signed_in.get(f"/requests/{found.pk}/retry/")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert f'href="/requests/{found.pk}/"' in words(response)
    assert COST_NOTHING in words(response)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/stages/SVG_STAGE/check/", "/stages/SVG_STAGE/"),
        ("/my-data/sessions/end/", "/my-data/"),
        (f"/links/{NOWHERE[10:]}revoke/", "/"),
        (f"/tokens/{NOWHERE[10:]}revoke/", "/tokens/"),
        (f"{NOWHERE}tags/remove/", NOWHERE),
        ("/admin/retention/purges/start/", "/admin/retention/purges/"),
        ("/logout/", "/"),
    ],
)
def test_the_page_above_an_address(address: str, page: str) -> None:
    assert page_above(address) == page


def test_an_old_form_says_that_nothing_was_done(staff: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff)

    response = client.post("/preferences/")

    assert response.status_code == 403
    assert COST_NOTHING in words(response)
    assert "Reference: " in words(response)


def test_what_is_for_administrators_is_not_promised_to_a_role(signed_in: Client) -> None:
    page = words(signed_in.post("/stages/synchronise/"))

    assert "This is for administrators." in page and COST_NOTHING in page
    assert "role user" not in page


@pytest.mark.usefixtures("admin_user")  # the last administrator stays
def test_who_may_only_read_is_told_so_in_their_language(signed_in: Client, staff: User) -> None:
    change_access(by=None, user=staff, level="read_only", reason="they look only, for now")

    refused = signed_in.post(f"{NOWHERE}cancel/", headers={"accept-language": "de"})

    assert "ändern darf es nichts" in words(refused)


def test_a_closed_link_has_a_reference(client: Client) -> None:
    assert "Reference: " in words(client.get("/links/svglink_nothing/"))
