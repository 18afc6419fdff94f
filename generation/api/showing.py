"""Rows as JSON-ready values."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from generation.concealing import conceal_part, unquoted
from generation.costs import cost_of
from generation.models import CortexModel, GeneratedSVG, PipelineStep, SVGGenerationRequest
from generation.svg import receipt_lines
from generation.watching.progress import stages_of


def brief(request: SVGGenerationRequest, *, prompt: str | None) -> dict[str, Any]:
    """A request in a list. `prompt` is None where it is masked."""
    return {
        "request_id": str(request.pk),
        "url": reverse("api-request", args=[request.pk]),
        "page": reverse("request", args=[request.pk]),
        "status": request.status,
        "created_at": when(request.created_at),
        "finished_at": when(request.finished_at),
        "prompt_text": prompt,
        "selected_model": request.selected_model,
        "filename": request.filename,
        "stage_name": request.stage_name,
        "origin": request.origin,
        "parent": str(request.parent_id) if request.parent_id else None,
    }


def whole(request: SVGGenerationRequest, *, prompt: str | None) -> dict[str, Any]:
    """All of a request, with its steps, its cost and its picture."""
    svg = request.svgs.defer("svg_content").first()
    steps = list(request.steps.all())
    cost = cost_of(request)
    return {
        **brief(request, prompt=prompt),
        "owner": request.owner.get_username() if request.owner else None,
        "parameters": request.parameters,
        # Masked as the prompt is: they are its writer's words, too.
        "wishes": None if prompt is None else request.brief,
        "attempts": request.attempts,
        "error": _error(request),
        "stages": [_stage(stage) for stage in stages_of(request)],
        "steps": [_step(step, unquoted(step.detail, request)) for step in steps],
        "cost": {
            "usd": None if cost.amount is None else f"{cost.amount:.6f}",
            "calls": cost.calls,
            "words": str(cost),
        },
        "picture": picture(request, svg) if svg else None,
    }


def picture(request: SVGGenerationRequest, svg: GeneratedSVG) -> dict[str, Any]:
    conceal_part(request, svg)
    return {
        "url": reverse("api-picture", args=[request.pk]),
        "svg_id": str(svg.pk),
        "sha256": svg.sha256,
        "bytes": svg.file_size,
        "stage_path": svg.stage_path,
        "model_used": svg.model_used,
        "answered_by": svg.answered_by,
        "validation_status": svg.validation_status,
        "policy_version": svg.policy_version,
        "receipt": svg.receipt,
        "receipt_lines": receipt_lines(svg.receipt),
    }


def model(row: CortexModel) -> dict[str, Any]:
    return {
        "name": row.name,
        "provider": row.provider,
        "lifecycle": row.lifecycle,
        "answered_by": row.replacement_id if row.is_retired else row.name,
        "max_output_tokens": row.max_output_tokens,
        "input_price": None if row.input_price is None else str(row.input_price),
        "output_price": None if row.output_price is None else str(row.output_price),
    }


def when(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _error(request: SVGGenerationRequest) -> dict[str, str] | None:
    if not request.error_message:
        return None
    return {
        "category": request.error_category,
        "code": request.error_code,
        "message": request.error_message,
    }


def _stage(stage: Any) -> dict[str, Any]:
    return {"label": stage.label, "state": stage.state, "milliseconds": stage.milliseconds}


def _step(step: PipelineStep, detail: str) -> dict[str, Any]:
    return {
        "attempt": step.attempt,
        "name": step.name,
        "started_at": when(step.started_at),
        "milliseconds": step.duration_ms,
        "outcome": step.outcome,
        "detail": detail,
    }
