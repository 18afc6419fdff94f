"""What people can do with requests. The only writers of more than one row.

Each takes the actor as `by`, runs in one transaction and leaves its event in it.
"""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from auditing.models import AccessEvent
from auditing.recording import record_event
from generation import budgets, prompts, queue
from generation.brief import NO_WISHES, Brief
from generation.figures import rollup
from generation.models import GeneratedSVG, Origin, Status, SVGGenerationRequest, UserSession
from generation.models.requests import ErrorCategory
from generation.parameters import clean_parameters
from generation.permissions import require, require_retry, require_submit
from generation.sessions import close_all_sessions
from generation.submission import (
    NO_ANCESTRY,
    Ancestry,
    fingerprint,
    save_new,
    user_context,
)
from generation.transitions import move

# Kept in English; pages show `said` of it.
NEVER_BEGUN = keep(_("Cancelled before it was begun. It cost nothing."))
WAITS_AGAIN = keep(_("Cancelled while it waited to be tried again."))
CANCELLED_BY = keep(_("cancelled by %(who)s"))
TRIED_AGAIN_BY = keep(_("tried again by %(who)s"))


def submit(
    *,
    by: User,
    prompt_text: str,
    selected_model: str,
    filename: str,
    stage_name: str,
    parameters: dict[str, Any] | None = None,
    brief: Brief = NO_WISHES,
    ancestry: Ancestry = NO_ANCESTRY,
    session: UserSession | None = None,
    submission_key: str | None = None,
    nudge: bool = True,
) -> SVGGenerationRequest:
    """Save a request and tell a worker. The same `submission_key` again gives the same request.

    Args:
        brief: what is wished beside the prompt.
        ancestry: how the request came about, where not by a prompt alone.

    Raises:
        PermissionDenied: `by` may not submit.
        ValidationError: by field, in plain words.
        OverBudget: the rest of the month's budget is not enough.
    """
    asked = None if ancestry.origin == Origin.RECOLOURED else selected_model
    require_submit(by, model=asked, stage=stage_name, action="request.submit")
    brief.check()
    request = SVGGenerationRequest(
        owner=by,
        session=session,
        prompt_text=prompt_text,
        selected_model=selected_model,
        filename=filename,
        stage_name=stage_name,
        parameters=clean_parameters(parameters),
        brief=brief.as_json(),
        preset=brief.preset,
        origin=ancestry.origin,
        parent=ancestry.parent,
        group=ancestry.group,
        user_context=user_context(by, session),
        svg_profile=_profile(ancestry),
        template_version=prompts.CURRENT_VERSION,
        submission_key=fingerprint(
            submission_key,
            prompt_text,
            selected_model,
            # A version's name is given by the program: it is another one by the second click.
            f"of {ancestry.parent.pk}" if ancestry.parent else filename,
            stage_name,
            json.dumps(brief.as_json(), sort_keys=True),
        ),
        attempt_limit=settings.MAX_ATTEMPTS,
    )
    try:
        return save_new(request, by=by, nudge=nudge)
    except budgets.OverBudget:
        _record(by, "request.submit", "", result=AccessEvent.Result.DENIED, why="budget")
        raise


def _profile(ancestry: Ancestry) -> str:
    """As set; what is edited keeps the elements that it was drawn with."""
    if ancestry.origin == Origin.RECOLOURED and ancestry.parent:
        return ancestry.parent.svg_profile
    return str(settings.SVG_PROFILE)


def cancel(*, by: User, request_id: UUID | str) -> bool:
    """Stop a request: a waiting one at once, a running one at its next step or piece of answer.

    Returns False where it had ended already.

    Raises:
        PermissionDenied: `by` may look only.
    """
    require(by, "generation.submit_request", action="request.cancel")
    with transaction.atomic():
        asked = (
            _drop(request_id, by=by, message=NEVER_BEGUN, only={"attempts": 0})
            or _drop(request_id, by=by, message=WAITS_AGAIN)
            or _ask_to_stop(request_id)
            # its worker has given it back between the looks
            or _drop(request_id, by=by, message=WAITS_AGAIN)
        )
        if asked:
            _record(by, "request.cancel", request_id)
        return asked


