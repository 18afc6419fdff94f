"""What came back: every answer of Cortex."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.retention import RetentionRule
from generation.models.querysets import OwnedQuerySet
from generation.models.requests import SVGGenerationRequest


class CortexResponseQuerySet(OwnedQuerySet):
    def usable(self) -> Self:
        """Paid for, and not judged to be of no use: with one of these no model is asked again."""
        return self.filter(status="success", validation_status__in=["", "valid", "partial"])


class CortexResponse(models.Model):
    """One call of Cortex and how it ended, kept before anything judges it."""

    class ResponseStatus(models.TextChoices):
        SUCCESS = "success", _("answered")
        ERROR = "error", _("error")
        TIMEOUT = "timeout", _("timed out")
        RATE_LIMITED = "rate_limited", _("rate limited")
        INVALID_INPUT = "invalid_input", _("invalid input")

    class ValidationStatus(models.TextChoices):
        NOT_JUDGED = "", _("not judged yet")
        VALID = "valid", _("valid")
        PARTIAL = "partial", _("valid after changes")
        INVALID = "invalid", _("not usable")
        EMPTY = "empty", _("no picture in it")

    response_id = models.UUIDField(
        _("response id"), primary_key=True, default=uuid.uuid4, editable=False
    )
    request = models.ForeignKey(
        SVGGenerationRequest,
        models.SET_NULL,
        null=True,
        related_name="responses",
        verbose_name=_("request"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("owner"),
    )
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    status = models.CharField(_("status"), max_length=14, choices=ResponseStatus.choices)
    content = models.TextField(_("raw answer"), blank=True)
    model_used = models.CharField(_("model used"), max_length=100)
    answered_by = models.CharField(
        _("answered by"),
        max_length=100,
        blank=True,
        help_text=_("Who really answered, where it was not the model."),
    )
    transport = models.CharField(_("transport"), max_length=4, blank=True)
    # The id of the completion (REST) or of the statement (SQL), as the service told it.
    provider_id = models.CharField(_("Snowflake's id"), max_length=100, blank=True)
    generation_time = models.FloatField(_("seconds"), null=True, blank=True)
    prompt_tokens = models.PositiveIntegerField(_("prompt tokens"), null=True, blank=True)
    completion_tokens = models.PositiveIntegerField(_("completion tokens"), null=True, blank=True)
    tokens_used = models.PositiveIntegerField(_("tokens used"), null=True, blank=True)
    # US dollars, estimated; empty means unknown.
    cost = models.DecimalField(_("cost"), max_digits=12, decimal_places=6, null=True, blank=True)
    truncated = models.BooleanField(_("truncated"), default=False)
    not_drawn = models.JSONField(_("not drawn"), default=list, blank=True)
    validation_status = models.CharField(
        _("validation status"),
        max_length=8,
        choices=ValidationStatus.choices,
        blank=True,
        default="",
    )
    processing_errors = models.JSONField(_("processing errors"), default=list, blank=True)
    error_message = models.TextField(_("error message"), blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = CortexResponseQuerySet.as_manager()
    retention = RetentionRule(
        policy="requests",
        counted_from="created_at",
        parent="request",
        owners=("owner_id",),
        search=("content",),
        size=("content", "error_message"),
        anonymise={
            "owner": None,
            "content": "",
            "error_message": "",
            "provider_id": "",
            "not_drawn": [],
            "processing_errors": [],
        },
    )

    class Meta:
        db_table = "cortex_responses"
        ordering = ["-created_at"]
        verbose_name = _("Cortex response")
        verbose_name_plural = _("Cortex responses")
        indexes = [
            # the admin's list, newest first, and by each of its filters
            models.Index(fields=["created_at"], name="idx_responses_created"),
            models.Index(fields=["owner", "-created_at"], name="idx_responses_owner"),
            models.Index(fields=["status", "-created_at"], name="idx_responses_by_status"),
            models.Index(fields=["model_used", "-created_at"], name="idx_responses_by_model"),
            models.Index(fields=["transport", "-created_at"], name="idx_responses_by_transport"),
            models.Index(
                fields=["validation_status", "-created_at"], name="idx_responses_by_verdict"
            ),
            # the search box: an answer by the id that Snowflake gave it
            models.Index(
                fields=["provider_id"],
                condition=~models.Q(provider_id=""),
                name="idx_responses_provider",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model_used}: {self.get_status_display()}"
