"""Shows every page in its person's language and zone; programs are answered in English and UTC."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from auditing.preferences import UTC, Reading, reading_in, reading_of

# Read by programs, which should find the same words whoever runs them.
FOR_PROGRAMS = ("/api/", "/metrics", "/healthz")


class PreferenceMiddleware:
    """Sets `request.LANGUAGE_CODE`, as Django's own does, and names the language in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(FOR_PROGRAMS):
            with reading_in(Reading(settings.LANGUAGE_CODE, UTC)):
                return self.get_response(request)
        reading = reading_of(request)
        request.LANGUAGE_CODE = reading.language
        with reading_in(reading):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", reading.language)
        patch_vary_headers(response, ("Accept-Language",))
        return response
