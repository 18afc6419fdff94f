"""Rows of the admin by the key of an address, whatever stands there."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class RowKeys(admin.ModelAdmin):  # type: ignore[type-arg]
    """For every model: what is no key finds nothing."""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Django takes an empty `_to_field` for a column, and a number of any length for one."""
        try:
            return super().get_object(request, object_id, from_field or None)
        except OverflowError:  # of SQLite
            return None
