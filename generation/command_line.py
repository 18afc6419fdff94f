"""What `manage.py generate` does: submit, run in this process, report."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from generation import accounts, services, stages, sweeping
from generation.brief import Brief
from generation.costs import cost_of
from generation.filenames import propose_filename
from generation.models import GeneratedSVG, SnowflakeStage, SVGGenerationRequest
from generation.pipeline import runner
from generation.submitting.wishes import make_brief
from generation.svg import receipt_lines


def generate(options: dict[str, Any], *, say: Callable[[str], None]) -> dict[str, Any]:
    """Make one picture and return what there is to report about it.

    Raises:
        ValidationError, PermissionDenied: the request was refused; nothing was begun.
        CommandError: the output file cannot be written, or there is no such account.
    """
    output: Path | None = options["output"]
    _check_writable(output)
    request = services.submit(
        by=_actor(options["user"]),
        prompt_text=options["prompt"],
        selected_model=options["model"],
        filename=options["filename"] or _filename(output, options["prompt"]),
        stage_name=options["stage"] or _first_stage(),
        brief=_brief(options),
        nudge=False,
    )
    _run(request, say=say)
    return _report(request)


def _brief(options: dict[str, Any]) -> Brief:
    names = ("palette", "aspect", "detail", "avoid")
    wished: dict[str, Any] = {name: options.get(name) or "" for name in names}
    return make_brief(preset=options.get("style") or "", **wished)


def plain(error: ValidationError) -> str:
    """The messages of a refusal, each once, on one line."""
    return " ".join(dict.fromkeys(error.messages))


def _check_writable(output: Path | None) -> None:
    """Before anything is paid for: a picture that cannot be saved should not be drawn."""
    if output is None:
        return
    if not _is_writable(output):
        raise CommandError(f"{output} cannot be written. Name a file in a folder that exists.")


def _is_writable(output: Path) -> bool:
    folder = output.absolute().parent
    try:
        return not output.is_dir() and folder.is_dir() and os.access(folder, os.W_OK)
    except OSError:  # a name that is too long
        return False


def _actor(name: str | None) -> User:
    if not name:
        return accounts.command_line_account()
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no account {name!r}.")
    return user


def _filename(output: Path | None, prompt: str) -> str:
    stem = output.stem if output else ""
    return stem if re.fullmatch(r"[a-zA-Z0-9_-]{1,255}", stem) else propose_filename(prompt)


def _first_stage() -> str:
    if not SnowflakeStage.objects.exists():
        stages.synchronise(by=None)
    first = SnowflakeStage.objects.filter(is_available=True).order_by("created_at").first()
    if first is None:
        raise CommandError("There is no stage. Create one on Snowflake, or name one with --stage.")
    return first.stage_name


def _run(request: SVGGenerationRequest, *, say: Callable[[str], None]) -> None:
    try:
        runner.run(request.pk, say=lambda step: say(f"… {step.replace('_', ' ')}"))
    except KeyboardInterrupt:
        if request.owner:
            services.cancel(by=request.owner, request_id=request.pk)
        request.refresh_from_db()
        sweeping.recover(request)
    request.refresh_from_db()


def save(request_id: str, output: Path | None) -> None:
    """Write the picture to a file as well.

    Raises:
        CommandError: the file cannot be written; the picture lies on its stage all the same.
    """
    if output is None:
        return
    svg = GeneratedSVG.objects.get(request=UUID(request_id))
    try:
        output.write_bytes(svg.svg_content.encode())
    except OSError as error:
        raise CommandError(
            f"{output} could not be written ({error.strerror}). The picture is at {svg.stage_path}."
        ) from error


def _report(request: SVGGenerationRequest) -> dict[str, Any]:
    svg = request.svgs.first()
    response = request.responses.filter(status="success").first()
    cost = cost_of(request)
    not_drawn = response.not_drawn if response else []
    return {
        "request_id": str(request.pk),
        "status": request.status,
        "error": request.error_message,
        "model_used": svg.model_used if svg else None,
        "answered_by": svg.answered_by or svg.model_used if svg else None,
        "stage_path": svg.stage_path if svg else None,
        "file_size": svg.file_size if svg else None,
        "sha256": svg.sha256 if svg else None,
        "processing_time_ms": svg.processing_time_ms if svg else None,
        "tokens": response.tokens_used if response else None,
        "cost": None if cost.amount is None else float(cost.amount),
        "cost_in_words": str(cost),
        "warnings": [
            *(receipt_lines(svg.receipt) if svg else []),
            *(f"not drawn: {word}" for word in not_drawn),
        ],
    }
