"""Making, finding and revoking the tokens of the API."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from auditing.recording import record_event
from generation.models import ApiToken

# Tells a token from other secrets, for whoever finds one in a file.
MARK = "svgsite_"
PREFIX_LENGTH = len(MARK) + 4
LONGEST_DAYS = 365
USED_STEP = timedelta(hours=1)


@transaction.atomic
def create(*, by: User, name: str, days: int) -> tuple[ApiToken, str]:
    """A new token of `by`, and its text, which nothing can show again."""
    text = MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        owner=by,
        name=name,
        prefix=text[:PREFIX_LENGTH],
        digest=digest_of(text),
        expires_at=timezone.now() + timedelta(days=min(days, LONGEST_DAYS)),
    )
    record_event(by=by, action="token.create", resource=token, context={"prefix": token.prefix})
    return token, text


@transaction.atomic
def revoke(*, by: User, tokens: QuerySet[ApiToken]) -> int:
    """End those of `tokens` that are not revoked yet; returns how many."""
    ended = 0
    for token in tokens.filter(revoked_at=None):
        left = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
        if left.update(revoked_at=timezone.now()) == 1:
            context = {"prefix": token.prefix}
            record_event(by=by, action="token.revoke", resource=token, context=context)
            ended += 1
    return ended


def find(text: str) -> ApiToken | None:
    """The token of this text, usable or not."""
    if not text.startswith(MARK):
        return None
    return ApiToken.objects.select_related("owner").filter(digest=digest_of(text)).first()


def touch(token_id: UUID) -> None:
    """Say that it was used, at most once an hour."""
    now = timezone.now()
    stale = ApiToken.objects.filter(pk=token_id).exclude(last_used_at__gt=now - USED_STEP)
    stale.update(last_used_at=now)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
