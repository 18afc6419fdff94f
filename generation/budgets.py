"""What a person may still spend this month, and the refusal where it is not enough.

Spent is what the answers of this calendar month cost. Besides, each request that is under way
reserves what it was estimated to cost, so that a hundred clicks in a second cannot spend a budget
a hundred times. An unknown price is neither: it is told as unknown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, Sum
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from auditing.access import ADMIN, MANAGER, USER, role_of
from auditing.humane import grouped
from generation.models import Budget, CortexResponse, Origin, Status, SVGGenerationRequest
from generation.submitting.model_facts import estimated_cost

# US dollars a month, for a new installation; administrators change them.
SEEDS = {USER: Decimal(25), MANAGER: Decimal(25), ADMIN: Decimal(100)}


class OverBudget(ValidationError):  # noqa: N818  read as an outcome
    """The month's money would not be enough. Nothing was asked of a model."""


@dataclass(frozen=True)
class BudgetState:
    """Of one person and one month, in US dollars.

    Attributes:
        monthly: None for no limit.
        spent: of answers with a known price; `unpriced` answers have none.
        reserved: what requests under way were estimated to cost.
        renews: the first moment of the next month.
    """

    monthly: Decimal | None
    spent: Decimal
    reserved: Decimal
    unpriced: int
    renews: datetime

    @property
    def remaining(self) -> Decimal | None:
        """Never below nothing; None for no limit."""
        if self.monthly is None:
            return None
        return max(self.monthly - self.spent - self.reserved, Decimal(0))

    @property
    def used_share(self) -> int | None:
        """Per cent that is spent or reserved, at most 100; None for no limit."""
        if self.monthly is None:
            return None
        used = self.spent + self.reserved
        return min(100, int(100 * used / self.monthly)) if self.monthly else 100


def seed_budgets(**_: Any) -> None:
    """Give the roles that have none their first budget (a post_migrate receiver)."""
    for role, monthly in SEEDS.items():
        Budget.objects.get_or_create(role=role, defaults={"monthly": monthly})


def budget_of(user: User) -> BudgetState:
    """The person's own budget or that of their role, and what is used of it: three queries."""
    start, renews = _month()
    answers = CortexResponse.objects.filter(owner=user, created_at__gte=start).aggregate(
        spent=Sum("cost"), unpriced=Count("pk", filter=Q(cost=None))
    )
    reserved = _under_way(user).aggregate(total=Sum("estimated_cost"))["total"]
    return BudgetState(
        monthly=_monthly(user),
        spent=answers["spent"] or Decimal(0),
        reserved=reserved or Decimal(0),
        unpriced=answers["unpriced"],
        renews=renews,
    )


def _month() -> tuple[datetime, datetime]:
    """The first moments of this month and of the next, in the site's time zone."""
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    start = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    year, month = (now.year + 1, 1) if now.month == 12 else (now.year, now.month + 1)
    return start, start.replace(year=year, month=month)


def _under_way(user: User) -> Any:
    found = SVGGenerationRequest.objects.filter(
        owner=user, status__in=[Status.PENDING, Status.PROCESSING]
    )
    # the words of the partial index, without which SQLite does not take it
    return found.extra(where=["svg_generation_requests.status IN ('pending', 'processing')"])


def _monthly(user: User) -> Decimal | None:
    found = list(Budget.objects.filter(Q(person=user) | Q(role=role_of(user))))
    own = [budget for budget in found if budget.person_id]
    return (own or found)[0].monthly if found else None


def reserve(by: User, model: str) -> Decimal | None:
    """What a request of this model reserves; call it behind `lock`, where the request is saved.

    Raises:
        OverBudget: it does not fit into what is left.
    """
    estimate = estimated_cost(model)
    check(budget_of(by), [estimate])
    return estimate


def check_retry(failed: SVGGenerationRequest) -> None:
    """The same for one that is tried again, unless its answer is paid for and kept.

    Raises:
        OverBudget: it does not fit into what its owner has left.
    """
    kept = CortexResponse.objects.usable().filter(request=failed)
    is_free = failed.origin == Origin.RECOLOURED or kept.exists()
    if failed.owner is not None and not is_free:
        lock(failed.owner)
        check(budget_of(failed.owner), [failed.estimated_cost])


def lock(by: User) -> None:
    """Whoever else submits for the same person waits until this transaction has ended."""
    # SQLite needs none: its transactions begin by taking the one lock for writing.
    User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)


def check(state: BudgetState, estimates: Iterable[Decimal | None]) -> None:
    """Refuse what does not fit; what has no price fits while anything is left.

    Raises:
        OverBudget: says what is left, what it would cost, and when the budget renews.
    """
    known = sum((cost for cost in estimates if cost is not None), Decimal(0))
    if state.remaining is None or (known <= state.remaining and state.remaining > 0):
        return
    raise OverBudget(
        _(
            "Your budget for this month is not enough: $%(left)s of $%(monthly)s are left, and "
            "this costs about $%(cost)s. It renews on %(renews)s; an administrator can raise it. "
            "Nothing was asked of a model, so this cost nothing."
        )
        % {
            "left": grouped(state.remaining, 2),
            "monthly": grouped(state.monthly or 0, 2),
            "cost": grouped(known, 2),
            "renews": formats.date_format(state.renews, "j F Y"),
        },
        code="budget",
    )
