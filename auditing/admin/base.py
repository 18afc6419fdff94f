"""Records are read in the admin, never written by hand, and their lists are quick at any size."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.options import ShowFacets
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from auditing.admin.change_list import KeysetChangeList
from auditing.admin.dispositions import DispositionAdmin
from auditing.admin.lookups import conditions_for, matching
from auditing.kept import said
from auditing.preferences import canonical

# What a link may ask of a column beside a value; the rest would read the whole table.
LOOKUPS = {"exact", "in", "isnull", "gt", "gte", "lt", "lte", "year", "month", "day", "isempty"}


class PlainLog(admin.ModelAdmin):  # type: ignore[type-arg]
    """What Django keeps of a change by hand is English, whoever made it."""

    # A page weighs less than 100 kB, also with long words in every column.
    list_per_page = 25

    def log_addition(self, *args: Any, **kwargs: Any) -> Any:
        with canonical():
            return super().log_addition(*args, **kwargs)

    def log_change(self, *args: Any, **kwargs: Any) -> Any:
        with canonical():
            return super().log_change(*args, **kwargs)

    def log_deletions(self, *args: Any, **kwargs: Any) -> Any:
        with canonical():
            return super().log_deletions(*args, **kwargs)


class ReadOnlyAdmin(PlainLog, DispositionAdmin):
    """Lists and shows; adds, changes and deletes nothing.

    A list is read through an index, whatever it is narrowed by: `sortable_by`, `list_filter`,
    `date_hierarchy` and `search_fields` name columns that lead one (a test looks after that).
    `search_fields` are whole values, as `auditing.admin.lookups` reads them.
    """

    change_list_template = "admin/records/change_list.html"
    # Of a table that stays small all columns may be searched and sorted by, as Django does it.
    is_small = False
    show_full_result_count = False
    # What an export of the list holds (empty: its plain columns), and the indexed time that it is
    # ordered by. Never what is masked on the pages.
    export_fields: list[str] = []
    export_time = "created_at"
    # Counts behind each filter would count the table once for each.
    show_facets = ShowFacets.NEVER
    # What the program has written there in English, which pages show in everybody's language.
    kept_fields: ClassVar[list[str]] = []
    # Nothing, until somebody has an index for it.
    sortable_by: ClassVar[list[str] | tuple[str, ...] | None] = []
    search_placeholder: Any = ""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is None or self.has_change_permission(request, found):
            return found  # a form would save the words
        return self._in_words([found])[0]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        found = super().get_changelist_instance(request)
        found.result_list = self._in_words(list(found.result_list))
        return found

    def _in_words(self, rows: list[Any]) -> list[Any]:
        """Kept sentences in the reader's language: in memory, nothing is saved here."""
        for row in rows:
            for name in self.kept_fields:
                setattr(row, name, said(getattr(row, name)))
        return rows

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeysetChangeList

    def get_sortable_by(self, request: HttpRequest) -> Any:
        return self.get_list_display(request) if self.is_small else self.sortable_by

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        if self.is_small:
            return super().get_search_results(request, queryset, term)
        if not term:
            return queryset, False
        return matching(queryset, self.search_conditions(term)), False

    def search_conditions(self, term: str) -> list[Q]:
        """What a row may be found by; each is one look into an index."""
        return conditions_for(self.model, list(self.search_fields), term)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """By the columns that the list is filtered by, and by the rows that its rows belong to."""
        own = [getattr(part, "parameter_name", None) for part in self.list_filter]
        if lookup in own:
            return True
        name, *rest = lookup.split("__")
        listed = [part[0] if isinstance(part, tuple) else part for part in self.list_filter]
        relations: list[Any] = [field for field in self.opts.fields if field.is_relation]
        known = name in [*listed, *(field.name for field in relations), self.date_hierarchy]
        keys = {field.target_field.name for field in relations}
        return known and set(rest) <= LOOKUPS | keys

    def response_action(  # type: ignore[override]
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        """Actions take the rows that were ticked on one page, never "all of them"."""
        chosen = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        try:
            keys = [self.opts.pk.to_python(text) for text in chosen]
        except ValidationError:
            return None
        return super().response_action(request, queryset.filter(pk__in=keys))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Refused without the role: Django looks for the row first, and leads away without it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
