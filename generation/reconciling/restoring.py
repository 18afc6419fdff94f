"""A damaged record gets back its own bytes, which the file on the stage still has."""

from django.contrib.auth.models import User
from django.db import transaction

from auditing.recording import record_event
from generation.models import GeneratedSVG
from generation.reconciling.judging import digest_of
from generation.svg import sanitise
from generation.svg.policy import PROFILES


def can_restore(svg: GeneratedSVG, content: bytes) -> bool:
    """Whether these are the recorded bytes, and today's sanitiser would change nothing of them."""
    if digest_of(content) != svg.sha256:
        return False
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    profiles = [svg.request.svg_profile] if svg.request else list(PROFILES)
    return any(sanitise(text, profile=profile).content == text for profile in profiles)


@transaction.atomic
def restore_record(*, by: User | None, svg: GeneratedSVG, content: bytes) -> bool:
    """Write `content` into the record. False where it may not be, or the record has changed since.

    The bytes must have the recorded SHA-256, and the sanitiser must leave them as they are.
    """
    if not can_restore(svg, content):
        return False
    as_read = GeneratedSVG.objects.filter(
        pk=svg.pk, sha256=svg.sha256, stage_path=svg.stage_path, svg_content=svg.svg_content
    )
    if not as_read.update(svg_content=content.decode(), file_size=len(content)):
        return False
    context = {"sha256": svg.sha256, "size": len(content)}
    record_event(by=by, action="picture.restore", resource=svg, context=context)
    return True
