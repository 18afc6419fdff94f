"""How a request went: its moves from status to status, and the steps of the pipeline."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.retention import FollowsParent
from generation.models.requests import Origin, Status, SVGGenerationRequest


class StatusChange(models.Model):
    """One move of a request: from, to, when, why."""

    request = models.ForeignKey(
        SVGGenerationRequest,
        models.CASCADE,
        related_name="status_changes",
        verbose_name=_("request"),
    )
    old = models.CharField(_("old"), max_length=10, choices=Status.choices, blank=True)
    new = models.CharField(_("new"), max_length=10, choices=Status.choices)
    at = models.DateTimeField(_("at"), default=timezone.now)
    why = models.CharField(_("why"), max_length=255, blank=True)

    # `why` names the person who cancelled.
    retention = FollowsParent("request", size=("why",), anonymise={"why": ""})

    class Meta:
        db_table = "status_changes"
        ordering = ["at", "pk"]
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")

    def __str__(self) -> str:
        before = self.get_old_display() if self.old else Origin.NEW.label
        return f"{before} → {self.get_new_display()}"


class PipelineStep(models.Model):
    """One run of one step of the pipeline, timed."""

    class Outcome(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    request = models.ForeignKey(
        SVGGenerationRequest, models.CASCADE, related_name="steps", verbose_name=_("request")
    )
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    name = models.CharField(_("name"), max_length=40)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    duration_ms = models.FloatField(_("duration ms"), null=True, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=Outcome.choices, default=Outcome.RUNNING
    )
    detail = models.CharField(_("detail"), max_length=255, blank=True)

    retention = FollowsParent("request", size=("detail",), anonymise={"detail": ""})

    class Meta:
        db_table = "pipeline_steps"
        ordering = ["pk"]
        verbose_name = _("pipeline step")
        verbose_name_plural = _("pipeline steps")

    def __str__(self) -> str:
        return f"{self.name} ({self.get_outcome_display()})"