def end_all_of(person: User, by: User) -> None:
    """Stop all requests that `person` has under way, and sign them out everywhere."""
    open_ones = SVGGenerationRequest.objects.filter(
        owner=person, status__in=[Status.PENDING, Status.PROCESSING]
    )
    for request_id in list(open_ones.values_list("pk", flat=True)):
        cancel(by=by, request_id=request_id)
    close_all_sessions(person, by=by)


def _drop(
    request_id: UUID | str, *, by: User, message: str, only: dict[str, Any] | None = None
) -> bool:
    now = timezone.now()
    return move(
        request_id,
        old=Status.PENDING,
        new=Status.FAILED,
        why=CANCELLED_BY % {"who": by.get_username()},
        only=only,
        error_category=ErrorCategory.CANCELLED,
        error_code="cancelled",
        error_message=message,
        cancel_requested_at=now,
        finished_at=now,
    )


def _ask_to_stop(request_id: UUID | str) -> bool:
    running = SVGGenerationRequest.objects.filter(
        pk=request_id, status=Status.PROCESSING, cancel_requested_at=None
    )
    return running.update(cancel_requested_at=timezone.now()) == 1


def retry(*, by: User, request_id: UUID | str, session: UserSession | None = None) -> bool:
    """Put a failed request back into the queue. A kept, usable answer is not paid for again.

    It goes on in `session`, since the one that it was made in may be revoked by now.

    Raises:
        PermissionDenied: `by` may not ask for pictures any more, or not for this one.
        OverBudget: the rest of its owner's budget is not enough.
    """
    found = SVGGenerationRequest.objects.filter(pk=request_id).first()
    require_retry(by, found)
    with transaction.atomic():
        if found is not None:
            budgets.check_retry(found)
        return _put_back(request_id, by=by, session=session)


def _put_back(request_id: UUID | str, *, by: User, session: UserSession | None) -> bool:
    moved = move(
        request_id,
        old=Status.FAILED,
        new=Status.PENDING,
        why=TRIED_AGAIN_BY % {"who": by.get_username()},
        session=session,
        error_category="",
        error_code="",
        error_message=None,
        cancel_requested_at=None,
        claimed_by="",
        finished_at=None,
        attempt_limit=F("attempts") + settings.MAX_ATTEMPTS,
    )
    if moved:
        _record(by, "request.retry", request_id)
        rollup.mark_stale(request_id)
        transaction.on_commit(lambda: queue.nudge(request_id))
    return moved


@transaction.atomic
def choose_stage_file(*, by: User, request_id: UUID | str, goes: bool) -> bool:
    """Whether the file on the stage is removed once the picture's record is purged.

    Returns False where `by` does not own the picture: the file is its owner's.
    """
    own = GeneratedSVG.objects.filter(request__pk=request_id, owner=by)
    chosen = bool(own.update(delete_stage_file=goes))
    if chosen:
        picture = own.get()
        record_event(by=by, action="picture.choose", resource=picture, context={"goes": goes})
    return chosen


def _record(
    by: User,
    action: str,
    request_id: UUID | str,
    *,
    result: str = AccessEvent.Result.ALLOWED,
    **context: Any,
) -> None:
    record_event(
        by=by,
        action=action,
        label=SVGGenerationRequest._meta.label,
        resource_id=str(request_id),
        result=result,
        context=context,
        subject_owner=_owner_of(request_id) if request_id else by,
    )


def _owner_of(request_id: UUID | str) -> int | None:
    owners = SVGGenerationRequest.objects.filter(pk=request_id).values_list("owner_id", flat=True)
    return owners.first()
