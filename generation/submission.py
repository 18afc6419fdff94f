"""A new request: checked, saved once, on record."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_noop

from auditing.kept import keep
from auditing.recording import record_event
from generation import budgets, queue
from generation.checking import check_request
from generation.models import Origin, Status, StatusChange, SVGGenerationRequest, UserSession
from generation.submitting.asked_before import digest_of

# Why it is there, as its first move keeps it.
SUBMITTED = keep(gettext_noop("submitted"))
EDITED = keep(gettext_noop("edited on the page: no model is asked"))


@dataclass(frozen=True)
class Ancestry:
    """How a request came about: from which picture, and together with which others."""

    origin: Origin = Origin.NEW
    parent: SVGGenerationRequest | None = None
    group: UUID | None = None


NO_ANCESTRY = Ancestry()


def fingerprint(key: str | None, *what: str) -> str | None:
    """One form sent twice is one request; the same form sent with other words is another."""
    if not key:
        return None
    # Taken before the words are checked, so half a character may be among them.
    text = "\0".join([key, *what]).encode(errors="surrogatepass")
    return hashlib.sha256(text).hexdigest()


def _already_submitted(request: SVGGenerationRequest) -> SVGGenerationRequest | None:
    """The request that an earlier click on the same form has made, if any."""
    if not request.submission_key:
        return None
    return SVGGenerationRequest.objects.filter(
        owner=request.owner, submission_key=request.submission_key
    ).first()


@transaction.atomic
def save_new(request: SVGGenerationRequest, *, by: User, nudge: bool) -> SVGGenerationRequest:
    """Check, save, record and, once that is committed, tell a worker.

    Returns the request of the first click, where the same form was sent before.

    Raises:
        ValidationError: by field, in plain words; nothing is saved.
        OverBudget: it would cost more than is left.
    """
    # The second of two clicks waits here for the first, and is not refused for what that reserves.
    budgets.lock(by)
    if earlier := _already_submitted(request):
        return earlier
    stage = check_request(request)
    request.database, request.schema = stage.database, stage.schema
    request.prompt_digest = digest_of(request.owner_id, request.prompt_text)
    if request.origin != Origin.RECOLOURED:  # no model is asked
        request.estimated_cost = budgets.reserve(by, request.selected_model)
    request.save(force_insert=True)
    StatusChange.objects.create(request=request, new=Status.PENDING, why=_submitted(request))
    record_event(by=by, action="request.submit", resource=request)
    if nudge:
        transaction.on_commit(lambda: queue.nudge(request.pk))
    return request


def _submitted(request: SVGGenerationRequest) -> str:
    return SUBMITTED if request.asked_model else EDITED


def user_context(by: User, session: UserSession | None) -> dict[str, Any]:
    """The specification's UserContext, as it was when the request was made."""
    return {
        "session_id": str(session.pk) if session else None,
        "user_id": str(by.pk),
        "environment": settings.ENVIRONMENT,
        "permissions": sorted(by.get_all_permissions()),
    }
