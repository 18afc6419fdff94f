"""How fast and how well the program works: measured values, and what is expected of them."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from auditing.retention import KeptBecause, RetentionRule


class MetricCategory(models.TextChoices):
    """The specification's five."""

    RESPONSE_TIME = "response_time", _("response time")
    THROUGHPUT = "throughput", _("throughput")
    RESOURCE_USAGE = "resource_usage", _("resource usage")
    ERROR_RATE = "error_rate", _("error rate")
    QUALITY_METRICS = "quality_metrics", _("quality")


class MetricUnit(models.TextChoices):
    """The specification's five."""

    MILLISECONDS = "milliseconds", _("ms")
    REQUESTS_PER_SECOND = "requests_per_second", _("requests/s")
    PERCENTAGE = "percentage", _("%")
    BYTES = "bytes", _("bytes")
    COUNT = "count", _("count")


class Judgement(models.TextChoices):
    """What a value means against its thresholds, from good to bad."""

    NOT_JUDGED = "", _("no threshold")
    TARGET = "target", _("on target")
    ACCEPTABLE = "acceptable", _("acceptable")
    WARNING = "warning", _("warning")
    CRITICAL = "critical", _("critical")


class MetricThreshold(models.Model):
    """What is expected of one metric. Seeded from the code, kept by administrators.

    `warning` below `critical` means that more is worse; `critical` below `warning`, that less is.
    A value below `minimum` or above `maximum` is critical in any case.
    """

    metric_name = models.CharField(_("metric"), max_length=64, primary_key=True)
    category = models.CharField(
        _("category"), max_length=16, choices=MetricCategory.choices, editable=False
    )
    unit = models.CharField(_("unit"), max_length=20, choices=MetricUnit.choices, editable=False)
    meaning = models.CharField(_("meaning"), max_length=200, editable=False)
    target = models.FloatField(_("target"), null=True, blank=True)
    warning = models.FloatField(_("warning"), null=True, blank=True)
    critical = models.FloatField(_("critical"), null=True, blank=True)
    minimum = models.FloatField(_("minimum"), null=True, blank=True)
    maximum = models.FloatField(_("maximum"), null=True, blank=True)

    retention = KeptBecause(gettext_noop("What is expected of each metric: one row each."))

    class Meta:
        db_table = "metric_thresholds"
        ordering = ["category", "metric_name"]
        verbose_name = _("threshold of a metric")
        verbose_name_plural = _("thresholds of metrics")

    def __str__(self) -> str:
        return self.metric_name


class PerformanceMetrics(models.Model):
    """One measured value, judged by the thresholds that held when it was measured."""

    metric_id = models.UUIDField(
        _("metric id"), primary_key=True, default=uuid.uuid4, editable=False
    )
    metric_name = models.CharField(_("metric"), max_length=64)
    category = models.CharField(_("category"), max_length=16, choices=MetricCategory.choices)
    value = models.FloatField(_("value"))
    unit = models.CharField(_("unit"), max_length=20, choices=MetricUnit.choices)
    timestamp = models.DateTimeField(_("timestamp"), default=timezone.now)
    context = models.JSONField(_("context"), default=dict, blank=True)
    thresholds = models.JSONField(_("thresholds"), default=dict, blank=True)
    judgement = models.CharField(
        _("judgement"), max_length=10, choices=Judgement.choices, blank=True, default=""
    )

    retention = RetentionRule(policy="metrics", counted_from="timestamp")

    class Meta:
        db_table = "performance_metrics"
        ordering = ["-timestamp"]
        verbose_name = _("performance metric")
        verbose_name_plural = _("performance metrics")
        indexes = [
            # the admin's list, and what retention removes
            models.Index(fields=["-timestamp"], name="idx_metrics_time"),
            # one metric over time
            models.Index(fields=["metric_name", "-timestamp"], name="idx_metrics_name"),
            # the admin's list by its other filters
            models.Index(fields=["judgement", "-timestamp"], name="idx_metrics_by_judgement"),
            models.Index(fields=["category", "-timestamp"], name="idx_metrics_by_category"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category__in=MetricCategory.values), name="valid_metric_category"
            ),
            models.CheckConstraint(
                condition=models.Q(unit__in=MetricUnit.values), name="valid_metric_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric_name}: {self.value:g} {self.get_unit_display()}"


class CacheVersion(models.Model):
    """Another number with each change of what is cached under a name, in the change's transaction.

    Processes keep caches of their own; this row is how each learns that its copy is old.
    """

    name = models.CharField(_("name"), max_length=64, primary_key=True)
    version = models.PositiveBigIntegerField(_("version"), default=0)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    retention = KeptBecause(gettext_noop("One row for each thing that is cached."))

    class Meta:
        db_table = "cache_versions"
        ordering = ["name"]
        verbose_name = _("version of what is cached")
        verbose_name_plural = _("versions of what is cached")

    def __str__(self) -> str:
        return self.name
