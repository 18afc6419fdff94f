"""Pages of the admin that are no model's: a list of links per app, each with its permission."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse

from auditing.models import AccessEvent
from auditing.recording import record_event

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class AdminPage:
    """One page: its address below ``/admin/``, its name there, and who may open it.

    `title` puts it on the admin's first page; without one it is only reached from elsewhere. Both
    may wait with their language until they are shown.
    """

    route: str
    name: str
    view: View
    permission: str
    title: Any = ""
    description: Any = ""

    @property
    def url(self) -> str:
        return reverse(f"admin:{self.name}")

    def url_pattern(self) -> URLPattern:
        return path(self.route, admin.site.admin_view(self._guarded()), name=self.name)

    def _guarded(self) -> View:
        """The view behind its permission; a refusal is an event."""

        @wraps(self.view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not request.user.has_perm(self.permission):
                denied = AccessEvent.Result.DENIED
                record_event(by=request.user, action=f"admin.{self.name}", result=denied)
                raise PermissionDenied
            return self.view(request, *args, **kwargs)

        return guarded
