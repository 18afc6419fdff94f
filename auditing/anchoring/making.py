"""Making an anchor: position, hash and count of every lane, signed, joined to the one before."""

import hashlib
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone

from auditing.anchoring.signing import public_key_text, sign
from auditing.chain.canonical import GENESIS, as_text, json_text
from auditing.chain.heads import Head
from auditing.models import AuditAnchor
from auditing.recording import Actor, record_event

ANCHOR = "audit.anchor"

# One statement sees all lanes at one moment.
_LANES = """
    SELECT h.chain, h.position, h.hash, h.key_id, h.mac,
           (SELECT count(*) FROM access_events e
            WHERE e.chain = h.chain AND e.position <= h.position)
    FROM audit_heads h ORDER BY h.chain"""


@transaction.atomic
def make_anchor(*, by: Actor) -> AuditAnchor:
    """Write down and sign where the trail stands, and record that.

    Raises:
        SigningKeyMissing: the settings name no key.
    """
    record_event(by=by, action=ANCHOR)
    last = AuditAnchor.objects.order_by("pk").last()
    now = timezone.now()
    previous = last.digest if last else GENESIS
    statement: dict[str, Any] = {
        "made_at": as_text(now),
        "lanes": _lanes(),
        "previous": previous,
        "public_key": public_key_text(),
    }
    text = json_text(statement)
    return AuditAnchor.objects.create(
        made_at=now,
        statement=statement,
        previous=previous,
        digest=digest_of(text),
        signature=sign(text),
    )


def digest_of(text: str) -> str:
    """SHA-256 of a statement's canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _lanes() -> dict[str, Any]:
    """Lane → [position, hash, rows]. A head that nobody with the key has written is left out."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_LANES)
        rows = cursor.fetchall()
    heads = [(Head(*row[:5]), row[5]) for row in rows]
    return {
        str(head.chain): [head.position, head.hash, count]
        for head, count in heads
        if head.position and head.is_genuine
    }
