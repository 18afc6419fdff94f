"""Asking for all good lines of a batch: all of them or none, once."""

import hashlib
import json
from collections.abc import Sequence
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from auditing.recording import record_event
from generation import budgets, services
from generation.batch.planning import Row
from generation.batch.reading import MOST_LINES
from generation.models import Origin, SVGGenerationRequest, UserSession
from generation.permissions import require_submit
from generation.submission import Ancestry


def submit_batch(
    *, by: User, rows: Sequence[Row], stage_name: str, key: str, session: UserSession | None
) -> UUID:
    """Make a request of each row, in one group; returns the group.

    The same `key` with the same rows again gives the group that it has made.

    Raises:
        PermissionDenied: `by` may not ask for pictures, or not of one of the models.
        OverBudget: all of them together would cost more than is left.
        ValidationError: no row, too many, or one that breaks a rule; nothing is made.
    """
    if not 0 < len(rows) <= MOST_LINES:
        raise ValidationError(_("A batch has 1 to %s pictures.") % MOST_LINES)
    # Before the transaction, so that the record of a refusal stays.
    for model in dict.fromkeys(row.model for row in rows):
        require_submit(by, model=model, stage=stage_name, action="batch.submit")
    group = _group(by, rows, stage_name, key or uuid4().hex)
    with transaction.atomic():
        budgets.lock(by)
        # Whoever clicked twice has waited here for the first click.
        if not SVGGenerationRequest.objects.filter(owner=by, group=group).exists():
            budgets.check(budgets.budget_of(by), [row.cost for row in rows])
            _make(by, rows, stage_name, group, session)
    return group


def _group(by: User, rows: Sequence[Row], stage_name: str, key: str) -> UUID:
    """The same for two clicks on one page; another for other rows, another key or person."""
    asked = [(row.prompt, row.filename, row.model, row.brief.as_json()) for row in rows]
    text = json.dumps([by.pk, key, stage_name, asked], sort_keys=True)
    return UUID(bytes=hashlib.sha256(text.encode()).digest()[:16], version=4)


def _make(
    by: User, rows: Sequence[Row], stage_name: str, group: UUID, session: UserSession | None
) -> None:
    for row in rows:
        services.submit(
            by=by,
            prompt_text=row.prompt,
            selected_model=row.model,
            filename=row.filename,
            stage_name=stage_name,
            brief=row.brief,
            ancestry=Ancestry(Origin.BATCH, group=group),
            session=session,
        )
    record_event(
        by=by,
        action="batch.submit",
        label=SVGGenerationRequest._meta.label,
        context={"group": str(group), "count": len(rows)},
        subject_owner=by,
    )
