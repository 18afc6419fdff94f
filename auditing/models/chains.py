"""What belongs to the chain beside its events: heads, gate, pruned stretches."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from auditing.chain.canonical import GENESIS
from auditing.retention import KeptBecause


class AuditHead(models.Model):
    """Where one lane of the chain ends. Its MAC keeps anybody without the key from moving it."""

    chain = models.PositiveSmallIntegerField(_("chain"), primary_key=True)
    position = models.PositiveBigIntegerField(_("position"), default=0)
    hash = models.CharField(_("hash"), max_length=64, default=GENESIS)
    key_id = models.CharField(_("key id"), max_length=8)
    mac = models.CharField(_("mac"), max_length=64)

    retention = KeptBecause(gettext_noop("The ends of the audit chain's lanes: one row each."))

    class Meta:
        db_table = "audit_heads"
        verbose_name = _("audit head")
        verbose_name_plural = _("audit heads")

    def __str__(self) -> str:
        return f"lane {self.chain} at {self.position}"


class AuditGate(models.Model):
    """A row here lets the triggers pass. It lives inside one transaction, seen by no other."""

    retention = KeptBecause(gettext_noop("Holds no row outside of one transaction."))

    class Meta:
        db_table = "audit_gate"
        verbose_name = _("audit gate")
        verbose_name_plural = _("audit gates")

    def __str__(self) -> str:
        return "open"


class PrunedStretch(models.Model):
    """Neighbouring events of a lane that retention has taken away: what is left of them.

    `previous_hash` and `hash` join the event before the first to the event after the last.
    """

    chain = models.PositiveSmallIntegerField(_("chain"))
    first = models.PositiveBigIntegerField(_("first"))
    last = models.PositiveBigIntegerField(_("last"))
    previous_hash = models.CharField(_("previous hash"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)
    key_id = models.CharField(_("key id"), max_length=8)
    mac = models.CharField(_("mac"), max_length=64)
    pruned_at = models.DateTimeField(_("pruned at"))

    retention = KeptBecause(
        gettext_noop("What is left of pruned events: without it the chain cannot be verified.")
    )

    class Meta:
        db_table = "audit_pruned"
        ordering = ["chain", "first"]
        verbose_name = _("pruned stretch")
        verbose_name_plural = _("pruned stretches")
        constraints = [
            # a lane is read in the order of its positions
            models.UniqueConstraint(fields=["chain", "first"], name="unique_pruned_first"),
        ]

    def __str__(self) -> str:
        return f"lane {self.chain}, {self.first} to {self.last}"
