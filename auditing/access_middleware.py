"""What every request leaves: who it came from, what the admin showed, what was refused."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse

from auditing import surroundings
from auditing.addresses import client_address
from auditing.models import AccessEvent
from auditing.reading import record_action, record_reading
from auditing.recording import record_event

GetResponse = Callable[[HttpRequest], HttpResponse]

USER_AGENT_LENGTH = 200


class SurroundingsMiddleware:
    """Binds address and browser for the events of this request; stands before the log's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = client_address(request.META, trusted=settings.TRUSTED_PROXIES)
        browser = request.META.get("HTTP_USER_AGENT", "")[:USER_AGENT_LENGTH]
        with surroundings.in_request(address, browser, lambda: getattr(request, "user", None)):
            return self.get_response(request)


class AccessEventMiddleware:
    """Records what no service can: pages of the admin, and refusals that nobody else recorded.

    An event that cannot be written makes the answer an error: nothing is shown unrecorded.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_refusal(request, response) and not _is_recorded():
            _record_refusal(request, response)
        elif request.method in ("GET", "HEAD") and response.status_code == 200:
            record_reading(request)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """An action on rows of the admin is recorded before it is carried out."""
        record_action(request)


def _is_refusal(request: HttpRequest, response: HttpResponse) -> bool:
    """A missing role; or, for somebody signed in, a row that is not there for them."""
    if response.status_code == 403:
        return True
    match = request.resolver_match
    # The admin answers every unknown address below its own by a view without a name.
    is_page = match is not None and match.url_name is not None
    return response.status_code == 404 and is_page and request.user.is_authenticated


def _is_recorded() -> bool:
    """An event of a transaction that was rolled back does not count."""
    return AccessEvent.objects.filter(pk__in=surroundings.refusals()).exists()


def _record_refusal(request: HttpRequest, response: HttpResponse) -> None:
    match = request.resolver_match
    record_event(
        by=request.user,
        action="page.open",
        label=match.view_name if match else "",
        resource_id=unquote(str(next(iter(match.kwargs.values()), ""))) if match else "",
        result=AccessEvent.Result.DENIED,
        context={
            "method": request.method,
            "path": request.path[:200],
            "status": response.status_code,
        },
    )
