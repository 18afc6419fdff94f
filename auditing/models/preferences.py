"""How a person wants to read pages: the language, and the zone of the times."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from auditing.retention import KeptBecause


class UserPreferences(models.Model):
    """At most one row for each person; what is empty follows the browser."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="preferences",
        verbose_name=_("user"),
    )
    language = models.CharField(_("language"), max_length=8, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    retention = KeptBecause(
        gettext_noop("It goes with the account; an erased person's is emptied with it.")
    )

    class Meta:
        db_table = "user_preferences"
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        language = self.language or gettext("browser’s language")
        zone = self.time_zone or gettext("browser’s zone")
        return f"{language}, {zone}"
