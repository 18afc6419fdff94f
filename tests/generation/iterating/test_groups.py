"""What was asked for together: sums, who sees it, the blind vote, cancelling all."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from auditing.models import AccessEvent
from generation.iterating import groups
from generation.iterating.groups import Group
from generation.iterating.standings import Standing, standings
from generation.models import Origin, Status, SVGGenerationRequest, Vote
from tests.factories import (
    CortexResponseFactory,
    GeneratedSVGFactory,
    PartialPictureFactory,
    PipelineStepFactory,
    RequestFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def make(owner: User, *models: str, origin: str = Origin.COMPARED) -> UUID:
    """A group whose members have a picture each."""
    key = uuid4()
    for model in models:
        request = RequestFactory.create(
            owner=owner, group=key, origin=origin, status=Status.COMPLETED, selected_model=model
        )
        GeneratedSVGFactory.create(request=request)
        CortexResponseFactory.create(request=request, cost=Decimal("0.25"))
    return key


def found(user: User, key: UUID) -> Group:
    group = groups.group_of(user, key)
    assert group is not None
    return group


def vote(by: User, key: UUID, at: int = 0) -> bool:
    return groups.vote(by=by, key=key, request_id=found(by, key).members[at].request.pk)


def test_the_sum_is_what_its_members_really_cost(staff: User) -> None:
    group = found(staff, make(staff, "a", "b", "c"))

    assert group.cost.amount == Decimal("0.75")
    assert [member.tokens for member in group.members] == [150, 150, 150]


def test_one_unknown_cost_makes_the_sum_unknown(staff: User) -> None:
    key = make(staff, "a")
    lost = RequestFactory.create(owner=staff, group=key, status=Status.FAILED)
    PipelineStepFactory.create(request=lost, outcome="failed")

    assert found(staff, key).cost.amount is None


def test_somebody_elses_group_is_not_there(staff: User, admin_user: User) -> None:
    key = make(UserFactory.create(), "a", "b")

    assert groups.group_of(staff, key) is None
    assert groups.group_of(admin_user, key) is not None


def test_looking_at_a_group_costs_the_same_whatever_its_size(
    staff: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found(staff, make(staff, "a"))  # reads the person's role, once
    for models in (["a", "b"], ["a"] * 12):
        key = make(staff, *models)
        with django_assert_num_queries(6):
            found(staff, key)


def test_the_order_of_a_comparison_is_shuffled_and_stays(staff: User) -> None:
    keys = [make(staff, "a", "b", "c", "d") for _ in range(8)]
    orders = [[m.request.selected_model for m in found(staff, key).members] for key in keys]

    assert orders == [[m.request.selected_model for m in found(staff, key).members] for key in keys]
    assert any(order != ["a", "b", "c", "d"] for order in orders)


def test_a_comparison_is_blind_until_the_vote(staff: User) -> None:
    key = make(staff, "a", "b")
    before = found(staff, key).is_blind

    assert vote(staff, key)
    assert (before, found(staff, key).is_blind) == (True, False)
    assert AccessEvent.objects.get(action="comparison.vote").context["group"] == str(key)


def test_the_first_vote_stays(staff: User) -> None:
    key = make(staff, "a", "b")

    assert vote(staff, key, at=0)
    assert not vote(staff, key, at=1)
    assert Vote.objects.get().request == found(staff, key).members[0].request
    assert AccessEvent.objects.filter(action="comparison.vote").count() == 1


def test_nobody_votes_for_somebody_else(staff: User, admin_user: User) -> None:
    key = make(staff, "a", "b")

    assert not vote(admin_user, key)
    assert not Vote.objects.exists()


def test_no_vote_while_one_is_still_drawn(staff: User) -> None:
    key = make(staff, "a", "b")
    RequestFactory.create(owner=staff, group=key, origin=Origin.COMPARED)

    assert not vote(staff, key)
    assert found(staff, key).is_blind


def test_with_one_picture_there_is_nothing_to_choose(staff: User) -> None:
    key = make(staff, "a")
    RequestFactory.create(owner=staff, group=key, origin=Origin.COMPARED, status=Status.FAILED)

    assert not found(staff, key).is_blind
    assert not vote(staff, key)


def test_a_picture_of_another_group_gets_no_vote(staff: User) -> None:
    key, other = make(staff, "a", "b"), make(staff, "a", "b")

    assert not groups.vote(by=staff, key=key, request_id=found(staff, other).members[0].request.pk)


def test_variations_are_not_voted_on(staff: User) -> None:
    key = make(staff, "a", "a", origin=Origin.VARIATION)

    assert not vote(staff, key)


def test_cancelling_all_leaves_what_has_ended(staff: User) -> None:
    key = make(staff, "a", origin=Origin.VARIATION)
    waiting = [RequestFactory.create(owner=staff, group=key) for _ in range(2)]

    assert groups.cancel_group(by=staff, key=key) == 2
    assert groups.cancel_group(by=staff, key=key) == 0
    ended = SVGGenerationRequest.objects.filter(pk__in=[request.pk for request in waiting])
    assert {request.error_category for request in ended} == {"cancelled"}


def test_nobody_cancels_somebody_elses_group(staff: User) -> None:
    key = uuid4()
    RequestFactory.create(group=key)

    assert groups.cancel_group(by=staff, key=key) == 0


def test_which_models_win(staff: User) -> None:
    for _ in range(2):
        key = make(staff, "a", "b")
        winner = next(
            m.request for m in found(staff, key).members if m.request.selected_model == "b"
        )
        groups.vote(by=staff, key=key, request_id=winner.pk)
    other = UserFactory.create()
    vote(other, make(other, "c", "c"))

    assert standings(staff) == [Standing("b", 2, 2), Standing("a", 2, 0)]
    assert {row.model for row in standings()} == {"a", "b", "c"}


def test_those_that_are_being_drawn_show_what_can_be_seen(staff: User) -> None:
    key = uuid4()
    waiting, drawn = (
        RequestFactory.create(owner=staff, group=key, origin=Origin.VARIATION, status=status)
        for status in (Status.PENDING, Status.PROCESSING)
    )
    before = found(staff, key).state
    PartialPictureFactory.create(request=drawn, characters=120)
    group = found(staff, key)

    seen = {member.request.pk: member.written for member in group.members}
    assert seen == {waiting.pk: None, drawn.pk: 120}
    assert group.state != before


def test_a_large_group_is_not_asked_for_with_each_stroke(staff: User) -> None:
    key = uuid4()
    for _ in range(groups.MOST_GROWING + 1):
        request = RequestFactory.create(
            owner=staff, group=key, origin=Origin.VARIATION, status=Status.PROCESSING
        )
        PartialPictureFactory.create(request=request)

    assert {member.written for member in found(staff, key).members} == {None}


def test_a_comparison_does_not_show_who_is_faster(staff: User) -> None:
    key = uuid4()
    request = RequestFactory.create(
        owner=staff, group=key, origin=Origin.COMPARED, status=Status.PROCESSING
    )
    PartialPictureFactory.create(request=request)

    assert found(staff, key).members[0].written is None
