"""What a picture came from, what came from it, and what the wishes changed."""

from datetime import timedelta
from typing import Any, cast

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from generation.brief import Brief
from generation.iterating.versions import Change, changes_between, versions_of
from generation.models import GeneratedSVG, Origin, Status, SVGGenerationRequest
from tests.factories import PICTURE, GeneratedSVGFactory, RequestFactory, UserFactory

pytestmark = pytest.mark.django_db


def child_of(parent: SVGGenerationRequest, **values: Any) -> SVGGenerationRequest:
    given = {
        "owner": parent.owner,
        "parent": parent,
        "origin": Origin.REFINED,
        "status": Status.COMPLETED,
        "created_at": parent.created_at + timedelta(seconds=1),
        **values,
    }
    request: SVGGenerationRequest = RequestFactory.create(**given)
    return request


def chain(length: int) -> list[SVGGenerationRequest]:
    made = [RequestFactory.create(created_at=timezone.now() - timedelta(hours=1))]
    for _ in range(length - 1):
        made.append(child_of(made[-1]))
    return made


def test_a_request_alone_has_no_versions() -> None:
    assert not versions_of(RequestFactory.create())


def test_ancestors_stand_oldest_first_and_children_below() -> None:
    first, second, third = chain(3)
    others = [child_of(second), child_of(second)]

    found = versions_of(second)
    assert found.ancestors == [first]
    assert set(found.children) == {third, *others}
    assert not found.lost


def test_depth_and_number_are_bounded(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    made = chain(9)
    for _ in range(15):
        child_of(made[-1])

    newest = SVGGenerationRequest.objects.get(pk=made[-1].pk)
    with django_assert_max_num_queries(2):
        found = versions_of(newest)
    assert list(found.ancestors) == made[4:8]
    assert (found.is_cut, found.lost, found.more_children) == (True, False, True)
    assert len(found.children) == 6


def test_a_parent_that_was_deleted_is_told() -> None:
    first, second, third = chain(3)
    first.delete()

    found = versions_of(SVGGenerationRequest.objects.get(pk=third.pk))
    assert (list(found.ancestors), found.lost) == ([second], True)


def test_what_was_made_anonymous_is_nobodys_version() -> None:
    first, second = chain(2)
    SVGGenerationRequest.objects.filter(pk=first.pk).update(owner=None, prompt_text="")

    found = versions_of(SVGGenerationRequest.objects.get(pk=second.pk))
    assert (list(found.ancestors), found.lost) == ([], True)


def test_somebody_elses_child_is_not_shown() -> None:
    first = RequestFactory.create()
    child_of(first, owner=UserFactory.create())

    assert not versions_of(first)


def test_what_was_asked_for_otherwise() -> None:
    first = RequestFactory.create(brief=Brief(palette=("#112233",), detail="simple").as_json())
    brief = Brief(detail="simple", recolour={"#ff0000": "#0000ff"}).as_json()
    second = child_of(first, origin=Origin.RECOLOURED, brief=brief)

    assert changes_between(first, second) == [
        Change("Model", "claude-sonnet-4-5", "none, edited on the page"),
        Change("Colours", "#112233", ""),
        Change("Colours changed", "", "#ff0000 → #0000ff"),
    ]
    assert changes_between(first, first) == []


def test_a_wish_takes_nothing_away_of_what_was_asked() -> None:
    first = RequestFactory.create(prompt_text="a red house")
    told = Brief(told_before=("a red house", "make it blue")).as_json()
    third = child_of(first, prompt_text="add a tree", brief=told)

    assert changes_between(first, third) == [Change("Wished since", "", "make it blue; add a tree")]
    other = RequestFactory.create(prompt_text="a boat")
    assert changes_between(other, third) == [
        Change("Prompt", "a boat", "a red house; make it blue; add a tree")
    ]


def test_two_versions_side_by_side(client: Client) -> None:
    first, second = chain(2)
    GeneratedSVGFactory.create(request=first)
    blue = PICTURE.replace('width="10" height="10" fill="red"', 'width="5" height="10" fill="blue"')
    GeneratedSVGFactory.create(request=second, svg_content=blue)
    SVGGenerationRequest.objects.filter(pk=second.pk).update(prompt_text="make it blue, half")
    client.force_login(first.owner)

    for keys in ([first.pk, second.pk], [second.pk, first.pk]):
        text = client.get(reverse("versions", args=keys)).content.decode()
        assert "100.0 % of the picture looks different." in text
        assert "<ins>make it blue, half</ins>" in text
    image = client.get(reverse("difference", args=[first.pk, second.pk]))
    assert image["Content-Type"] == "image/png"
    assert image.content.startswith(b"\x89PNG")


def test_no_cache_keeps_a_drawing_of_what_a_purge_may_take(client: Client) -> None:
    first, second = chain(2)
    for request in (first, second):
        GeneratedSVGFactory.create(request=request)
    client.force_login(first.owner)
    keys = [first.pk, second.pk]

    assert client.get(reverse("versions", args=keys)).status_code == 200
    assert client.get(reverse("difference", args=keys)).status_code == 200

    kept = cast(Any, caches["data_cache"])._cache.values()
    assert [len(value) < 100 for value in kept] == [True]


def test_an_admin_reads_no_prompts_in_a_comparison(client: Client) -> None:
    first, second = chain(2)
    for request in (first, second):
        GeneratedSVGFactory.create(request=request)
    SVGGenerationRequest.objects.filter(pk=second.pk).update(prompt_text="the secret lighthouse")
    client.force_login(UserFactory.create(role="admin"))

    text = client.get(reverse("versions", args=[first.pk, second.pk])).content.decode()
    assert "secret" not in text and "is masked" in text


def test_the_page_says_that_the_first_version_was_deleted(client: Client) -> None:
    first, second = chain(2)
    GeneratedSVGFactory.create(request=second)
    GeneratedSVG.objects.filter(request=first).delete()
    first.delete()
    client.force_login(second.owner)

    text = client.get(reverse("request", args=[second.pk])).content.decode()
    assert "deleted under the retention rule" in text
