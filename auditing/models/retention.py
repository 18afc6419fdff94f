"""Retention policies and legal holds: what is to go when, and what must not."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from auditing.kept import keep, said
from auditing.retention import KeptBecause
from auditing.retention.classes import CLASSES, DAYS, FOREVER, HOURS, DataClass

# Kept with each purge and event, in English; pages show `said` of them.
BY_SPECIFICATION = keep(gettext_noop("the specification"))
FOR_EVER, AT_ONCE = keep(gettext_noop("for ever")), keep(gettext_noop("at once"))
ONE = {"hours": keep(gettext_noop("1 hour")), "days": keep(gettext_noop("1 day"))}
MANY = {
    "hours": keep(gettext_noop("%(number)s hours")),
    "days": keep(gettext_noop("%(number)s days")),
}
ENDINGS = {
    "delete": keep(gettext_noop("deleted")),
    "anonymise": keep(gettext_noop("made anonymous")),
}
OF_PERSON = keep(gettext_noop("of %(who)s"), "scope")
ABOUT_RECORD = keep(gettext_noop("about the record %(record)s"), "scope")
SINCE = keep(gettext_noop("since %(day)s UTC"), "scope")
UNTIL = keep(gettext_noop("until %(day)s UTC"), "scope")
WITH_WORDS = keep(gettext_noop("that contain “%(search)s”"), "scope")


class RetentionPolicy(models.Model):
    """One version of the policy of one class of data. Never changed: a change is a new version.

    proposed --approved--> in force --a newer one--> replaced
       +------refused----> refused
    """

    class Action(models.TextChoices):
        DELETE = "delete", _("delete")
        ANONYMISE = "anonymise", _("make anonymous")

    class Unit(models.TextChoices):
        HOURS = HOURS, _("hours")
        DAYS = DAYS, _("days")
        FOREVER = FOREVER, _("for ever")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for a second person")
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")
        REFUSED = "refused", _("refused")

    data_class = models.CharField(_("class of data"), max_length=40)
    version = models.PositiveIntegerField(_("version"))
    amount = models.PositiveIntegerField(_("amount"), default=0)
    unit = models.CharField(_("unit"), max_length=7, choices=Unit.choices, default=Unit.DAYS)
    action = models.CharField(
        _("action"), max_length=9, choices=Action.choices, default=Action.DELETE
    )
    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.IN_FORCE
    )
    reason = models.TextField(_("reason"))
    # model → the date that its time runs from, as it was when this version was made
    counted_from = models.JSONField(_("counted from"), default=dict, blank=True)
    proposed_by_id = models.CharField(_("proposed by id"), max_length=64, blank=True)
    proposed_by_name = models.CharField(_("proposed by name"), max_length=150, blank=True)
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    approved_by_id = models.CharField(_("approved by id"), max_length=64, blank=True)
    approved_by_name = models.CharField(_("approved by name"), max_length=150, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    valid_since = models.DateTimeField(_("valid since"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    retention = KeptBecause(
        gettext_noop("The history of the policies proves under which rule a row went.")
    )

    class Meta:
        db_table = "retention_policies"
        ordering = ["data_class", "-version"]
        verbose_name = _("retention policy")
        verbose_name_plural = _("retention policies")
        permissions = [("manage_retention", "May change policies, holds and purges")]
        constraints = [
            models.UniqueConstraint(fields=["data_class", "version"], name="one_policy_version"),
            models.UniqueConstraint(
                fields=["data_class"],
                condition=models.Q(state="in_force"),
                name="one_policy_in_force",
            ),
            models.UniqueConstraint(
                fields=["data_class"],
                condition=models.Q(state="proposed"),
                name="one_policy_proposed",
            ),
        ]

    def __str__(self) -> str:
        return f"{said(self.kind.title)}: {said(self.words)}"

    @property
    def kind(self) -> DataClass:
        return CLASSES[self.data_class]

    @property
    def keep_for(self) -> timedelta | None:
        """None means for ever."""
        if self.unit == self.Unit.FOREVER:
            return None
        return timedelta(**{self.unit: self.amount})

    @property
    def approved_by(self) -> str:
        """Who approved it, as it is kept; the first versions come with the program."""
        return self.approved_by_name or (BY_SPECIFICATION if self.approved_at else "")

    @property
    def approver(self) -> str:
        """The same, as it is shown."""
        return self.approved_by_name or said(self.approved_by)

    @property
    def ending(self) -> str:
        """What is done then: "deleted", "made anonymous"."""
        return ENDINGS[self.action]

    @property
    def words(self) -> str:
        """ "365 days", "at once", "for ever"."""
        if self.unit == self.Unit.FOREVER:
            return FOR_EVER
        if not self.amount:
            return AT_ONCE
        return ONE[self.unit] if self.amount == 1 else MANY[self.unit] % {"number": self.amount}


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def active(self, at: datetime | None = None) -> "LegalHoldQuerySet":
        """Those that keep rows now, or that kept them at a time that is past."""
        if at is None:
            return self.filter(lifted_at=None)
        lifted_later = models.Q(lifted_at=None) | models.Q(lifted_at__gt=at)
        return self.filter(lifted_later, placed_at__lte=at)


class LegalHold(models.Model):
    """A matter that keeps rows from being deleted: those that fit every part of its scope.

    Holds ids and names, no foreign keys: it outlives the account of the person it is about.
    """

    hold_id = models.UUIDField(_("hold id"), primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.CharField(_("matter"), max_length=120)
    reason = models.TextField(_("reason"))
    owner = models.CharField(_("who answers for it"), max_length=150)
    # The scope; what is empty does not narrow it.
    person_id = models.PositiveBigIntegerField(_("person id"), null=True, blank=True)
    person_name = models.CharField(_("person name"), max_length=150, blank=True)
    record_id = models.UUIDField(_("record id"), null=True, blank=True)
    record_text = models.CharField(_("record text"), max_length=36, blank=True, editable=False)
    since = models.DateTimeField(_("since"), null=True, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    search = models.CharField(_("search"), max_length=200, blank=True)

    placed_at = models.DateTimeField(_("placed at"), default=timezone.now)
    placed_by_id = models.CharField(_("placed by id"), max_length=64, blank=True)
    placed_by_name = models.CharField(_("placed by name"), max_length=150, blank=True)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by_name = models.CharField(_("lifted by name"), max_length=150, blank=True)
    lift_reason = models.TextField(_("lift reason"), blank=True)

    objects = LegalHoldQuerySet.as_manager()
    retention = KeptBecause(gettext_noop("A hold, lifted or not, proves why rows were kept."))

    class Meta:
        db_table = "legal_holds"
        ordering = ["lifted_at", "-placed_at"]
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        indexes = [
            # the purge asks for each row whether an active one names it
            models.Index(
                fields=["placed_at"], condition=models.Q(lifted_at=None), name="idx_holds_active"
            ),
        ]

    def __str__(self) -> str:
        return self.matter

    @property
    def is_active(self) -> bool:
        return self.lifted_at is None

    @property
    def scope(self) -> list[str]:
        """The scope in English words, one part a line; all of them have to fit."""
        parts: list[tuple[Any, str]] = [
            (self.person_id, OF_PERSON % {"who": self.person_name or self.person_id}),
            (self.record_id, ABOUT_RECORD % {"record": self.record_id}),
            (self.since, SINCE % {"day": _day(self.since)}),
            (self.until, UNTIL % {"day": _day(self.until)}),
            (self.search, WITH_WORDS % {"search": self.search}),
        ]
        return [words for given, words in parts if given is not None and given != ""]

    @property
    def scope_words(self) -> list[str]:
        """The same, as the person reads it."""
        return [said(part, "scope") for part in self.scope]


def _day(moment: Any) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment else ""
