"""The catalogue: seeds, replacements, prices, and what the account says."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from auditing.models import AccessEvent
from generation import catalogue
from generation.models import CortexModel
from tests.factories import CortexModelFactory

pytestmark = pytest.mark.django_db

SPECIFIED = ["openai-gpt-4.1", "claude-4-sonnet", "claude-3-7-sonnet", "claude-3-5-sonnet"]


@pytest.mark.parametrize("name", SPECIFIED)
def test_the_specified_names_are_offered_and_answered_by_a_living_model(name: str) -> None:
    model = CortexModel.objects.offered().get(pk=name)

    assert model.is_retired
    assert not model.answering_model().is_retired


def test_seeding_again_keeps_what_an_administrator_changed() -> None:
    CortexModel.objects.filter(pk="claude-sonnet-4-5").update(input_price=Decimal("99"))

    catalogue.seed_catalogue()

    assert CortexModel.objects.get(pk="claude-sonnet-4-5").input_price == 99


def test_replacements_that_run_in_a_circle_answer_nobody() -> None:
    first = CortexModelFactory.create(lifecycle="EOL")
    second = CortexModelFactory.create(lifecycle="EOL", replacement=first)
    first.replacement = second
    first.save()

    with pytest.raises(ValidationError):
        second.answering_model()


def test_an_unknown_price_makes_an_unknown_cost() -> None:
    priced = CortexModelFactory.create(input_price=Decimal(3), output_price=Decimal(15))
    unpriced = CortexModelFactory.create(input_price=Decimal(3))

    assert priced.cost(1000, 2000) == Decimal("0.033")
    assert unpriced.cost(1000, 2000) is None
    assert priced.cost(None, 2000) is None


def test_refreshing_writes_lifecycle_and_leaves_prices(stand_in: str) -> None:
    CortexModel.objects.filter(pk="claude-sonnet-4-5").update(lifecycle="LEGACY")
    CortexModel.objects.filter(pk="claude-haiku-4-5").delete()

    catalogue.refresh(by=None)

    kept = CortexModel.objects.get(pk="claude-sonnet-4-5")
    assert (kept.lifecycle, kept.input_price) == ("GA", Decimal(3))
    assert not CortexModel.objects.get(pk="claude-haiku-4-5").is_offered
    assert AccessEvent.objects.get(action="models.refresh").context["found"] > 5


def test_choices_are_cached_until_the_catalogue_changes(django_assert_num_queries: Any) -> None:
    before = catalogue.choices()
    with django_assert_num_queries(1):  # the version alone
        assert catalogue.choices() == before

    CortexModelFactory.create(name="brand-new")
    assert "brand-new" in dict(catalogue.choices())

    model = CortexModel.objects.get(pk="brand-new")
    model.is_offered = False
    model.save()
    assert "brand-new" not in dict(catalogue.choices())

    CortexModel.objects.filter(pk="brand-new").delete()
    assert catalogue.choices() == before
