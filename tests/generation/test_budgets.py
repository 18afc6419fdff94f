"""A month's money: what is spent, what is reserved, and who is refused."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from auditing.models import AccessEvent
from generation import services
from generation.budgets import OverBudget, budget_of, seed_budgets
from generation.models import Budget, CortexModel, Origin, SnowflakeStage, Status
from generation.models import SVGGenerationRequest as Request
from generation.submission import Ancestry
from generation.submitting.model_facts import estimated_cost
from tests.factories import (
    BudgetFactory,
    CortexResponseFactory,
    RequestFactory,
    SnowflakeStageFactory,
    UserFactory,
)
from tests.query_plans import plan_of

GIVEN: dict[str, Any] = {
    "prompt_text": "a red house under a yellow sun",
    "selected_model": "claude-sonnet-4-5",
    "filename": "house",
    "stage_name": "SVG_STAGE",
}


def limit(person: User, dollars: str | None) -> None:
    monthly = None if dollars is None else Decimal(dollars)
    Budget.objects.update_or_create(person=person, defaults={"monthly": monthly})


def test_each_role_has_a_budget_and_a_persons_own_counts_first(staff: User) -> None:
    assert budget_of(staff).monthly == 25
    Budget.objects.filter(role="user").update(monthly=7)
    assert budget_of(staff).monthly == 7
    limit(staff, "3.50")
    assert budget_of(staff).monthly == Decimal("3.50")
    limit(staff, None)
    assert budget_of(staff).remaining is None and budget_of(staff).used_share is None


def test_seeding_changes_no_budget_that_stands(db: None) -> None:
    Budget.objects.filter(role="user").update(monthly=None)

    seed_budgets()

    assert Budget.objects.get(role="user").monthly is None


@pytest.mark.parametrize(
    "wrong", [{"role": "user", "person": 1}, {"role": None, "person": None}, {"monthly": -1}]
)
def test_a_budget_is_of_one_and_not_negative(staff: User, wrong: dict[str, Any]) -> None:
    Budget.objects.filter(role="user").delete()
    given = {"person": staff, "monthly": Decimal(1), **wrong}
    if given["person"]:
        given["person"] = staff

    with pytest.raises(ValidationError):
        Budget(**given).full_clean()


def test_spent_is_what_this_months_answers_cost(staff: User) -> None:
    asked = RequestFactory.create(owner=staff, status=Status.COMPLETED)
    CortexResponseFactory.create(request=asked, cost=Decimal("0.50"))
    CortexResponseFactory.create(request=asked, cost=None)
    CortexResponseFactory.create(cost=Decimal(9))  # somebody else's
    before = timezone.now().replace(day=1) - timedelta(days=2)
    CortexResponseFactory.create(request=asked, cost=Decimal(9), created_at=before)

    state = budget_of(staff)

    assert (state.spent, state.unpriced) == (Decimal("0.50"), 1)
    assert state.remaining == Decimal("24.50") and state.used_share == 2
    assert state.renews.day == 1 and timezone.now() < state.renews


def test_what_is_under_way_is_reserved_until_it_has_ended(
    staff: User, stage: SnowflakeStage
) -> None:
    made = services.submit(by=staff, **GIVEN)

    assert made.estimated_cost == estimated_cost("claude-sonnet-4-5") == Decimal("0.0405")
    assert budget_of(staff).reserved == made.estimated_cost
    services.cancel(by=staff, request_id=made.pk)
    assert budget_of(staff).reserved == 0


def test_what_does_not_fit_is_refused_with_the_day_of_renewal(
    staff: User, stage: SnowflakeStage
) -> None:
    limit(staff, "0.05")
    services.submit(by=staff, **GIVEN)

    with pytest.raises(OverBudget) as caught:
        services.submit(by=staff, **{**GIVEN, "filename": "second"})

    told = caught.value.message
    assert "$0.01 of $0.05 are left" in told and "costs about $0.04" in told
    assert f"renews on 1 {budget_of(staff).renews:%B %Y}" in told and "cost nothing" in told
    assert Request.objects.count() == 1
    event = AccessEvent.objects.get(action="request.submit", result="denied")
    assert event.context["why"] == "budget"


def test_the_same_click_again_is_not_refused(staff: User, stage: SnowflakeStage) -> None:
    limit(staff, "0.05")
    first = services.submit(by=staff, submission_key="k", **GIVEN)

    assert services.submit(by=staff, submission_key="k", **GIVEN) == first


def test_an_unknown_price_fits_while_anything_is_left(staff: User, stage: SnowflakeStage) -> None:
    given = {**GIVEN, "selected_model": "openai-gpt-5.1"}
    limit(staff, "0.01")
    assert services.submit(by=staff, **given).estimated_cost is None

    limit(staff, "0")
    with pytest.raises(OverBudget):
        services.submit(by=staff, **{**given, "filename": "second"})


def test_other_colours_ask_no_model_and_reserve_nothing(staff: User, stage: SnowflakeStage) -> None:
    limit(staff, "0")
    parent = RequestFactory.create(owner=staff, status=Status.COMPLETED)

    made = services.submit(by=staff, ancestry=Ancestry(Origin.RECOLOURED, parent), **GIVEN)

    assert made.estimated_cost is None


def test_trying_again_needs_money_too_unless_the_answer_is_kept(
    staff: User, stage: SnowflakeStage
) -> None:
    failed = RequestFactory.create(owner=staff, status=Status.FAILED, estimated_cost=1)
    limit(staff, "0.50")

    with pytest.raises(OverBudget):
        services.retry(by=staff, request_id=failed.pk)
    CortexResponseFactory.create(request=failed, cost=Decimal(0))
    assert services.retry(by=staff, request_id=failed.pk)


@pytest.mark.parametrize("verdict", ["invalid", "empty"])
def test_trying_again_needs_money_where_the_kept_answer_is_no_good(
    staff: User, stage: SnowflakeStage, verdict: str
) -> None:
    failed = RequestFactory.create(owner=staff, status=Status.FAILED, estimated_cost=1)
    CortexResponseFactory.create(request=failed, cost=Decimal(0), validation_status=verdict)
    limit(staff, "0.50")

    with pytest.raises(OverBudget):
        services.retry(by=staff, request_id=failed.pk)


def click_at_once(*forms: dict[str, Any]) -> list[str]:
    """Submits all of them in one moment, where the rest of the budget is enough for one."""
    SnowflakeStageFactory.create()
    CortexModel.objects.update_or_create(
        name="claude-sonnet-4-5",
        defaults={"provider": "anthropic", "input_price": 3, "output_price": 15},
    )
    staff = UserFactory.create()
    BudgetFactory.create(person=staff, monthly=Decimal("0.05"))
    estimated_cost("claude-sonnet-4-5")
    together, ends = Barrier(len(forms)), []

    def click(form: dict[str, Any]) -> None:
        together.wait()
        try:
            services.submit(by=staff, **{**GIVEN, **form})
            ends.append("made")
        except OverBudget:
            ends.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=click, args=[form]) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_spend_the_rest_once() -> None:
    ends = click_at_once(*({"filename": f"house{number}"} for number in range(4)))

    assert ends == ["made", "refused", "refused", "refused"]
    assert Request.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_four_times_at_once_is_not_refused() -> None:
    assert click_at_once(*[{"submission_key": "k"}] * 4) == ["made"] * 4
    assert Request.objects.count() == 1


def test_what_is_reserved_is_found_by_its_index(staff: User) -> None:
    with CaptureQueriesContext(connection) as queries:
        budget_of(staff)
    (sql,) = [query["sql"] for query in queries if "estimated_cost" in query["sql"]]

    # PostgreSQL has several to choose from, and takes the one that its counts of rows speak for.
    found_by = {
        "sqlite": "idx_requests_under_way (owner_id=?)",
        "postgresql": "Index Scan using idx_",
    }
    assert found_by[connection.vendor] in plan_of(sql)
