"""What admins do with a fault: acknowledge, resolve, ignore, open again."""

from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.masking import mask
from auditing.models import AccessEvent, ErrorGroup
from auditing.models.errors import Resolution
from auditing.recording import record_event

PERMISSION = "auditing.settle_error"

# action → (where a group may stand before, where it stands afterwards)
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "acknowledge": (frozenset({Resolution.NEW}), Resolution.ACKNOWLEDGED),
    "resolve": (frozenset({Resolution.NEW, Resolution.ACKNOWLEDGED}), Resolution.RESOLVED),
    "ignore": (frozenset({Resolution.NEW, Resolution.ACKNOWLEDGED}), Resolution.IGNORED),
    "reopen": (
        frozenset({Resolution.ACKNOWLEDGED, Resolution.RESOLVED, Resolution.IGNORED}),
        Resolution.NEW,
    ),
}


def settle(*, by: User, group_id: UUID | str, action: str, note: str = "") -> bool:
    """Move one group; False where it stands elsewhere by now, so that nothing is done.

    Raises:
        PermissionDenied: `by` may not.
        ValidationError: there is no such action.
    """
    if not by.has_perm(PERMISSION):
        record_event(
            by=by,
            action=f"error.{action if action in MOVES else 'settle'}",
            label=ErrorGroup._meta.label,
            resource_id=str(group_id),
            result=AccessEvent.Result.DENIED,
        )
        raise PermissionDenied(_("Your role does not allow this."))
    if action not in MOVES:
        raise ValidationError(_("There is no such action."))
    return _move(group_id, by=by, action=action, note=mask(note.strip()[:2000]))


@transaction.atomic
def _move(group_id: UUID | str, *, by: User, action: str, note: str) -> bool:
    before, after = MOVES[action]
    standing = ErrorGroup.objects.filter(pk=group_id, resolution__in=before)
    old = standing.values_list("resolution", flat=True).first()
    moved = ErrorGroup.objects.filter(pk=group_id, resolution=old or "").update(
        resolution=after, note=note, settled_by=by.get_username(), settled_at=timezone.now()
    )
    if moved:
        record_event(
            by=by,
            action=f"error.{action}",
            label=ErrorGroup._meta.label,
            resource_id=str(group_id),
            context={"old": old, "new": after, "note": note},
        )
    return bool(moved)
