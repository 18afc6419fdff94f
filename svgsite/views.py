"""What Django has a view for, with our own pages: a new password, and an error on our side."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
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


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404, with our own words for what is missing, where there are any.

    Django's tells an exception's class where its words are still to be translated.
    """
    said = exception.args[0] if exception.args else ""
    is_ours = isinstance(said, (str, Promise)) and not str(said).endswith(DJANGOS_WORDS)
    return render(request, "404.html", {"said": said if is_ours else ""}, status=404)


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Django's handler500, with the reference that an administrator can search.

    Needs no database and no session: either may be what is broken.
    """
    reference = getattr(request, "error_reference", "")
    return HttpResponseServerError(render_to_string("500.html", {"reference": reference}))
