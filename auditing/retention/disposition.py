"""What will become of a row, and when: for its page, its list and its export."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Model,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce

from auditing.models import RetentionPolicy
from auditing.retention.holds import matching_holds, named_by_hold
from auditing.retention.policies import policies_in_force, policy_for
from auditing.retention.registry import Records, answer_of, parent_of
from auditing.retention.rules import RetentionRule


@dataclass(frozen=True)
class Disposition:
    """`on`: the day of `action` (None: no policy ends it). `matters`: the holds that keep it."""

    on: datetime | None
    action: str = RetentionPolicy.Action.DELETE
    matters: tuple[str, ...] = ()

    @property
    def is_held(self) -> bool:
        return bool(self.matters)


def deletes_on(row: Model) -> Disposition | None:
    """What will become of `row`; None where its model's rows are kept."""
    root = _root(row)
    rule = answer_of(type(root))
    if not isinstance(rule, RetentionRule):
        return None
    policy = policy_for(rule.policy)
    counted: datetime | None = getattr(root, rule.counted_from)
    if policy is None or policy.keep_for is None or counted is None:
        return Disposition(None)
    holds = matching_holds(Records(type(root), rule), root)
    on = counted + policy.keep_for
    return Disposition(on, policy.action, tuple(hold.matter for hold in holds))


def _root(row: Any) -> Any:
    """The row itself, or the one that it goes with."""
    while (parent := parent_of(type(row))) and getattr(row, parent) is not None:
        row = getattr(row, parent)
    return row


def with_deletes_on(rows: QuerySet[Any], *, at: datetime | None = None) -> QuerySet[Any]:
    """The same for a list, in its one statement: annotates `deletes_on` and `is_held`.

    `at`: by the policies and holds of a time that is past. A list of rows that are kept comes back
    as it is.
    """
    roots = list(_roots(rows.model))
    if not roots:
        return rows
    policies = policies_in_force(at)
    dates = [_date(via, records, policies.get(records.rule.policy)) for via, records in roots]
    held = Q(pk__in=[])
    for via, records in roots:
        held |= Q(_alone(via, records), Q(named_by_hold(records, via=via, at=at)))
    annotated: QuerySet[Any] = rows.annotate(
        deletes_on=Coalesce(*dates) if len(dates) > 1 else dates[0],
        is_held=ExpressionWrapper(held, output_field=BooleanField()),
    )
    return annotated


def _roots(model: Any, via: str = "") -> Iterator[tuple[str, Records]]:
    """Whose time counts for a row of `model`, the furthest first, with the way there."""
    answer, parent = answer_of(model), parent_of(model)
    if parent:
        yield from _roots(model._meta.get_field(parent).related_model, f"{via}{parent}__")
    if isinstance(answer, RetentionRule):
        yield via, Records(model, answer)


def _alone(via: str, records: Records) -> Q:
    parent = records.rule.parent
    return Q(**{f"{via}{parent}__isnull": True}) if parent else Q()


def _date(via: str, records: Records, policy: RetentionPolicy | None) -> Any:
    """NULL where nothing deletes the row."""
    if policy is None or policy.keep_for is None:
        return Value(None, output_field=DateTimeField())
    date = F(f"{via}{records.rule.counted_from}") + Value(policy.keep_for)
    return ExpressionWrapper(date, output_field=DateTimeField())
