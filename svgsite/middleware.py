"""Words for an address that only takes what a form sends."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

# Stand above others in an address, and are no page of the same thing.
NO_PAGE = frozenset({"open-link", "add-tags", "admin:app_list"})


class WrongMethodMiddleware:
    """A page where Django answers 405 without a word.

    People get there by signing in again after a button was pressed, and by an old address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_bare = response.status_code == 405 and not response.streaming and not response.content
        if not (is_bare and request.method == "GET" and request.accepts("text/html")):
            return response
        page = render(request, "405.html", {"back": page_above(request.path)}, status=405)
        page["Allow"] = response["Allow"]
        return page


def page_above(address: str) -> str:
    """The page that an address belongs to: of a request, where it is to cancel that request."""
    while address != "/":
        address = address.rstrip("/").rpartition("/")[0] + "/"
        try:
            name = resolve(address).view_name
        except Resolver404:
            continue
        if name and name != "admin:None" and name not in NO_PAGE:
            return address
    return address
