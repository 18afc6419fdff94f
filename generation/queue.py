"""The nudge: tells a worker that a request waits. The row stays the truth."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import structlog
from django_q.brokers import get_broker
from django_q.brokers.redis_broker import Redis
from django_q.models import OrmQ
from django_q.signing import BadSignature, SignedPackage
from django_q.tasks import async_task
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def nudge(request_id: UUID | str) -> bool:
    """Queue a request's id. A broker that is down costs nothing: the sweep finds the row."""
    try:
        async_task("generation.tasks.generate", str(request_id), task_name=str(request_id)[:36])
    except Exception as error:
        log.warning("nudge_failed", svg_request=str(request_id), error=str(error))
        return False
    return True


def count_nudges(names: Collection[str]) -> int:
    """How many payloads in the broker are named so (a nudge has its request's id)."""
    return len(_payloads(names))


def remove_nudges(names: Collection[str]) -> int:
    """Take payloads out of the broker by their names. Returns how many."""
    found = _payloads(names)
    broker = get_broker()
    if isinstance(broker, Redis):
        return sum(int(broker.connection.lrem(broker.list_key, 1, raw)) for raw in found)
    deleted, _ = OrmQ.objects.filter(pk__in=found).delete()
    return int(deleted)


def _payloads(names: Collection[str]) -> list[Any]:
    """Keys of rows, or raw payloads in Redis. The queue is short, and only a payload's own signed
    text says what it is about."""
    broker = get_broker()
    if not isinstance(broker, Redis):
        rows = OrmQ.objects.iterator() if OrmQ.objects.exists() else iter(())
        return [row.pk for row in rows if row.name() in names]
    try:
        waiting = broker.connection.lrange(broker.list_key, 0, -1)
    except RedisError as error:
        log.warning("broker_unreachable", error=str(error))
        return []
    return [raw for raw in waiting if _name_of(raw) in names]


def _name_of(raw: bytes) -> str:
    """Empty for one that nobody signed, which no worker would take."""
    try:
        return str(SignedPackage.loads(raw).get("name", ""))
    except BadSignature:
        return ""


def is_empty() -> bool:
    """Nothing waits in the broker; also False where it cannot be asked."""
    try:
        return int(get_broker().queue_size()) == 0
    except Exception as error:
        log.warning("broker_unreachable", error=str(error))
        return False
