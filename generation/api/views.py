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
from generation.brief import Brief
from generation.concealing import conceal
from generation.filenames import propose_filename
from generation.iterating import services as iterating
from generation.models import CortexModel, SnowflakeStage, Status, SVGGenerationRequest
from generation.permissions import require_download
from generation.submitting.wishes import make_brief
from generation.views.pictures import HEADERS

TEXTS = ("prompt_text", "selected_model", "filename", "stage_name")
FIELDS = (*TEXTS, "parameters", "wishes")
REFINING = ("parent", "prompt_text", "selected_model")
WISHES = ("style", "palette", "aspect", "detail", "avoid")
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
        made = services.submit(by=call.user, submission_key=_key(call), **_wanted(body))
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


def _wanted(body: dict[str, Any]) -> dict[str, Any]:
    """The arguments of the service; what is left out is chosen as the form does.

    Raises:
        ValidationError: a field is unknown or of the wrong kind.
    """
    faults = {name: f"There is no field {name[:60]!r}." for name in body if name not in FIELDS}
    faults |= {
        name: "This is no text." for name in TEXTS if not isinstance(body.get(name, ""), str)
    }
    for name in ("parameters", "wishes"):
        if not isinstance(body.get(name, {}), dict):
            faults[name] = "This is no object."
    if faults:
        raise ValidationError(dict(faults))
    prompt = body.get("prompt_text", "")
    return {
        "prompt_text": prompt,
        "selected_model": body.get("selected_model") or settings.DEFAULT_MODEL,
        "filename": body.get("filename") or (propose_filename(prompt) if prompt.strip() else ""),
        "stage_name": body.get("stage_name") or _first_stage(),
        "parameters": body.get("parameters"),
        "brief": _brief(body.get("wishes", {})),
    }


def _brief(wishes: dict[str, Any]) -> Brief:
    """Raises: ValidationError, by the name of the wish."""
    faults = {name: f"There is no wish {name[:60]!r}." for name in wishes if name not in WISHES}
    for name, value in wishes.items():
        is_list = name == "palette" and isinstance(value, list)
        texts = value if is_list else [value]
        if not all(isinstance(text, str) for text in texts):
            faults.setdefault(name, "This is no text." if not is_list else "These are no texts.")
    if faults:
        raise ValidationError(dict(faults))
    given = {("preset" if name == "style" else name): value for name, value in wishes.items()}
    try:
        return make_brief(**given)
    except ValidationError as error:
        told = error.message_dict
        raise ValidationError({n if n != "preset" else "style": told[n] for n in told}) from None


def _first_stage() -> str:
    stages = SnowflakeStage.objects.filter(is_available=True).order_by("created_at", "pk")
    return stages.values_list("pk", flat=True).first() or ""


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
