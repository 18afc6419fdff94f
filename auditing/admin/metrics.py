"""Measured values, the caches' minutes, and the thresholds that administrators keep."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from auditing import caching
from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.filters import IndexedValuesFilter
from auditing.metrics.catalogue import THRESHOLDS
from auditing.metrics.judging import THRESHOLD_KEY
from auditing.models import CacheMetrics, CacheVersion, MetricThreshold, PerformanceMetrics
from auditing.recording import record_event


@admin.register(PerformanceMetrics)
class PerformanceMetricsAdmin(ReadOnlyAdmin):
    list_display = ["timestamp", "metric_name", "shown_value", "judged", "what"]
    list_display_links = ["metric_name"]
    list_filter = ["judgement", "category", ("metric_name", IndexedValuesFilter)]
    sortable_by = ["timestamp"]
    search_fields = ["metric_name"]
    search_placeholder = _("Name of a metric")
    date_hierarchy = "timestamp"

    @admin.display(description=_("value"), ordering="value")
    def shown_value(self, row: PerformanceMetrics) -> str:
        written = f"{row.value:,.4g}" if row.value < 1000 else f"{row.value:,.0f}"
        return f"{written} {row.get_unit_display()}"

    @admin.display(description=_("judgement"), ordering="judgement")
    def judged(self, row: PerformanceMetrics) -> SafeString:
        kind, words = row.judgement or "none", row.get_judgement_display()
        return format_html('<span class="judgement judgement-{}">{}</span>', kind, words)

    @admin.display(description=_("of"))
    def what(self, row: PerformanceMetrics) -> str:
        return str(row.context.get("of") or row.context.get("model") or "")


@admin.register(CacheMetrics)
class CacheMetricsAdmin(ReadOnlyAdmin):
    list_display = [
        "measured_at",
        "cache_type",
        "access_count",
        "ratio",
        "eviction_count",
        "size_bytes",
        "used",
        "saved",
    ]
    list_filter = ["cache_type"]
    sortable_by = ["measured_at"]
    date_hierarchy = "measured_at"
    figures = ["access_count", "ratio", "misses", "used", "saved", "worth"]
    readonly_fields = figures
    fields = ["cache_id", "cache_type", "measured_at", "hit_count", "miss_count", *figures]
    fields += ["eviction_count", "size_bytes", "max_size_bytes", "load_ms", "lookup_ms"]

    @admin.display(description=_("hit ratio"))
    def ratio(self, row: CacheMetrics) -> str:
        return f"{row.hit_ratio:.1f}%"

    @admin.display(description=_("miss ratio"))
    def misses(self, row: CacheMetrics) -> str:
        return f"{row.miss_ratio:.1f}%"

    @admin.display(description=_("utilisation"))
    def used(self, row: CacheMetrics) -> str:
        return f"{row.utilization:.1f}%" if row.max_size_bytes else "no limit"

    @admin.display(description=_("time saved"))
    def saved(self, row: CacheMetrics) -> str:
        return f"{row.performance_impact:,.1f} ms"

    @admin.display(description=_("efficiency"))
    def worth(self, row: CacheMetrics) -> str:
        return f"{row.efficiency:.1f}% of the time without a cache"


@admin.register(CacheVersion)
class CacheVersionAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["name", "changed_at"]


@admin.register(MetricThreshold)
class MetricThresholdAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["metric_name", "category", "unit", *THRESHOLDS]
    list_filter = ["category"]
    search_fields = ["metric_name", "meaning"]
    readonly_fields = ["metric_name", "category", "unit", "meaning"]
    fields = ["metric_name", "meaning", "category", "unit", *THRESHOLDS]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.has_perm("auditing.change_metricthreshold"))

    @transaction.atomic
    def save_model(
        self, request: HttpRequest, obj: MetricThreshold, form: "ModelForm[Any]", change: bool
    ) -> None:
        """The change and its event together; what is measured from now on is judged by it."""
        super().save_model(request, obj, form, change)
        by: User = request.user  # type: ignore[assignment]
        told = {
            name: {"old": form.initial.get(name), "new": getattr(obj, name)}
            for name in form.changed_data
        }
        record_event(by=by, action="threshold.change", resource=obj, context=told)
        transaction.on_commit(lambda: caching.forget(caching.CONFIG, THRESHOLD_KEY))
