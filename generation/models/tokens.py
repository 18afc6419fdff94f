"""Keys to the API, each of one person."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from auditing.retention import KeptBecause
from generation.models.querysets import OwnedQuerySet


class ApiToken(models.Model):
    """A token for scripts. Only its hash is kept: 256 random bits need no slow one."""

    token_id = models.UUIDField(_("token id"), primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="api_tokens",
        editable=False,
        verbose_name=_("owner"),
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("What it is for, such as ‘weekly report’.")
    )
    prefix = models.CharField(_("prefix"), max_length=12, editable=False)
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires at"), editable=False)
    # To the hour: enough to see that it is in use, and no write for each call.
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)

    objects = OwnedQuerySet.as_manager()
    retention = KeptBecause(
        gettext_noop("Its prefix stands in the events of its calls; it goes with its owner.")
    )

    class Meta:
        db_table = "api_tokens"
        ordering = ["-created_at"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
