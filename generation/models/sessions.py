"""A person's signed-in time, with the Snowflake context that goes with it."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auditing.retention import RetentionRule
from generation.models.querysets import OwnedQuerySet


class UserSession(models.Model):
    """Created at sign-in; ends by sign-out, here or elsewhere, idleness, or an admin."""

    class EndReason(models.TextChoices):
        SIGNED_OUT = "signed_out", _("signed out")
        IDLE = "idle", _("idle too long")
        REVOKED = "revoked", _("revoked by an administrator")
        ELSEWHERE = "elsewhere", _("ended by the person, from elsewhere")

    session_id = models.UUIDField(
        _("session id"), primary_key=True, default=uuid.uuid4, editable=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="user_sessions",
        verbose_name=_("owner"),
    )
    user_role = models.CharField(_("user role"), max_length=64)
    warehouse = models.CharField(_("warehouse"), max_length=255)
    database = models.CharField(_("database"), max_length=255, blank=True)
    schema = models.CharField(_("schema"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    last_activity = models.DateTimeField(_("last activity"), default=timezone.now)
    is_active = models.BooleanField(_("is active"), default=True)
    end_reason = models.CharField(
        _("end reason"), max_length=16, choices=EndReason.choices, blank=True
    )

    objects = OwnedQuerySet.as_manager()
    retention = RetentionRule(
        policy="sessions",
        counted_from="last_activity",
        only=models.Q(is_active=False),
        owners=("owner_id",),
        anonymise={"owner": None},
    )

    class Meta:
        db_table = "user_sessions"
        ordering = ["-created_at"]
        verbose_name = _("user session")
        verbose_name_plural = _("user sessions")
        indexes = [
            # the sweep that ends idle sessions
            models.Index(fields=["is_active", "last_activity"], name="idx_sessions_activity"),
            # the admin's list, newest or last used first, and by each of its filters
            models.Index(fields=["created_at"], name="idx_sessions_created"),
            models.Index(fields=["last_activity"], name="idx_sessions_last_activity"),
            models.Index(fields=["owner", "-created_at"], name="idx_sessions_owner"),
            models.Index(fields=["is_active", "-created_at"], name="idx_sessions_by_active"),
            models.Index(fields=["end_reason", "-created_at"], name="idx_sessions_by_end"),
            models.Index(fields=["user_role", "-created_at"], name="idx_sessions_by_role"),
        ]

    def __str__(self) -> str:
        told = {
            "who": self.owner or gettext("somebody"),
            "time": f"{self.created_at:%Y-%m-%d %H:%M}",
        }
        return gettext("%(who)s since %(time)s") % told

    @property
    def is_idle(self) -> bool:
        """No activity for longer than the setting allows (an hour by default)."""
        limit = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
        return timezone.now() - self.last_activity > limit
