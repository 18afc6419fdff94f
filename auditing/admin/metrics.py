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
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auditing import caching
from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.filters import IndexedValuesFilter
from auditing.chart_words import noted
from auditing.humane import grouped
from auditing.kept import said
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
        written = noted(f"{row.value:,.4g}" if row.value < 1000 else f"{row.value:,.0f}")
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
        "lookups",
        "ratio",
        "eviction_count",
        "size_bytes",
        "used",
        "saved",
    ]
    list_filter = ["cache_type"]
    sortable_by = ["measured_at"]
    date_hierarchy = "measured_at"
    figures = ["lookups", "ratio", "misses", "used", "saved", "worth"]
    readonly_fields = figures
    fields = ["cache_id", "cache_type", "measured_at", "hit_count", "miss_count", *figures]
    fields += ["eviction_count", "size_bytes", "max_size_bytes", "load_ms", "lookup_ms"]

    @admin.display(description=_("look-ups"))
    def lookups(self, row: CacheMetrics) -> str:
        return grouped(row.access_count)

    @admin.display(description=_("hit ratio"))
    def ratio(self, row: CacheMetrics) -> str:
        return f"{grouped(row.hit_ratio, 1)}%"

    @admin.display(description=_("miss ratio"))
    def misses(self, row: CacheMetrics) -> str:
        return f"{grouped(row.miss_ratio, 1)}%"

    @admin.display(description=_("utilisation"))
    def used(self, row: CacheMetrics) -> str:
        used = f"{grouped(row.utilization, 1)}%"
        return used if row.max_size_bytes else gettext("no limit")

    @admin.display(description=_("time saved"))
    def saved(self, row: CacheMetrics) -> str:
        return f"{grouped(row.performance_impact, 1)} ms"

    @admin.display(description=_("efficiency"))
    def worth(self, row: CacheMetrics) -> str:
        return gettext("%(share)s%% of the time without a cache") % {
            "share": grouped(row.efficiency, 1)
        }


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
    readonly_fields = ["metric_name", "category", "unit", "about"]
    fields = ["metric_name", "about", "category", "unit", *THRESHOLDS]

    @admin.display(description=_("meaning"))
    def about(self, row: MetricThreshold) -> str:
        return said(row.meaning)

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
