"""Putting an event at the end of a lane."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import DEFAULT_DB_ALIAS, transaction

from auditing.chain.canonical import content_text, personal_digest, personal_text
from auditing.chain.heads import Head, move_head, signed_head, take_head
from auditing.chain.keys import present_key_id, sign

if TYPE_CHECKING:
    from auditing.models import AccessEvent

SALT_BYTES = 16


@contextmanager
def appending(event: AccessEvent, *, using: str | None = None) -> Iterator[None]:
    """Around the insert: gives `event` its place and hash, and moves the head behind it.

    No savepoint: where this fails, the caller's transaction cannot be committed any more, even if
    somebody catches the error. Nothing happens unrecorded.
    """
    using = using or DEFAULT_DB_ALIAS
    with transaction.atomic(using=using, savepoint=False):
        head = take_head(using)
        seal(event, head)
        yield
        move_head(head, to=signed_head(event.chain, event.position, event.hash), using=using)


def seal(event: AccessEvent, head: Head) -> None:
    """Fill in the columns of the chain."""
    event.salt = secrets.token_hex(SALT_BYTES)
    event.personal_digest = personal_digest(event.salt, personal_text(event))
    event.chain, event.position = head.chain, head.position + 1
    event.previous_hash = head.hash
    event.key_id = present_key_id()
    event.hash = sign(content_text(event))
