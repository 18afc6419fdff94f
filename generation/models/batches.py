"""Tables of a batch that somebody is still looking through."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.retention import RetentionRule


class BatchTable(models.Model):
    """The lines between the look at them and the click that draws them.

    They may be half a megabyte, so they do not travel through every page of the preview. For their
    owner's eyes only: no page and no list shows them to anybody else.
    """

    table_id = models.UUIDField(_("table id"), primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("owner")
    )
    text = models.TextField(_("text"))
    expires_at = models.DateTimeField(_("expires at"), default=timezone.now)

    retention = RetentionRule(
        policy="session_cache",
        counted_from="expires_at",
        owners=("owner_id",),
        search=("text",),
        size=("text",),
    )

    class Meta:
        db_table = "batch_tables"
        verbose_name = _("table of a batch")
        verbose_name_plural = _("tables of batches")
        indexes = [
            # the purge
            models.Index(fields=["expires_at"], name="idx_batch_tables_expires"),
        ]

    def __str__(self) -> str:
        return str(self.table_id)
