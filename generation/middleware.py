"""Refuses what no database takes, and keeps the specification's UserSession alive."""

from collections.abc import Callable

import structlog
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from generation import sessions
from generation.models import UserSession


class NulMiddleware:
    """Refuses a NUL in an address: PostgreSQL takes none, and no page of ours has one.

    Fields that are posted refuse it by themselves, and a view with `reads_any_text` reads on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            raise BadRequest("a NUL in the address")
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *args: object
    ) -> None:
        if "%00" in request.META["QUERY_STRING"] and not getattr(view, "reads_any_text", False):
            raise BadRequest("a NUL in the address")


class UserSessionMiddleware:
    """Sets `request.user_session`; a revoked or idle session signs its person out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user_session = None  # type: ignore[attr-defined]
        sessions.current_session.set(None)
        if request.user.is_authenticated:
            self._attach(request)
        return self.get_response(request)

    def _attach(self, request: HttpRequest) -> None:
        key = request.session.get(sessions.SESSION_KEY)
        session = UserSession.objects.filter(pk=key, is_active=True).first() if key else None
        if session is None or session.is_idle:
            if session is not None:
                sessions.close_session(session.pk, by=None, reason="idle")
            logout(request)
            return
        sessions.touch(session)
        sessions.current_session.set(session.pk)
        structlog.contextvars.bind_contextvars(session_id=str(session.pk))
        request.user_session = session  # type: ignore[attr-defined]
