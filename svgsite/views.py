"""What Django has a view for, with our own pages: a new password, and what could not be done."""

import sys
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext as _

# get_object_or_404 names a class of the program.
DJANGOS_WORDS = "matches the given query."


class OwnPasswordView(PasswordChangeView):
    """For everybody; the account's signals write the event and end the other sessions."""

    template_name = "registration/password.html"
    success_url = reverse_lazy("preferences")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: what was sent cannot be read, or is more than is taken."""
    is_large = isinstance(exception, RequestDataTooBig)
    status = 413 if is_large else 400
    return render(request, "400.html", {"is_large": is_large}, status=status)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404, with our own words for what is missing, where there are any.

    Django's tells an exception's class where its words are still to be translated.
    """
    said = exception.args[0] if exception.args else ""
    if not isinstance(said, (str, Promise)):
        said = ""  # no page's address
    elif str(said).endswith(DJANGOS_WORDS):
        said = _("What stood here is gone, or it is somebody else’s, or the address is not whole.")
    return render(request, "404.html", {"said": said}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500, with the reference that an administrator can search.

    Needs no database and no session: either may be what is broken.
    """
    busy = isinstance(sys.exc_info()[1], OperationalError)
    told = {"reference": getattr(request, "error_reference", ""), "busy": busy}
    response = HttpResponse(render_to_string("500.html", told), status=503 if busy else 500)
    if busy:
        response["Retry-After"] = "30"
    return response
