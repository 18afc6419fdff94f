"""What binds every request of a person, whichever page it is for."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from auditing.access import control_of, restrictions_of
from auditing.addresses import address_of
from auditing.levels import Level
from auditing.refusals import refuse

# Looking leaves traces of its own, and leaving is always allowed.
POSTS_OF_READERS = frozenset(
    {"logout", "admin:logout", "login", "admin:login"}
    | {"password_change", "admin:password_change", "preferences"}
    | {"admin:reveal", "admin:end-reveal"}
)


class AccessBindingMiddleware:
    """Refuses requests from outside the person's networks, and posts of those who may only read.

    Services ask for permissions by themselves; this also holds a page that has forgotten to.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if not request.user.is_authenticated or name in ("logout", "admin:logout"):
            return
        if not restrictions_of(request.user).allow_address(address_of(request)):
            why = _(
                "Your account may only be used from certain networks, and this is none of them."
            )
            refuse(request.user, action="access.network", why=why, label=name)
        control = control_of(request.user)
        reads_only = control is not None and control.access_level == Level.READ_ONLY
        if reads_only and request.method == "POST" and name not in POSTS_OF_READERS:
            why = _("Your account may look and download, but change nothing.")
            refuse(request.user, action="access.read_only", why=why, label=name)
