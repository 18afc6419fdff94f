"""What a request cost: known, nothing, or not known; never one in place of another."""

from decimal import Decimal

import pytest

from generation.costs import cost_of
from generation.models import PipelineStep, Status
from tests.factories import CortexResponseFactory, PipelineStepFactory, RequestFactory

pytestmark = pytest.mark.django_db


def test_nothing_was_asked() -> None:
    cost = cost_of(RequestFactory.create(status=Status.FAILED))

    assert cost.amount == 0
    assert str(cost) == "It cost nothing."


def test_all_calls_are_added_up() -> None:
    request = RequestFactory.create(status=Status.COMPLETED)
    CortexResponseFactory.create(request=request, cost=Decimal("0.01"))
    CortexResponseFactory.create(request=request, cost=Decimal("0.02"))

    assert str(cost_of(request)) == "It cost about $0.0300."


def test_one_call_without_a_price_makes_it_unknown() -> None:
    request = RequestFactory.create(status=Status.COMPLETED)
    CortexResponseFactory.create(request=request, cost=Decimal("0.01"))
    CortexResponseFactory.create(request=request, cost=None)

    assert cost_of(request).amount is None
    assert "not known" in str(cost_of(request))


@pytest.mark.parametrize("outcome", [PipelineStep.Outcome.RUNNING, PipelineStep.Outcome.FAILED])
def test_a_call_that_left_nothing_behind_makes_it_unknown(outcome: str) -> None:
    request = RequestFactory.create(status=Status.FAILED)
    PipelineStepFactory.create(request=request, name="call_cortex", outcome=outcome)

    assert "may be billed" in str(cost_of(request))


def test_a_refused_call_that_is_on_record_costs_nothing() -> None:
    request = RequestFactory.create(status=Status.FAILED)
    PipelineStepFactory.create(request=request, name="call_cortex", outcome="failed")
    CortexResponseFactory.create(request=request, status="rate_limited", cost=0)

    assert str(cost_of(request)) == "It cost nothing."
