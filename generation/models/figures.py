"""Figures of each day, added up once, so that a report over a year reads a few hundred rows.

A day is the day on which a request was made, in the site's time zone; all that came of the request
counts there. What is counted holds no words of anybody. Rows are made by `generation.figures`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from auditing.models.caches import CacheType
from auditing.retention import KeptBecause
from generation.models.answers import CortexResponse
from generation.models.requests import ErrorCategory, Status

# In the place of a person's key: the sum over all, and those whose account is gone.
EVERYBODY, NOBODY = 0, -1

KEPT = KeptBecause(
    gettext_noop("Sums by day, which outlive the records; nobody's words are in them.")
)


class FigureDay(models.Model):
    """A day that has been added up: when, and whether it will have to be again."""

    day = models.DateField(_("day"), primary_key=True)
    rolled_at = models.DateTimeField(_("added up at"))
    open_count = models.PositiveIntegerField(_("not ended yet"), default=0)
    is_stale = models.BooleanField(_("changed since"), default=False)

    retention = KEPT

    class Meta:
        db_table = "figure_days"
        ordering = ["-day"]
        verbose_name = _("day of figures")
        verbose_name_plural = _("days of figures")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class DailyRequests(models.Model):
    """How many requests of one day ended how; once for each person, once for everybody."""

    day = models.DateField(_("day"))
    person_id = models.BigIntegerField(_("person id"))
    model = models.CharField(_("model"), max_length=100)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    error_category = models.CharField(
        _("error category"), max_length=24, choices=ErrorCategory.choices, blank=True
    )
    count = models.PositiveIntegerField(_("count"))

    retention = KEPT

    class Meta:
        db_table = "daily_requests"
        ordering = ["-day"]
        verbose_name = _("daily requests")
        verbose_name_plural = _("daily requests")
        indexes = [
            # a period, of everybody or of one person
            models.Index(fields=["person_id", "day"], name="idx_daily_requests"),
            # who asked for most in a period
            models.Index(fields=["day", "person_id"], name="idx_daily_requests_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.model} {self.get_status_display()}"


class DailyAnswers(models.Model):
    """What the answers of one day's requests took and cost; by person and for everybody."""

    day = models.DateField(_("day"))
    person_id = models.BigIntegerField(_("person id"))
    model = models.CharField(_("model"), max_length=100)
    is_preview = models.BooleanField(
        _("is preview"), help_text=_("Answered by the preview engine, not by a model.")
    )
    status = models.CharField(
        _("status"), max_length=14, choices=CortexResponse.ResponseStatus.choices
    )
    validation_status = models.CharField(
        _("validation status"),
        max_length=8,
        choices=CortexResponse.ValidationStatus.choices,
        blank=True,
    )
    calls = models.PositiveIntegerField(_("calls"))
    prompt_tokens = models.PositiveBigIntegerField(_("prompt tokens"), default=0)
    completion_tokens = models.PositiveBigIntegerField(_("completion tokens"), default=0)
    # US dollars of the calls with a known price, and how many have none.
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=6, default=0)
    unpriced = models.PositiveIntegerField(_("cost unknown"), default=0)

    retention = KEPT

    class Meta:
        db_table = "daily_answers"
        ordering = ["-day"]
        verbose_name = _("daily answers")
        verbose_name_plural = _("daily answers")
        indexes = [
            # a period, of everybody or of one person
            models.Index(fields=["person_id", "day"], name="idx_daily_answers"),
            # what those took who asked for most in a period
            models.Index(fields=["day", "person_id"], name="idx_daily_answers_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.model} {self.get_status_display()}"


class DailyTimings(models.Model):
    """How long things took on one day, as a histogram that can be added to others."""

    class Kind(models.TextChoices):
        REQUEST = "request", _("whole request")
        WAIT = "wait", _("waiting for a worker")
        MODEL = "model", _("the model")
        STEP = "step", _("step of the pipeline")

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=100, blank=True)
    model = models.CharField(_("model"), max_length=100)
    count = models.PositiveIntegerField(_("count"))
    buckets = models.JSONField(_("buckets"))

    retention = KEPT

    class Meta:
        db_table = "daily_timings"
        ordering = ["-day"]
        verbose_name = _("daily timings")
        verbose_name_plural = _("daily timings")
        indexes = [
            # one kind over a period
            models.Index(fields=["kind", "day"], name="idx_daily_timings"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()} {self.name}".strip()


class DailyCaches(models.Model):
    """What the caches did on one day."""

    day = models.DateField(_("day"), db_index=True)
    cache_type = models.CharField(_("cache type"), max_length=16, choices=CacheType.choices)
    hits = models.PositiveBigIntegerField(_("hits"))
    misses = models.PositiveBigIntegerField(_("misses"))
    evictions = models.PositiveBigIntegerField(_("evictions"))

    retention = KEPT

    class Meta:
        db_table = "daily_caches"
        ordering = ["-day"]
        verbose_name = _("daily caches")
        verbose_name_plural = _("daily caches")

    def __str__(self) -> str:
        return f"{self.day} {self.get_cache_type_display()}"
