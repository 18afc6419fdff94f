"""The erasure of a person: who asked for it and why, how far it is, what a hold still keeps.

running --all rows gone--> completed
   |  ^
   +--only held rows left--> held --hold lifted--> running
"""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from auditing.retention import KeptBecause


class Erasure(models.Model):
    """One person's erasure. Its purges carry it out; afterwards it names the account by number."""

    class State(models.TextChoices):
        RUNNING = "running", _("being erased")
        HELD = "held", _("waits for a legal hold")
        COMPLETED = "completed", _("erased")

    OPEN = (State.RUNNING, State.HELD)

    erasure_id = models.UUIDField(
        _("erasure id"), primary_key=True, default=uuid.uuid4, editable=False
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.RUNNING)
    person_id = models.CharField(_("person id"), max_length=64)
    person_name = models.CharField(_("person name"), max_length=150)
    reason = models.TextField(_("reason"))
    requested_by_id = models.CharField(_("requested by id"), max_length=64)
    requested_by_name = models.CharField(_("requested by name"), max_length=150)
    requested_at = models.DateTimeField(_("requested at"), default=timezone.now)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    events_emptied = models.PositiveIntegerField(_("events emptied"), default=0)
    held = models.JSONField(_("held"), default=list, blank=True)

    retention = KeptBecause(
        gettext_noop("It proves that a person was erased; it holds no name any more.")
    )

    class Meta:
        db_table = "erasures"
        ordering = ["-requested_at"]
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            models.UniqueConstraint(
                fields=["person_id"],
                condition=models.Q(state__in=["running", "held"]),
                name="one_open_erasure_per_person",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Erasure of %(name)s") % {"name": self.person_name}
