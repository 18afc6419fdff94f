"""The list of a table of any size: pages by key, a period in the address, sorting by index only."""

from typing import Any

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ORDER_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from auditing.admin.askable import is_askable
from auditing.admin.counting import describe_number
from auditing.admin.periods import Period, parse_period, parse_span, parts_of, quick_periods
from auditing.admin.periods import parents as parents_of
from auditing.humane import grouped
from auditing.keyset import END, Keyset, Page

AFTER, BEFORE = "after", "before"
PERIOD, FROM, TO = "period", "from", "to"


class KeysetChangeList(ChangeList):
    page: Page
    period: Period | None
    notes: list[str]
    params: dict[str, str]

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        found: dict[str, Any] = super().get_filters_params(params)
        return {key: value for key, value in found.items() if key not in (PERIOD, FROM, TO)}

    def get_filters(self, request: HttpRequest) -> Any:
        try:
            return super().get_filters(request)
        except DisallowedModelAdminLookup as error:
            # What Django's own list does with any other address that means nothing.
            raise IncorrectLookupParameters from error

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        # A link to another view of the list begins at that view's first page.
        for name in (AFTER, BEFORE):
            self.params.pop(name, None)
            self.filter_params.pop(name, None)
        self.notes = []
        if ERROR_FLAG in request.GET:
            self.notes.append(_("The filter in the address could not be read; all are shown."))
        rows: QuerySet[Any] = super().get_queryset(request, exclude_parameters)
        if self.filter_params and not is_askable(rows):
            raise IncorrectLookupParameters
        return self._within_period(rows)

    def _within_period(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.params.get(PERIOD, ""), self.params.get(FROM, ""), self.params.get(TO, "")
        self.period = None
        if not (self.date_hierarchy and any(asked)):
            return rows
        self.period = parse_period(asked[0]) or parse_span(asked[1], asked[2])
        if self.period is None:
            self.notes.append(_("The dates in the address could not be read; all are shown."))
            return rows
        name = self.date_hierarchy
        return rows.filter(**{f"{name}__gte": self.period.start, f"{name}__lt": self.period.end})

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """By one column that an index serves, then by the key in the same direction."""
        default: Any = self.model_admin.get_ordering(request) or self.lookup_opts.ordering
        ordering = self._asked_ordering() or list(default) or ["pk"]
        if ordering[-1].lstrip("-") in ("pk", self.lookup_opts.pk.name):
            return ordering
        return [*ordering, "-pk" if ordering[0].startswith("-") else "pk"]

    def _asked_ordering(self) -> list[str]:
        first = self.params.get(ORDER_VAR, "").partition(".")[0]
        position = first.removeprefix("-")
        # Compared as words: no number of an address is too long or of another alphabet.
        columns = {str(number): column for number, column in enumerate(self.list_display)}
        column = columns.get(position, "")
        name = self.get_ordering_field(column) if column in (self.sortable_by or ()) else None
        return [f"{first[: -len(position)]}{name}"] if isinstance(name, str) else []

    def get_results(self, request: HttpRequest) -> None:
        after, before = request.GET.get(AFTER, ""), request.GET.get(BEFORE, "")
        self.page = Keyset(self.queryset).page(self.list_per_page, after=after, before=before)
        if self.page.is_stale:
            self.notes.append(_("That page is no longer there; this is the first one."))
        self.result_list = self.page.rows
        # The template offers "select all" where these two differ: actions take one page.
        self.result_count = len(self.page.rows)
        self.full_result_count = None
        self.show_full_result_count = False
        self.show_admin_actions = bool(self.page.rows)
        self.can_show_all = self.multi_page = False
        self.paginator = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query or self.has_active_filters or self.period)

    @cached_property
    def number(self) -> str:
        """How many rows the list has: exactly where one page holds them, else as far as known."""
        if self.page.is_whole:
            return grouped(self.result_count)
        return "" if self.is_narrowed else describe_number(self.model, self.root_queryset)

    @property
    def page_links(self) -> dict[str, str]:
        """First, previous, next and last page; "" where there is none."""
        page = self.page
        return {
            "first": self.get_query_string() if page.preceding else "",
            "previous": self._link(BEFORE, page.preceding),
            "next": self._link(AFTER, page.following),
            "last": self._link(BEFORE, END) if page.following else "",
        }

    def _link(self, name: str, cursor: str) -> str:
        return self.get_query_string({name: cursor}) if cursor else ""

    @property
    def is_newest_first(self) -> bool:
        """The words for the ends of the list: newest and oldest, or first and last."""
        return str(self.queryset.query.order_by[0]) == f"-{self.date_hierarchy}"

    @cached_property
    def periods(self) -> dict[str, Any]:
        """The bar of dates: quick spans, the way down to the chosen one, and what lies below it."""
        ends = self._ends()
        quick = [(address, name, self._period_link(address)) for address, name in quick_periods()]
        below = parts_of(self.period, *ends) if ends else []
        above = parents_of(self.period) if self.period else []
        return {
            "quick": quick,
            "above": [(part.label, self._period_link(part.address)) for part in above],
            "below": [(part.short_label, self._period_link(part.address)) for part in below],
            "all": self.get_query_string(remove=[PERIOD, FROM, TO]),
            "kept": [pair for pair in self.params.items() if pair[0] not in (PERIOD, FROM, TO)],
        }

    def _ends(self) -> tuple[Any, Any] | None:
        """The days (of UTC) of the oldest and the newest row: each the end of an index."""
        name = self.date_hierarchy
        times = self.root_queryset.order_by(name).values_list(name, flat=True)
        oldest, newest = times.first(), times.last()
        return (oldest.date(), newest.date()) if oldest and newest else None

    def _period_link(self, address: str) -> str:
        return self.get_query_string({PERIOD: address}, remove=[FROM, TO])
