"""The endpoints. Each finds what the token's owner may see and calls the services of the pages."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from auditing.access import role_of
from generation import services
from generation.api import problems, showing
from generation.api.calls import Call, endpoint
from generation.api.openapi import document
from generation.api.paging import page_of
from generation.api.problems import Problem
from generation.api.wanted import wanted
from generation.concealing import conceal
from generation.iterating import services as iterating
from generation.models import CortexModel, Status, SVGGenerationRequest
from generation.permissions import require_download
from generation.views.pictures import HEADERS

REFINING = ("parent", "prompt_text", "selected_model")
MAX_KEY = 200


def whoami(call: Call) -> HttpResponse:
    user, token = call.user, call.token
    return JsonResponse(
        {
            "username": user.get_username(),
            "role": role_of(user),
            "may_submit": user.has_perm("generation.submit_request"),
            "token": {
                "name": token.name,
                "prefix": token.prefix,
                "expires_at": showing.when(token.expires_at),
            },
        }
    )


def models(call: Call) -> HttpResponse:
    offered = CortexModel.objects.offered()
    return JsonResponse(
        {"default": settings.DEFAULT_MODEL, "models": [showing.model(row) for row in offered]}
    )


def list_requests(call: Call) -> HttpResponse:
    """Own requests, newest first."""
    own = SVGGenerationRequest.objects.filter(owner=call.user)
    status = call.http.GET.get("status", "")
    if status and status not in Status.values:
        raise ValidationError({"status": f"status is one of {', '.join(Status.values)}."})
    rows, cursor = page_of(
        own.filter(status=status) if status else own,
        cursor=call.http.GET.get("cursor", ""),
        limit=call.http.GET.get("limit", ""),
    )
    shown = [showing.brief(row, prompt=row.prompt_text) for row in rows]
    return JsonResponse({"requests": shown, "next_cursor": cursor})


def submit(call: Call) -> HttpResponse:
    """A new request, or with the same Idempotency-Key and body the one that was made before."""
    began = timezone.now()
    body = call.body()
    if "parent" in body:
        made = _refined(call, body)
    else:
        made = services.submit(by=call.user, submission_key=_key(call), **wanted(body))
    call.about = made
    status = 201 if made.created_at >= began else 200
    headers = {"Location": reverse("api-request", args=[made.pk])}
    return JsonResponse(_whole(call, made), status=status, headers=headers)


def _refined(call: Call, body: dict[str, Any]) -> SVGGenerationRequest:
    """The parent's picture, changed as `prompt_text` says; the rest is the parent's.

    Raises:
        ValidationError: a field is of the wrong kind, or none that goes with a parent.
        Problem: 404, the parent is not theirs.
    """
    faults = {
        name: f"There is no field {name[:60]!r} beside 'parent': it is the parent's."
        for name in body
        if name not in REFINING
    }
    faults |= {name: "This is no text." for name in body if not isinstance(body[name], str)}
    if faults:
        raise ValidationError(dict(faults))
    try:
        key = UUID(body["parent"])
    except ValueError:
        raise ValidationError({"parent": "This is no id of a request."}) from None
    parent = _find(call, key)
    return iterating.refine(
        by=call.user,
        parent=parent,
        wish=body.get("prompt_text", ""),
        model=body.get("selected_model") or parent.selected_model,
        submission_key=_key(call),
    )


def _key(call: Call) -> str | None:
    key = call.http.headers.get("Idempotency-Key", "")
    if len(key) > MAX_KEY or not key.isprintable():
        message = f"Idempotency-Key has at most {MAX_KEY} printable characters."
        raise ValidationError({"Idempotency-Key": message})
    return key or None


def show(call: Call, request_id: UUID) -> HttpResponse:
    return JsonResponse(_whole(call, _find(call, request_id)))


def picture(call: Call, request_id: UUID) -> HttpResponse:
    """The safe bytes, with the headers that the pages send."""
    svg = _find(call, request_id).svgs.first()
    if svg is None:
        raise Problem(
            404,
            "no_picture",
            "This request has no picture.",
            next_step="Look at its status; wait until it is completed.",
        )
    require_download(call.user, label=svg._meta.label, resource_id=str(svg.pk))
    return HttpResponse(svg.svg_content.encode(), content_type="image/svg+xml", headers=HEADERS)


def cancel(call: Call, request_id: UUID) -> HttpResponse:
    found = _find(call, request_id)
    if not services.cancel(by=call.user, request_id=found.pk):
        raise _wrong_state(found, "already_ended", "It had ended already.", "Let it be.")
    return _again(call, found)


def retry(call: Call, request_id: UUID) -> HttpResponse:
    found = _find(call, request_id)
    if not services.retry(by=call.user, request_id=found.pk):
        told = "Only a failed request can be tried again."
        raise _wrong_state(found, "not_failed", told, "Submit a new request.")
    return _again(call, found)


def _again(call: Call, found: SVGGenerationRequest) -> HttpResponse:
    found.refresh_from_db()
    return JsonResponse(_whole(call, found))


def _wrong_state(found: SVGGenerationRequest, code: str, told: str, next_step: str) -> Problem:
    return Problem(409, code, told, next_step=next_step, request_status=found.status)


def _find(call: Call, request_id: UUID) -> SVGGenerationRequest:
    """Raises: Problem 404, also for other people's."""
    visible = SVGGenerationRequest.objects.visible_to(call.user).select_related("owner")
    found: SVGGenerationRequest | None = visible.filter(pk=request_id).first()
    if found is None:
        raise problems.not_found()
    call.about = found
    return found


def _whole(call: Call, found: SVGGenerationRequest) -> dict[str, Any]:
    """Other people's prompts stay masked; the admin reveals them, with a reason."""
    prompt = found.prompt_text if found.owner_id == call.user.pk else None
    return showing.whole(conceal(call.user, found), prompt=prompt)


def openapi(call: Call) -> HttpResponse:
    return JsonResponse(document())


def unknown(call: Call, **_: str) -> HttpResponse:
    raise problems.not_found("The API has no such address.")


WHOAMI = endpoint(get=whoami)
MODELS = endpoint(get=models)
REQUESTS = endpoint(get=list_requests, post=submit)
REQUEST = endpoint(get=show)
PICTURE = endpoint(get=picture)
CANCEL = endpoint(post=cancel)
RETRY = endpoint(post=retry)
OPENAPI = endpoint(get=openapi)
UNKNOWN = endpoint(get=unknown, post=unknown)
