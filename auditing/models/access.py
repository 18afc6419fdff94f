"""AccessControl: what one person may do, as it was last settled (spec: section 8.B)."""

from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from auditing.chain.canonical import json_text
from auditing.chain.keys import known_keys, mac, sign
from auditing.levels import Level, Role
from auditing.models.events import AccessEvent
from auditing.retention import KeptBecause


class AccessControl(models.Model):
    """One row for each person. Written by `auditing.access_control` and by nothing else.

    Groups and flags of the account decide together with it; where they were changed around it,
    `auditing.access_control.drift` says so.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="access_control",
        verbose_name=_("user"),
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    permissions = models.JSONField(_("permission types"), default=list, blank=True)
    access_level = models.CharField(
        _("access level"), max_length=10, choices=Level.choices, default=Level.FULL
    )
    restrictions = models.JSONField(_("restrictions"), default=dict, blank=True)
    # The account's groups, permissions of its own and flags, as they were when this was settled.
    account = models.JSONField(_("account"), default=dict, blank=True, editable=False)
    retention = KeptBecause(
        gettext_noop("It goes with the account; how it came to be stands in the events.")
    )

    # HMAC over what the row says: nobody without the key can write one.
    seal = models.CharField(_("seal"), max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        db_table = "access_controls"
        ordering = ["user__username"]
        verbose_name = _("access")
        verbose_name_plural = _("access")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(access_level__in=Level.values), name="valid_access_level"
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="valid_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.get_access_level_display()}"

    @property
    def audit_trail(self) -> models.QuerySet[AccessEvent]:
        """What was done with this person's access, newest first."""
        return AccessEvent.objects.filter(
            resource_label="auth.User",
            resource_id=str(self.pk),
            action__startswith="access.",
        )

    def state(self) -> dict[str, Any]:
        """All that binds, JSON-ready: what an event keeps, and the seal is made of."""
        return {
            "role": self.role,
            "access_level": self.access_level,
            "restrictions": self.restrictions,
            "account": self.account,
        }

    def right_seal(self) -> str:
        """The seal that this row should have under the present key."""
        return sign(self._sealed())

    def is_sealed(self) -> bool:
        """Whether the program has written this row, under any key that it knows."""
        text = self._sealed()
        return any(compare_digest(mac(key, text), self.seal) for key in known_keys().values())

    def _sealed(self) -> str:
        return json_text({"access control": self.pk, **self.state()})
