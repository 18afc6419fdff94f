"""Errors of the API: RFC 9457 problem details, each with what to do next."""

from typing import Any

import structlog
from django.http import JsonResponse

NOTHING = "It cost nothing."


class Problem(Exception):  # noqa: N818  read as an outcome
    """An answer that is an error. `denied` marks those that refuse a person."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        next_step: str,
        cost: str = NOTHING,
        denied: bool = False,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.next_step, self.cost, self.denied = next_step, cost, denied
        self.headers, self.more = headers or {}, more

    def response(self) -> JsonResponse:
        """`application/problem+json`, never cached."""
        body = {
            "type": "about:blank",
            "title": self.code.replace("_", " ").capitalize(),
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "cost": self.cost,
            "next": self.next_step,
            "reference": reference(),
            **self.more,
        }
        headers = {"Cache-Control": "no-store", **self.headers}
        return JsonResponse(
            body, status=self.status, headers=headers, content_type="application/problem+json"
        )


def reference() -> str:
    """The id of the HTTP request, as in the log and on the events."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def unauthenticated(detail: str, *, error: str = "") -> Problem:
    challenge = 'Bearer realm="svgsite"' + (f', error="{error}"' if error else "")
    return Problem(
        401,
        "not_authenticated",
        detail,
        next_step="Send a token of yours as 'Authorization: Bearer …'. Make one under API tokens.",
        denied=True,
        headers={"WWW-Authenticate": challenge},
    )


def not_found(detail: str = "There is no such request among yours.") -> Problem:
    return Problem(404, "not_found", detail, next_step="Check the id; list yours.", denied=True)


def invalid(errors: list[dict[str, str]]) -> Problem:
    return Problem(
        422,
        "invalid",
        "; ".join(error["message"] for error in errors),
        next_step="Mend the fields that errors names, and send it again.",
        errors=errors,
    )


def forbidden(detail: str) -> Problem:
    return Problem(
        403, "not_allowed", detail, next_step="Ask an administrator for the role.", denied=True
    )


def too_many(seconds: int) -> Problem:
    return Problem(
        429,
        "too_many_calls",
        "More calls in a minute than are allowed.",
        next_step=f"Wait {seconds} seconds.",
        denied=True,
        headers={"Retry-After": str(seconds)},
    )
