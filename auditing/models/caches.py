"""What the program's caches did, minute by minute, over all processes (spec: CacheMetrics)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from auditing.retention import RetentionRule


class CacheType(models.TextChoices):
    """The specification's five. Nothing is cached of type stubs yet, so no row says so."""

    SESSION = "session_cache", _("sessions")
    DATA = "data_cache", _("data")
    CONFIG = "config_cache", _("configuration")
    TYPE_STUB = "type_stub_cache", _("type stubs")
    VALIDATION = "validation_cache", _("validation")


class CacheMetrics(models.Model):
    """One cache during one minute. Counts are sums over processes, sizes the largest seen."""

    cache_id = models.CharField(_("cache id"), max_length=40, primary_key=True)
    cache_type = models.CharField(_("cache type"), max_length=16, choices=CacheType.choices)
    measured_at = models.DateTimeField(_("minute"))
    hit_count = models.PositiveBigIntegerField(_("hits"), default=0)
    miss_count = models.PositiveBigIntegerField(_("misses"), default=0)
    eviction_count = models.PositiveBigIntegerField(_("evictions"), default=0)
    size_bytes = models.PositiveBigIntegerField(_("bytes"), default=0)
    max_size_bytes = models.PositiveBigIntegerField(_("bytes at most"), default=0)
    load_ms = models.FloatField(_("ms spent on misses"), default=0)
    lookup_ms = models.FloatField(_("ms spent on hits"), default=0)

    retention = RetentionRule(policy="metrics", counted_from="measured_at")

    class Meta:
        db_table = "cache_metrics"
        ordering = ["-measured_at", "cache_type"]
        verbose_name = _("cache metric")
        verbose_name_plural = _("cache metrics")
        indexes = [
            # the admin's list, and what retention removes
            models.Index(fields=["-measured_at"], name="idx_cache_metrics_time"),
            models.Index(fields=["cache_type", "-measured_at"], name="idx_cache_metrics_by_type"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cache_type__in=CacheType.values), name="valid_cache_type"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cache_type_display()}, {self.measured_at:%Y-%m-%d %H:%M}"

    @property
    def access_count(self) -> int:
        return self.hit_count + self.miss_count

    @property
    def hit_rate(self) -> float:
        """Share of look-ups that found something, 0 to 1."""
        return self.hit_count / self.access_count if self.access_count else 0.0

    @property
    def miss_rate(self) -> float:
        return self.miss_count / self.access_count if self.access_count else 0.0

    @property
    def hit_ratio(self) -> float:
        """`hit_rate` as a percentage."""
        return 100 * self.hit_rate

    @property
    def miss_ratio(self) -> float:
        return 100 * self.miss_rate

    @property
    def utilization(self) -> float:
        """Percentage of the room that is used."""
        return 100 * self.size_bytes / self.max_size_bytes if self.max_size_bytes else 0.0

    @property
    def performance_impact(self) -> float:
        """Milliseconds saved: what the hits would have taken as misses, less what they took."""
        if not self.miss_count:
            return 0.0
        return self.hit_count * self.load_ms / self.miss_count - self.lookup_ms

    @property
    def efficiency(self) -> float:
        """Percentage of the time without a cache that the cache saved; never below 0."""
        spent = self.load_ms + self.lookup_ms
        saved = max(self.performance_impact, 0.0)
        return 100 * saved / (saved + spent) if saved + spent else 0.0
