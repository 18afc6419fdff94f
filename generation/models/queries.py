"""Statements that ran on Snowflake, by the ids under which the account knows them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.retention import RetentionRule
from generation.models.querysets import OwnedQuerySet
from generation.models.requests import SVGGenerationRequest


class SnowflakeQuery(models.Model):
    """One statement of one step: the bridge from a request to the account's QUERY_HISTORY."""

    query_id = models.CharField(_("query id"), max_length=64, primary_key=True)
    request = models.ForeignKey(
        SVGGenerationRequest,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="snowflake_queries",
        verbose_name=_("request"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    step = models.CharField(_("step"), max_length=40)
    kind = models.CharField(_("statement"), max_length=24)
    at = models.DateTimeField(_("at"), default=timezone.now)
    duration_ms = models.FloatField(_("milliseconds"))
    succeeded = models.BooleanField(_("succeeded"), default=True)

    objects = OwnedQuerySet.as_manager()
    retention = RetentionRule(
        policy="requests",
        counted_from="at",
        parent="request",
        owners=("owner_id",),
        ids=("request_id",),
        anonymise={"owner": None},
    )

    class Meta:
        db_table = "snowflake_queries"
        ordering = ["-at"]
        verbose_name = _("Snowflake query")
        verbose_name_plural = _("Snowflake queries")
        indexes = [
            # the admin's list
            models.Index(fields=["-at"], name="idx_snowflake_queries_at"),
            models.Index(fields=["kind", "-at"], name="idx_snowflake_queries_kind"),
            models.Index(fields=["succeeded", "-at"], name="idx_snowflake_queries_result"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.query_id}"
