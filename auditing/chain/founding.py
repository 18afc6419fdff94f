"""What the trail needs before its first event: heads and triggers (a post_migrate receiver).

And what the migration calls that brings the chain to a database which has events already.
"""

from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from auditing.chain import triggers
from auditing.chain.appending import seal
from auditing.chain.canonical import plain
from auditing.chain.heads import Head, first_heads, signed_head

BATCH = 500  # rows held in memory at once


def found_chain(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Heads are made for an empty trail only: one that is missing later is evidence."""
    connection = connections[using]
    if "audit_heads" not in connection.introspection.table_names():
        return
    if connection.vendor in ("sqlite", "postgresql"):
        triggers.install(connection)
    if _is_empty(using):
        _make_heads(using)


def _is_empty(using: str) -> bool:
    from auditing.models import AccessEvent, AuditHead, PrunedStretch

    models = (AccessEvent, AuditHead, PrunedStretch)
    return not any(model._default_manager.using(using).exists() for model in models)


def _make_heads(using: str) -> None:
    from auditing.models import AuditHead

    AuditHead.objects.using(using).bulk_create(AuditHead(**vars(head)) for head in first_heads())


def chain_events_of_before(events: Any, heads: Any, *, using: str) -> None:
    """Put the events that were written without a chain into the first lane, oldest first.

    `events` and `heads` are the models as that migration knows them.
    """
    rows = events._base_manager.using(using).order_by("timestamp", "event_id")
    ids: list[UUID] = list(rows.values_list("event_id", flat=True))
    if not ids:
        return
    first, *others = first_heads()
    for start in range(0, len(ids), BATCH):
        found = rows.in_bulk(ids[start : start + BATCH])
        batch = [found[event_id] for event_id in ids[start : start + BATCH]]
        for event in batch:
            first = _chain(event, first)
        rows.bulk_update(batch, _WRITTEN)
    heads._base_manager.using(using).bulk_create(heads(**vars(head)) for head in (first, *others))


_WRITTEN = [
    *("action", "resource_label", "resource_id", "request_id", "context", "personal"),
    *("actor_id", "actor_name", "chain", "position", "previous_hash", "hash", "key_id"),
    *("salt", "personal_digest"),
]


def _chain(event: Any, head: Head) -> Head:
    for name in ("action", "resource_label", "resource_id", "actor_id", "actor_name"):
        setattr(event, name, plain(getattr(event, name), event._meta.get_field(name).max_length))
    facts = dict(event.context or {})
    event.request_id = plain(str(facts.pop("request_id", "")), 64)
    event.personal = {name: facts.pop(name) for name in ("ip", "username") if name in facts}
    event.context = facts
    seal(event, head)
    return signed_head(event.chain, event.position, event.hash)
