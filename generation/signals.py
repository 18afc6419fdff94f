"""Sign-in and sign-out make and end the specification's UserSession."""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from auditing.access_control import access_withdrawn
from auditing.models import AccessEvent
from auditing.recording import record_event
from generation import catalogue, sessions
from generation.models import CortexModel
from generation.submitting import drafts


def connect() -> None:
    user_logged_in.connect(on_signed_in, dispatch_uid="generation.signed_in")
    user_logged_out.connect(on_signed_out, dispatch_uid="generation.signed_out")
    for changed in (post_save, post_delete):
        changed.connect(
            catalogue.note_change, sender=CortexModel, dispatch_uid="generation.catalogue"
        )
    access_withdrawn.connect(on_access_withdrawn, dispatch_uid="generation.access_withdrawn")
    user_login_failed.connect(on_sign_in_failed, dispatch_uid="generation.sign_in_failed")


def on_signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    session = sessions.open_session(by=user)
    request.session[sessions.SESSION_KEY] = str(session.pk)
    drafts.forget_of_others(request, user)


def on_signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    key = request.session.get(sessions.SESSION_KEY)
    if user is not None and key:
        sessions.close_session(key, by=user, reason="signed_out")


def on_access_withdrawn(user: User, by: User | None, **_: Any) -> None:
    """All sessions end, but for the one in which a person changes their own password."""
    keep = sessions.current_session.get() if by == user else None
    sessions.close_all_sessions(user, by=by, but=keep)


def on_sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    record_event(
        by=None,
        action="session.sign_in",
        label="auth.User",
        result=AccessEvent.Result.DENIED,
        context={"username": str(credentials.get("username", ""))[:150]},
    )
