"""The shapes of what the API takes and gives, for the OpenAPI document."""

from typing import Any

from generation.brief import ASPECTS, DETAILS, MAX_AVOID, MAX_COLOURS
from generation.models import Origin, Status
from generation.parameters import LIMITS
from generation.submitting.palettes import PALETTES
from generation.validators import FILENAME, PROMPT, STAGE_NAME


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: str = "", **properties: Any) -> dict[str, Any]:
    kinds = {name: {"type": k} if isinstance(k, str) else k for name, k in properties.items()}
    return {"type": "object", "required": required.split(), "properties": kinds}


_TEXT_OR_NULL = {"type": ["string", "null"]}
_BRIEF: dict[str, Any] = {
    "request_id": {"type": "string", "format": "uuid"},
    "url": "string",
    "page": "string",
    "status": {"enum": list(Status.values)},
    "created_at": {"type": "string", "format": "date-time"},
    "finished_at": _TEXT_OR_NULL,
    "prompt_text": {**_TEXT_OR_NULL, "description": "null where it is somebody else's."},
    "selected_model": "string",
    "filename": "string",
    "stage_name": "string",
    "origin": {"enum": list(Origin.values)},
    "parent": {**_TEXT_OR_NULL, "description": "The request whose picture it went on from."},
}
_PICTURE = _object(
    "url sha256 receipt receipt_lines",
    url="string",
    svg_id="string",
    sha256="string",
    bytes="integer",
    stage_path="string",
    model_used="string",
    answered_by="string",
    validation_status="string",
    policy_version="string",
    receipt={"type": "array", "items": {"type": "object"}},
    receipt_lines={"type": "array", "items": {"type": "string"}},
)
SCHEMAS: dict[str, Any] = {
    "Submission": {
        **_object(
            "prompt_text",
            prompt_text={
                "type": "string",
                "minLength": PROMPT.minimum,
                "maxLength": PROMPT.maximum,
            },
            selected_model="string",
            filename={"type": "string", "maxLength": FILENAME.maximum},
            stage_name={"type": "string", "maxLength": STAGE_NAME.maximum},
            parameters={
                "type": "object",
                "description": f"Any of: {', '.join(LIMITS)}.",
            },
            parent={
                "type": "string",
                "format": "uuid",
                "description": (
                    "A finished request of yours: its picture is changed as prompt_text says. "
                    "Beside it only selected_model; file name, stage and wishes are the parent's."
                ),
            },
            wishes=ref("Wishes"),
        ),
        "additionalProperties": False,
    },
    "Wishes": {
        **_object(
            style={"type": "string", "description": "The name of a style, such as flat."},
            palette={
                "type": ["string", "array"],
                "items": {"type": "string"},
                "description": f"One of {', '.join(PALETTES)}; or up to {MAX_COLOURS} colours.",
            },
            aspect={"enum": list(ASPECTS)},
            detail={"enum": list(DETAILS)},
            avoid={"type": "string", "maxLength": MAX_AVOID},
        ),
        "additionalProperties": False,
    },
    "Brief": _object("request_id status", **_BRIEF),
    "Request": _object(
        "request_id status stages steps cost",
        **_BRIEF,
        owner=_TEXT_OR_NULL,
        parameters="object",
        wishes={"type": ["object", "null"], "description": "null where it is somebody else's."},
        attempts="integer",
        error={"type": ["object", "null"]},
        stages={"type": "array", "items": {"type": "object"}},
        steps={"type": "array", "items": {"type": "object"}},
        cost=_object("usd calls words", usd=_TEXT_OR_NULL, calls="integer", words="string"),
        picture={"oneOf": [_PICTURE, {"type": "null"}]},
    ),
    "Requests": _object(
        "requests next_cursor",
        requests={"type": "array", "items": ref("Brief")},
        next_cursor=_TEXT_OR_NULL,
    ),
    "Models": _object("default models", default="string", models={"type": "array"}),
    "Person": _object(
        "username role may_submit token",
        username="string",
        role="string",
        may_submit="boolean",
        token="object",  # noqa: S106
    ),
    "Problem": _object(
        "type title status code detail cost next reference",
        type="string",
        title="string",
        status="integer",
        code="string",
        detail={"type": "string", "description": "What happened."},
        cost={"type": "string", "description": "Whether it cost anything."},
        next={"type": "string", "description": "What to do now."},
        reference={"type": "string", "description": "Finds it in the log and among the events."},
        errors={"type": "array", "items": {"type": "object"}},
    ),
}
