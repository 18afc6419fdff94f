"""One batch of a purge: one short transaction that either happened whole or not at all.

In it: the holds stand still, the lease is renewed, copies and children go, what outlives the rows
lets go of them, the rows go, and the batch's own record is written.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from auditing.models import RetentionBatch, RetentionPolicy, RetentionRun
from auditing.retention.copies import delete_copies
from auditing.retention.due import due, of_person, size_of, total_size
from auditing.retention.holds import lock_holds
from auditing.retention.keys import OneOf, as_texts, as_time, read_raw
from auditing.retention.lease import Lease
from auditing.retention.registry import Records
from auditing.retention.rules import FollowsParent
from auditing.retention.statements import delete_dependants

# How often a batch is begun again when somebody changed its rows meanwhile.
ATTEMPTS = 5


class RowsMoved(Exception):  # noqa: N818
    """Rows of the batch were changed by somebody else between two statements."""


@dataclass
class Removed:
    """What one batch took: keys in purge order, as the database holds them."""

    keys: list[Any]
    oldest: datetime
    newest: datetime
    size: int
    child_rows: int = 0


def purge_batch(run: RetentionRun, records: Records, *, limit: int, lease: Lease) -> int:
    """Take the next `limit` due rows. Returns how many there were; 0 is the end.

    Raises:
        LeaseLost: another purge goes on; nothing was changed.
        RowsMoved: the rows were changed at each attempt.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return _purge_batch(run, records, limit, lease)
        except (RowsMoved, IntegrityError):
            # A child that somebody added, or an owner's retry: the next look sees it.
            run.refresh_from_db()
            if attempt == ATTEMPTS:
                raise RowsMoved(f"Rows of {records.label} kept changing.") from None
    raise AssertionError("unreachable")


def _purge_batch(run: RetentionRun, records: Records, limit: int, lease: Lease) -> int:
    lock_holds()
    lease.renew()
    rows = read_raw(next_rows(run, records)[:limit])
    if not rows:
        return 0
    keys, dates, sizes = (list(column) for column in zip(*rows, strict=True))
    removed = Removed(keys, as_time(dates[0]), as_time(dates[-1]), sum(sizes))
    copies = delete_copies(run, records.label, keys)
    _take_children(run, records, removed)
    _take(run, records, keys)
    _write(run, records, removed, copies)
    return len(keys)


def next_rows(run: RetentionRun, records: Records) -> QuerySet[Any]:
    """(key, date, bytes) of the due rows behind the cursor, the oldest first."""
    date = records.rule.counted_from
    rows = due(records, run.cutoff)
    if run.erasure:
        rows = rows.filter(of_person(records, run.erasure.person_id))
    if cursor := run.cursor.get(records.label):
        at = datetime.fromisoformat(cursor[0])
        same = Q(**{date: at, "pk__gt": cursor[1]})
        rows = rows.filter(Q(**{f"{date}__gte": at}), Q(**{f"{date}__gt": at}) | same)
    sized = rows.annotate(row_size=size_of(records.model, records.rule.size))
    ordered: QuerySet[Any] = sized.order_by(date, "pk").values_list("pk", date, "row_size")
    return ordered


def _take_children(run: RetentionRun, records: Records, removed: Removed) -> None:
    """All that goes with the rows; what outlives them keeps pointing to anonymous ones."""
    if run.action == RetentionPolicy.Action.DELETE:
        removed.child_rows, size = delete_dependants(records, removed.keys)
        removed.size += size
        return
    for child in records.children():
        goes = isinstance(child.answer, FollowsParent) and child.answer.is_personal
        if goes or child.answer.anonymise:
            rows = child.model._base_manager.filter(**{f"{child.lookup}__in": removed.keys})
            removed.size += total_size(rows, child.answer.size)
            changed = rows.delete()[0] if goes else rows.update(**(child.answer.anonymise or {}))
            removed.child_rows += changed


def _take(run: RetentionRun, records: Records, keys: list[Any]) -> None:
    """The rows themselves; asked again whether they may go, which the database decides.

    Raises:
        RowsMoved: not all of them went.
    """
    if records.rule.delete_with:
        taken = import_string(records.rule.delete_with)(keys)
    else:
        taken = _take_rows(run, records, keys)
    if taken != len(keys):
        raise RowsMoved


def _take_rows(run: RetentionRun, records: Records, keys: list[Any]) -> int:
    over = {f"{records.rule.counted_from}__lte": run.cutoff}
    rows = records.model._base_manager.filter(records.rule.may_go(), OneOf("pk", keys), **over)
    if run.action == RetentionPolicy.Action.DELETE:
        return int(rows._raw_delete(rows.db))
    return int(rows.update(**(records.rule.anonymise or {})))


def _write(run: RetentionRun, records: Records, removed: Removed, copies: dict[str, int]) -> None:
    number = run.cursor["batches"] = run.cursor.get("batches", 0) + 1
    RetentionBatch.objects.create(
        run=run,
        number=number,
        label=records.label,
        rows=len(removed.keys),
        child_rows=removed.child_rows,
        size=removed.size,
        oldest=removed.oldest,
        newest=removed.newest,
        sha256=digest_of_keys(as_texts(records.model._meta.pk, removed.keys)),
    )
    (last,) = as_texts(records.model._meta.pk, removed.keys[-1:])
    run.cursor[records.label] = [removed.newest.isoformat(), last]
    for name, count in copies.items():
        run.copies[name] = run.copies.get(name, 0) + count
    run.done_rows += len(removed.keys)
    run.child_rows += removed.child_rows
    run.size += removed.size
    run.save(update_fields=["cursor", "copies", "done_rows", "child_rows", "size"])


def digest_of_keys(keys: list[str]) -> str:
    """SHA-256 of the keys in purge order (date, then key), one a line."""
    return hashlib.sha256("".join(f"{key}\n" for key in keys).encode()).hexdigest()


def digest_of_run(run: RetentionRun) -> str:
    """SHA-256 of the digests of the batches in their order, one a line."""
    digests = run.batches.order_by("number").values_list("sha256", flat=True)
    return digest_of_keys(list(digests))
