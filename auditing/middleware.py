"""Requests in the log, and how long pages take: counted in memory under each page's name."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

from auditing.metrics import observe


class RequestLogMiddleware(RequestMiddleware):
    """Logs requests without what stands behind the question mark: a search's words, a prompt."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"


class ResponseTimeMiddleware:
    """Stands first, so that it sees what a person waits for. Addresses of no page do not count."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        page = request.resolver_match.view_name if request.resolver_match else ""
        if page:
            took = (time.perf_counter() - started) * 1000
            observe("page.response", took, label=f"{request.method} {page}"[:100])
        return response
