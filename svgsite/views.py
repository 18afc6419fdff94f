"""The page of an error on our side, with the reference that an administrator can search."""

from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Django's handler500. Needs no database and no session: either may be what is broken."""
    reference = getattr(request, "error_reference", "")
    return HttpResponseServerError(render_to_string("500.html", {"reference": reference}))
