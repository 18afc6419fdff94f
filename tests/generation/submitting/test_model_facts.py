"""Price, speed and life of the models, as this site has measured them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from auditing.metrics.histogram import Histogram
from generation.models import CortexModel
from generation.submitting.model_facts import ASSUMED_TOKENS, all_facts, estimated_cost
from tests.factories import DailyAnswersFactory, DailyTimingsFactory

pytestmark = pytest.mark.django_db
MODEL = "claude-sonnet-4-5"


def answers(calls: int, told: int, said: int, **more: Any) -> None:
    DailyAnswersFactory.create(
        **{
            "day": timezone.localdate(),
            "person_id": 0,
            "model": MODEL,
            "is_preview": False,
            "status": "success",
            "calls": calls,
            "prompt_tokens": told * calls,
            "completion_tokens": said * calls,
            **more,
        }
    )


def test_without_history_an_assumption_is_told_as_one() -> None:
    facts = all_facts()[MODEL]

    assert (facts.tokens, facts.is_measured, facts.seconds) == (ASSUMED_TOKENS, False, None)
    assert facts.cost == Decimal("0.0405")  # 1,000 at $3 and 2,500 at $15 a million


def test_what_was_measured_counts() -> None:
    answers(6, 2000, 4000)
    answers(3, 90, 90, is_preview=True)
    answers(5, 1, 1, day=timezone.localdate() - timedelta(days=60))
    answers(9, 1, 1, person_id=5)

    facts = all_facts()[MODEL]

    assert (facts.tokens, facts.is_measured) == ((2000, 4000), True)
    assert facts.cost == Decimal("0.066")


def test_a_model_nobody_has_used_is_measured_by_the_others() -> None:
    answers(6, 2000, 4000)

    assert all_facts()["claude-haiku-4-5"].tokens == (2000, 4000)


def test_a_few_answers_say_nothing() -> None:
    answers(4, 2000, 4000)

    assert not all_facts()[MODEL].is_measured


@pytest.mark.parametrize(("name", "is_preview"), [("", False), ("preview", True)])
def test_speed_is_the_median_of_the_models_own_times(name: str, is_preview: bool) -> None:
    times = Histogram()
    for milliseconds in (1000, 8000, 30000):
        times.add(milliseconds)
    DailyTimingsFactory.create(
        day=timezone.localdate(), kind="model", name=name, model=MODEL, buckets=times.to_json()
    )

    facts = all_facts()[MODEL]

    assert facts.seconds == pytest.approx(8, rel=0.02)
    assert facts.is_preview == is_preview


def test_a_retired_model_costs_what_its_replacement_costs() -> None:
    CortexModel.objects.filter(pk=MODEL).update(output_price=30)
    facts = all_facts()["claude-3-5-sonnet"]

    assert (facts.answered_by, facts.output_price) == (MODEL, Decimal(30))


def test_an_unknown_price_makes_an_unknown_cost() -> None:
    assert estimated_cost("openai-gpt-5.1") is None
    assert estimated_cost("no-such-model") is None


def test_a_new_price_is_seen_at_once() -> None:
    before = estimated_cost(MODEL)
    model = CortexModel.objects.get(pk=MODEL)
    model.output_price = Decimal(30)
    model.save()

    assert estimated_cost(MODEL) != before
