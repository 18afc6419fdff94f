"""The OpenAPI 3.1 document. A test holds it against the addresses and their methods."""

from typing import Any

from generation.api.schemas import SCHEMAS, ref
from generation.models import Status

JSON = "application/json"
REQUEST_ID = {
    "name": "request_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
}
# The errors that any call can end with, and those of calls about one request.
ANY = ("401", "405", "429", "500")
OF_ONE = ("404", *ANY)
PROBLEMS = {
    "400": "The body is no JSON object.",
    "401": "No token, or one that is unknown, revoked or expired.",
    "403": "The token's owner lacks the role.",
    "404": "Not there, or somebody else's.",
    "405": "The address does not answer this method.",
    "409": "The request's status does not allow it.",
    "413": "The body has more than 64 KiB.",
    "415": "The body is not application/json.",
    "422": "A field is wrong; `errors` names each.",
    "429": "Too many calls in this minute; Retry-After says how long to wait.",
    "500": "A mistake of the program; `reference` finds it in the log.",
}


def document() -> dict[str, Any]:
    """The whole document, JSON-ready."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "svgsite",
            "version": "1",
            "description": "Ask for pictures and fetch them, as on the pages.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": SCHEMAS,
            "responses": {code: _problem(words) for code, words in PROBLEMS.items()},
        },
    }


def paths() -> dict[str, Any]:
    one = {"parameters": [REQUEST_ID]}
    return {
        "/openapi.json": {"get": _call("openapi", "This document", {"type": "object"})},
        "/whoami/": {"get": _call("whoami", "Whose token this is", ref("Person"))},
        "/models/": {"get": _call("models", "What can be chosen", ref("Models"))},
        "/requests/": {"get": _listing(), "post": _submitting()},
        "/requests/{request_id}/": {
            **one,
            "get": _call("show", "One request, whole", ref("Request"), OF_ONE),
        },
        "/requests/{request_id}/picture.svg": {
            **one,
            "get": {
                "operationId": "picture",
                "summary": "The safe picture's bytes",
                "responses": {
                    "200": _content("image/svg+xml", {"type": "string"}),
                    **_errors(OF_ONE),
                },
            },
        },
        "/requests/{request_id}/cancel/": {
            **one,
            "post": _call("cancel", "Stop it", ref("Request"), ("409", *OF_ONE)),
        },
        "/requests/{request_id}/retry/": {
            **one,
            "post": _call(
                "retry", "Try a failed one again", ref("Request"), ("403", "409", *OF_ONE)
            ),
        },
    }


def _listing() -> dict[str, Any]:
    query = {
        "cursor": {"type": "string"},
        "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 25},
        "status": {"enum": list(Status.values)},
    }
    found = _call("list_requests", "Own requests, newest first", ref("Requests"), ("422", *ANY))
    found["parameters"] = [
        {"name": name, "in": "query", "schema": schema} for name, schema in query.items()
    ]
    return found


def _submitting() -> dict[str, Any]:
    errors = ("400", "403", "413", "415", "422", *ANY)
    found = _call("submit", "Ask for a picture", ref("Request"), errors)
    found["responses"]["201"] = found["responses"]["200"]
    found["description"] = "201 for a new request, 200 for the one that the same key made before."
    found["parameters"] = [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "schema": {"type": "string", "maxLength": 200},
        }
    ]
    found["requestBody"] = {"required": True, **_content(JSON, ref("Submission"))}
    return found


def _call(
    name: str, summary: str, schema: dict[str, Any], errors: tuple[str, ...] = ANY
) -> dict[str, Any]:
    responses = {"200": _content(JSON, schema), **_errors(errors)}
    return {"operationId": name, "summary": summary, "responses": responses}


def _content(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "Done.", "content": {kind: {"schema": schema}}}


def _errors(codes: tuple[str, ...]) -> dict[str, Any]:
    return {code: {"$ref": f"#/components/responses/{code}"} for code in codes}


def _problem(words: str) -> dict[str, Any]:
    return {
        "description": words,
        "content": {"application/problem+json": {"schema": ref("Problem")}},
    }
