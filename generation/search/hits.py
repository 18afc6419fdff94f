"""One thing that was found, and where it is shown."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.admin.utils import quote
from django.db.models import Model
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Hit:
    """`kind` and `name` in words for a list of several; `url` is where it leads."""

    kind: str
    name: str
    url: str

    @property
    def page(self) -> str:
        """The address without the place on the page: two hits on one page are one."""
        return self.url.partition("#")[0]


def timeline_url(request_id: UUID | str, anchor: str = "") -> str:
    """The timeline of a request, at one of its entries."""
    url = reverse("admin:timeline", args=[request_id])
    return f"{url}#{anchor}" if anchor else url


def on_timeline(kind: str, name: str, request_id: UUID | str, anchor: str = "") -> Hit:
    return Hit(kind, name, timeline_url(request_id, anchor))


def row_hit(row: Model) -> Hit | None:
    """The row's own page in the admin; None where it has none."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    try:
        url = reverse(name, args=[quote(str(row.pk))])
    except NoReverseMatch:
        return None
    return Hit(str(row._meta.verbose_name), str(row), url)
