"""Who sees which rows: one method, used by every view, admin, command and export."""

from typing import Any, Self

from django.db import models

from auditing.access import Actor, may_enter, sees_everything


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows with an `owner`."""

    def visible_to(self, user: Actor) -> Self:
        """All rows for an admin, own rows for everybody else who is signed in."""
        if not may_enter(user):
            return self.none()
        return self if sees_everything(user) else self.filter(owner=user)
