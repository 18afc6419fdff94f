"""The days that were added up, as the dashboard reads them."""

from django.contrib import admin

from auditing.admin.base import ReadOnlyAdmin
from generation.models import DailyAnswers, DailyCaches, DailyRequests, DailyTimings, FigureDay


@admin.register(FigureDay)
class FigureDayAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["day", "rolled_at", "open_count", "is_stale"]
    list_filter = ["is_stale"]


@admin.register(DailyRequests)
class DailyRequestsAdmin(ReadOnlyAdmin):
    list_display = ["day", "person_id", "model", "status", "error_category", "count"]


@admin.register(DailyAnswers)
class DailyAnswersAdmin(ReadOnlyAdmin):
    list_display = ["day", "person_id", "model", "status", "calls", "cost", "unpriced"]


@admin.register(DailyTimings)
class DailyTimingsAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["day", "kind", "name", "model", "count"]
    list_filter = ["kind"]


@admin.register(DailyCaches)
class DailyCachesAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["day", "cache_type", "hits", "misses", "evictions"]
    list_filter = ["cache_type"]
