"""Opening, moving and ending a UserSession."""

from contextvars import ContextVar
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from auditing.access import Actor, role_of
from auditing.recording import record_event
from generation.models import UserSession
from generation.snowflake.settings import get_settings

# Where Django's own session keeps the id of ours.
SESSION_KEY = "user_session_id"

# The session of the page that is being answered.
current_session: ContextVar[UUID | None] = ContextVar("current_session", default=None)

# `last_activity` is written at most this often: a page view must not cost a write. The shortest
# idle time that the settings allow is twice as long.
ACTIVITY_STEP = timedelta(seconds=60)


@transaction.atomic
def open_session(*, by: User) -> UserSession:
    """Begin a session with the Snowflake context that the settings name."""
    snowflake = get_settings()
    session = UserSession.objects.create(
        owner=by,
        user_role=role_of(by),
        warehouse=snowflake.warehouse,
        database=snowflake.database,
        schema=snowflake.schema,
    )
    record_event(by=by, action="session.sign_in", resource=session)
    return session


def touch(session: UserSession) -> None:
    """Move `last_activity`, at most once a minute."""
    now = timezone.now()
    if now - session.last_activity > ACTIVITY_STEP:
        UserSession.objects.filter(pk=session.pk, is_active=True).update(last_activity=now)


@transaction.atomic
def close_session(session_id: UUID | str, *, by: Actor | None, reason: str) -> bool:
    """End an active session. Returns False where it had ended already."""
    ending = UserSession.objects.filter(pk=session_id, is_active=True)
    owner = ending.values_list("owner_id", flat=True).first()
    ended = ending.update(is_active=False, end_reason=reason)
    if ended:
        record_event(
            by=by,
            action=f"session.{reason}",
            label="generation.UserSession",
            resource_id=str(session_id),
            subject_owner=owner,
        )
    return bool(ended)


def close_all_sessions(user: User, *, by: Actor | None, but: UUID | None = None) -> int:
    """End every active session of a person, except `but`. Returns how many."""
    is_own = by is not None and by.pk == user.pk
    reason = UserSession.EndReason.ELSEWHERE if is_own else UserSession.EndReason.REVOKED
    active = UserSession.objects.filter(owner=user, is_active=True).exclude(pk=but)
    return sum(
        close_session(pk, by=by, reason=reason) for pk in active.values_list("pk", flat=True)
    )


def close_idle_sessions() -> int:
    """End every session without activity for longer than the setting. Returns how many."""
    active = UserSession.objects.filter(is_active=True)
    idle = [session for session in active.iterator() if session.is_idle]
    return sum(close_session(session.pk, by=None, reason="idle") for session in idle)
