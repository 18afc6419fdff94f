"""What Django has a view for, with our own pages: a new password, and an error on our side."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.translation import gettext as _


class OwnPasswordView(PasswordChangeView):
    """For everybody; the account's signals write the event and end the other sessions."""

    template_name = "registration/password.html"
    success_url = reverse_lazy("preferences")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Django's handler500, with the reference that an administrator can search.

    Needs no database and no session: either may be what is broken.
    """
    reference = getattr(request, "error_reference", "")
    return HttpResponseServerError(render_to_string("500.html", {"reference": reference}))
