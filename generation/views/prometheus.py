"""`/metrics`, for Prometheus: figures without anybody's name or words. Leaves no event."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from generation.figures.exposition import exposition

LOOPBACK = ("127.0.0.1", "::1")

# A proxy on this machine comes from its loopback, too, but says for whom.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For who sends the token of the settings; without such a setting, for this machine alone."""
    if not _may_read(request):
        return HttpResponse("Send METRICS_TOKEN as a bearer token.\n", "text/plain", status=403)
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    if token := settings.METRICS_TOKEN:
        scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
        return scheme.lower() == "bearer" and constant_time_compare(sent.strip(), token)
    if any(name in request.META for name in FORWARDED):
        return False
    return request.META.get("REMOTE_ADDR") in LOOPBACK
