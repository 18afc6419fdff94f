"""Errors of the program in a view, a middleware or a template: Django's own signal tells them."""

import sys
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest

from auditing.errors.recording import record_exception
from auditing.masking import mask_values


def connect() -> None:
    got_request_exception.connect(on_request_exception, dispatch_uid="auditing.errors")


def on_request_exception(request: HttpRequest | None = None, **_: Any) -> None:
    """Record it, and leave the reference on the request for the error page."""
    exception = sys.exc_info()[1]
    if exception is None or request is None:
        return
    reference = record_exception(exception, **_facts(request))
    request.error_reference = reference  # type: ignore[attr-defined]


def _facts(request: HttpRequest) -> dict[str, Any]:
    match = getattr(request, "resolver_match", None)
    # Who it was stands in what the log lines carry; asking for it here could ask the database.
    return {
        "operation": match.view_name if match and match.view_name else request.method,
        "input_data": {
            "method": request.method,
            "path": request.path,
            "query": mask_values(request.GET.dict()),
            # How much was sent under each name, never what: a prompt is its writer's.
            "fields": {name: f"{len(value)} letters" for name, value in _posted(request).items()},
        },
    }


def _posted(request: HttpRequest) -> dict[str, str]:
    """What was posted, as far as the view has read it: reading more may fail again, or wait."""
    read: Any = getattr(request, "_post", None)
    return {str(name): str(value) for name, value in read.items()} if read else {}
