"""Pages for what is missing: our own words, never a class of the program."""

import pytest
from django.contrib.auth.models import User
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls.exceptions import Resolver404
from django.utils.translation import gettext_lazy

from svgsite.views import page_not_found
from tests.factories import UserFactory

GENERAL = "The address is not one of this site."


@pytest.mark.parametrize(
    ("exception", "said"),
    [
        (Http404("There is no such format."), "There is no such format."),
        (Http404(gettext_lazy("The file is gone.")), "The file is gone."),
        (Http404(), GENERAL),
        (Http404("No SVGGenerationRequest matches the given query."), "What stood here is gone"),
        (Resolver404({"tried": [], "path": "nowhere"}), GENERAL),
    ],
)
def test_what_is_missing_is_said(rf: RequestFactory, exception: Exception, said: str) -> None:
    request = rf.get("/nowhere/")
    request.user = User()

    answer = page_not_found(request, exception)

    assert answer.status_code == 404
    assert said in answer.content.decode()
    assert (GENERAL in answer.content.decode()) is (said == GENERAL)
    assert "404" not in answer.content.decode().partition("<main")[2]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere/", "/admin/nowhere/"])
def test_an_unknown_address(client: Client, path: str) -> None:
    client.force_login(UserFactory.create(role="admin"))

    answer = client.get(path)

    assert answer.status_code == 404
    assert GENERAL in answer.content.decode()
