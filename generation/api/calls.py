"""What every call goes through: method, token, rate, event, and errors as problem details."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from django.contrib.auth.models import User
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    RequestDataTooBig,
    ValidationError,
)
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from auditing.access import may_enter, restrictions_of
from auditing.addresses import address_of
from auditing.models import AccessEvent
from auditing.recording import record_event
from generation import api_tokens
from generation.api import problems
from generation.api.limits import count_call, count_refusal
from generation.api.problems import Problem
from generation.models import ApiToken, SVGGenerationRequest

log = structlog.get_logger(__name__)

MAX_BODY_BYTES = 64 * 1024


@dataclass
class Call:
    """One authenticated call. `about` is the request that it turned out to be about."""

    http: HttpRequest
    token: ApiToken
    about: SVGGenerationRequest | None = None

    @property
    def user(self) -> User:
        return self.token.owner

    def body(self) -> dict[str, Any]:
        """The JSON object that was sent.

        Raises:
            Problem: 413, 415 or 400.
        """
        if self.http.content_type != "application/json":
            raise Problem(
                415,
                "not_json",
                "The body is not application/json.",
                next_step="Send JSON, with the header 'Content-Type: application/json'.",
                headers={"Accept-Post": "application/json"},
            )
        try:
            found = json.loads(_bounded(self.http))
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Problem(
                400, "unreadable", "The body is no JSON object.", next_step="Send a JSON object."
            )
        return found


Endpoint = Callable[..., HttpResponse]


def _bounded(http: HttpRequest) -> bytes:
    too_large = Problem(
        413, "too_large", "The body has more than 64 KiB.", next_step="Send a shorter prompt."
    )
    try:
        announced = int(http.META.get("CONTENT_LENGTH") or 0)
        if announced > MAX_BODY_BYTES or len(http.body) > MAX_BODY_BYTES:
            raise too_large
    except RequestDataTooBig:
        raise too_large from None
    return http.body


def endpoint(**methods: Endpoint) -> Callable[..., HttpResponseBase]:
    """A view of the API that answers the given methods.

    Each call is an event, `api.` and the name of the function that answers it.
    """

    def view(http: HttpRequest, **arguments: Any) -> HttpResponse:
        token: ApiToken | None = None
        name = _name(http, methods)
        try:
            token = _authenticate(http)
            call = Call(http, token)
            return _answer(name, call, _method(http, methods), arguments)
        except Problem as problem:
            return _refuse(name, http, token, problem, arguments)
        except Exception:
            log.exception("api_error", call=name)
            return _refuse(name, http, token, _program_error(), arguments)

    # A NUL in the address is a problem detail here (see `NulMiddleware`).
    view.reads_any_text = True  # type: ignore[attr-defined]
    view.methods = tuple(methods)  # type: ignore[attr-defined]
    return csrf_exempt(view)


def _name(http: HttpRequest, methods: dict[str, Endpoint]) -> str:
    found = methods.get(_verb(http)) or next(iter(methods.values()))
    return found.__name__


def _verb(http: HttpRequest) -> str:
    return "get" if http.method == "HEAD" else str(http.method).lower()


def _method(http: HttpRequest, methods: dict[str, Endpoint]) -> Endpoint:
    if found := methods.get(_verb(http)):
        return found
    allowed = ", ".join(sorted({*(m.upper() for m in methods), *_head_of(methods)}))
    raise Problem(
        405,
        "method_not_allowed",
        f"This address does not answer {http.method}.",
        next_step=f"Use {allowed}.",
        headers={"Allow": allowed},
    )


def _head_of(methods: dict[str, Endpoint]) -> list[str]:
    return ["HEAD"] if "get" in methods else []


def _authenticate(http: HttpRequest) -> ApiToken:
    """The token of the Authorization header; cookies do not count, so nothing can be forged."""
    scheme, _, text = http.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise problems.unauthenticated("This address wants a bearer token.")
    token = api_tokens.find(text.strip())
    if token is None or not _may_call(token.owner, http):
        raise problems.unauthenticated("This token is not known.", error="invalid_token")
    if not token.is_usable:
        ended = "was revoked" if token.revoked_at else "has expired"
        raise problems.unauthenticated(f"This token {ended}.", error="invalid_token")
    count_call(token.pk)
    return token


def _may_call(owner: User, http: HttpRequest) -> bool:
    """As at the sign-in: the account is open, and used from one of its networks."""
    return may_enter(owner) and restrictions_of(owner).allow_address(address_of(http))


def _answer(name: str, call: Call, method: Endpoint, arguments: dict[str, Any]) -> HttpResponse:
    """The answer, its event and what it did: all of them, or none."""
    try:
        with transaction.atomic():
            response = method(call, **arguments)
            api_tokens.touch(call.token.pk)
            _record(name, call.token, call.about, AccessEvent.Result.ALLOWED)
    except ValidationError as error:
        raise problems.invalid(_told(error)) from None
    except PermissionDenied as error:
        raise problems.forbidden(str(error)) from None
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _refuse(
    name: str,
    http: HttpRequest,
    token: ApiToken | None,
    problem: Problem,
    arguments: dict[str, Any],
) -> HttpResponse:
    if token is None and problem.status == 401:
        try:
            count_refusal(str(http.META.get("REMOTE_ADDR", "")))
        except Problem as flood:  # not one event more
            return flood.response()
    result = AccessEvent.Result.DENIED if problem.denied else AccessEvent.Result.ERROR
    _record(name, token, None, result, code=problem.code, asked=arguments.get("request_id"))
    return problem.response()


def _record(
    name: str,
    token: ApiToken | None,
    about: SVGGenerationRequest | None,
    result: str,
    *,
    code: str = "",
    asked: object = None,
) -> None:
    context = {"prefix": token.prefix if token else "", **({"code": code} if code else {})}
    by = token.owner if token else None
    label = SVGGenerationRequest._meta.label if asked else ""
    record_event(
        by=by,
        action=f"api.{name}",
        resource=about,
        label=label,
        resource_id=str(asked or ""),
        result=result,
        context=context,
    )


def _told(error: ValidationError) -> list[dict[str, str]]:
    """Field and message of each fault; a fault of no field has an empty one."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return [
        {"field": "" if field == NON_FIELD_ERRORS else field, "message": message}
        for field, messages in by_field.items()
        for message in messages
    ]


def _program_error() -> Problem:
    return Problem(
        500,
        "program_error",
        "Something in this program went wrong.",
        cost="Nothing was asked of a model by this call.",
        next_step="Tell an administrator the reference.",
    )
