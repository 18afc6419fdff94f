"""Who gets the retention report each month."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from auditing.models.exports import ExportJob
from auditing.retention import KeptBecause


class ReportSubscription(models.Model):
    """One person's wish; `last_month` is the newest month whose report was made."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="report_subscription",
        verbose_name=_("owner"),
    )
    format = models.CharField(_("format"), max_length=4, choices=ExportJob.Format.choices)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    last_month = models.DateField(_("last month"), null=True, blank=True)

    retention = KeptBecause(
        gettext_noop("A person's own setting; it ends with the account or by its owner.")
    )

    class Meta:
        db_table = "report_subscriptions"
        ordering = ["owner"]
        verbose_name = _("monthly report")
        verbose_name_plural = _("monthly reports")

    def __str__(self) -> str:
        told = {"format": self.get_format_display(), "who": self.owner}
        return gettext("%(format)s for %(who)s") % told
