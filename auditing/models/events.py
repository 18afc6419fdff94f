"""Access events: who did what to which resource, and how it ended (spec: AccessControl)."""

import uuid
from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from auditing.chain.appending import appending
from auditing.models.fields import CanonicalJSONField
from auditing.retention import RetentionRule


class AppendOnly(models.QuerySet["AccessEvent"]):
    """Reads, and creates one by one. What would write past the chain refuses."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: TypeError, always."""
        raise TypeError("Access events are only ever added, by auditing.recording.record_event.")

    update = bulk_update = bulk_create = _refuse
    get_or_create = update_or_create = _refuse
    delete = _refuse
    aupdate = abulk_update = abulk_create = adelete = _refuse


class AccessEvent(models.Model):
    """One thing that somebody did or was refused. Written once, never changed.

    Holds names and ids instead of foreign keys: it has to outlive what it names.
    """

    class Result(models.TextChoices):
        ALLOWED = "allowed", _("Allowed")
        DENIED = "denied", _("Denied")
        ERROR = "error", _("Error")

    event_id = models.UUIDField(_("event id"), primary_key=True, default=uuid.uuid4, editable=False)
    timestamp = models.DateTimeField(_("timestamp"), default=timezone.now, editable=False)
    action = models.CharField(_("action"), max_length=64)
    resource_label = models.CharField(_("resource label"), max_length=100, blank=True)
    resource_id = models.CharField(_("resource id"), max_length=255, blank=True)
    result = models.CharField(
        _("result"), max_length=8, choices=Result.choices, default=Result.ALLOWED
    )
    # of HTTP, as in the log
    request_id = models.CharField(pgettext_lazy("of HTTP", "request id"), max_length=64, blank=True)
    context = CanonicalJSONField(_("context"), default=dict, blank=True)

    # Of persons; emptied when one of them is erased.
    actor_id = models.CharField(_("actor id"), max_length=64, blank=True)
    actor_name = models.CharField(_("actor name"), max_length=150, blank=True)
    # who acted in the actor's name
    real_actor_id = models.CharField(_("real actor id"), max_length=64, blank=True)
    real_actor_name = models.CharField(_("real actor name"), max_length=150, blank=True)
    # whose data it is about
    subject_owner_id = models.CharField(_("subject owner id"), max_length=64, blank=True)
    # address, browser, a name typed
    personal = CanonicalJSONField(_("personal"), default=dict, blank=True)

    # The chain.
    chain = models.PositiveSmallIntegerField(_("chain"), editable=False)
    position = models.PositiveBigIntegerField(_("position"), editable=False)
    previous_hash = models.CharField(_("previous hash"), max_length=64, editable=False)
    hash = models.CharField(_("hash"), max_length=64, editable=False)
    key_id = models.CharField(_("key id"), max_length=8, editable=False)
    salt = models.CharField(_("salt"), max_length=32, blank=True, editable=False)
    personal_digest = models.CharField(_("personal digest"), max_length=64, editable=False)
    erased_at = models.DateTimeField(_("erased at"), null=True, editable=False)

    objects = AppendOnly.as_manager()
    retention = RetentionRule(
        policy="access_events",
        counted_from="timestamp",
        owners=("actor_id", "real_actor_id", "subject_owner_id"),
        ids=("pk", "resource_id"),
        search=("actor_name",),
        # Without the event of an erasure the chain could not tell why others are empty.
        only=~models.Q(action="audit.erase"),
        delete_with="auditing.retention.events.prune_events",
    )

    class Meta:
        db_table = "access_events"
        ordering = ["-timestamp"]
        verbose_name = _("access event")
        verbose_name_plural = _("access events")
        permissions = [
            ("view_everything", "May read everybody's rows"),
            ("view_reports", "May read reports over everybody's figures"),
        ]
        constraints = [
            # nobody else's event stands at this place; also how verification reads a lane
            models.UniqueConstraint(fields=["chain", "position"], name="unique_event_place"),
        ]
        indexes = [
            # the timeline of one resource, newest first
            models.Index(
                fields=["resource_label", "resource_id", "-timestamp"], name="idx_events_resource"
            ),
            # "what did this person do", newest first
            models.Index(fields=["actor_id", "-timestamp"], name="idx_events_actor"),
            # all about one person's data, newest first
            models.Index(
                fields=["subject_owner_id", "-timestamp"],
                name="idx_events_owner",
                condition=~models.Q(subject_owner_id=""),
            ),
            # "who looked at my data", page by page: few of them, among very many that the owner did
            # or that were refused
            models.Index(
                fields=["subject_owner_id", "-timestamp", "-event_id"],
                name="idx_events_looks",
                condition=~models.Q(actor_id=models.F("subject_owner_id"))
                & ~models.Q(actor_id="")
                & ~models.Q(subject_owner_id="")
                & ~models.Q(result="denied")
                & ~models.Q(result="error"),
            ),
            # what else one HTTP request did
            models.Index(
                fields=["request_id"],
                name="idx_events_request",
                condition=~models.Q(request_id=""),
            ),
            # the admin's list
            models.Index(fields=["-timestamp"], name="idx_events_time"),
            # the search box: a hash from a certificate or an anchor
            models.Index(fields=["hash"], name="idx_events_hash"),
            # … by each of its filters, newest first
            models.Index(fields=["action", "-timestamp"], name="idx_events_by_action"),
            models.Index(fields=["result", "-timestamp"], name="idx_events_by_result"),
            models.Index(fields=["resource_label", "-timestamp"], name="idx_events_by_label"),
            # which erasure an event belongs to
            models.Index(
                fields=["erased_at"],
                name="idx_events_erased",
                condition=models.Q(erased_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name or 'system'} {self.action} {self.resource_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert at the end of a lane, in the caller's transaction or one of its own.

        Raises:
            TypeError: when the event already stands.
            ChainUnusable: no lane of the chain can be written.
        """
        if not self._state.adding:
            raise TypeError("An access event is never changed.")
        with appending(self, using=kwargs.get("using")):
            super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: events leave only by the retention policy.

        Raises:
            TypeError: always.
        """
        raise TypeError("An access event is never deleted by hand.")
