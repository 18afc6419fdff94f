"""The tree of all versions: who is in it, in which order, where it ends, and what stays hidden."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from generation.iterating import family
from generation.iterating.family import Family, family_of
from generation.models import GeneratedSVG, Origin, SVGGenerationRequest
from tests.factories import GeneratedSVGFactory, RequestFactory, VoteFactory

from .test_versions import chain, child_of

pytestmark = pytest.mark.django_db


def drawn_child(parent: Any, **values: Any) -> Any:
    child = child_of(parent, **values)
    GeneratedSVGFactory.create(request=child)
    return child


def shape(found: Family) -> list[tuple[Any, int]]:
    return [(node.request, node.depth) for node in found.nodes]


def test_siblings_and_grandchildren_of_the_first_one_stand_in_order() -> None:
    first, second, third = chain(3)
    other = child_of(first, created_at=third.created_at)
    grandchild = child_of(third)

    wanted = [(first, 0), (second, 1), (third, 2), (grandchild, 3), (other, 1)]
    for start in (first, third, other):
        assert shape(family_of(start)) == wanted
    assert shape(family_of(second, below=True)) == [(second, 0), (third, 1), (grandchild, 2)]


def test_the_lists_are_nested_as_the_tree_is(client: Client) -> None:
    first, _second, third = chain(3)
    child_of(first, created_at=third.created_at)
    client.force_login(first.owner)

    page = client.get(reverse("family", args=[third.pk])).content.decode()

    tree = page[page.index('<ul class="tree">') : page.index("</section>")]
    assert [tree.count(tag) for tag in ("<ul", "</ul>", "<li>", "</li>")] == [3, 3, 4, 4]
    assert tree.count('aria-current="true"') == 1


def test_a_long_chain_and_a_large_family_end_where_it_is_said(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(family, "MOST_NODES", 4)
    made = chain(3)
    for _ in range(4):
        child_of(made[0])
    deep = child_of(made[2])

    with django_assert_num_queries(5):
        found = family_of(made[0])
    assert len(found.nodes) == 4
    assert sum(node.more for node in found.nodes) == 3 and found.nodes[0].more == 2
    part = family_of(deep)
    assert (shape(part), part.is_part) == ([(deep, 0)], True)


def test_a_deep_chain_is_no_error(client: Client) -> None:
    made = chain(70)
    client.force_login(made[0].owner)

    found = client.get(reverse("family", args=[made[-1].pk])).context["family"]
    assert [node.depth for node in found.nodes] == list(range(70))


def test_a_parent_that_was_deleted_is_told(client: Client) -> None:
    first, second, _third = chain(3)
    client.force_login(second.owner)
    SVGGenerationRequest.objects.filter(pk=first.pk).delete()

    page = client.get(reverse("family", args=[second.pk]))

    assert page.context["family"].is_lost
    assert "came from is no longer kept" in page.content.decode()


def test_children_of_others_are_not_shown(staff: User, client: Client) -> None:
    (first,) = chain(1)
    strange = child_of(first, owner=staff)

    assert shape(family_of(first)) == [(first, 0)]
    assert shape(family_of(strange)) == [(strange, 0)]
    client.force_login(staff)
    assert client.get(reverse("family", args=[first.pk])).status_code == 404


def test_an_admin_sees_the_tree_with_masked_wishes(client: Client, admin_user: User) -> None:
    first, second = chain(2)
    client.force_login(admin_user)

    text = client.get(reverse("family", args=[second.pk])).content.decode()

    assert first.prompt_text not in text and "[masked:" in text


def test_each_leads_to_what_differs_from_its_parent(client: Client) -> None:
    (first,) = chain(1)
    GeneratedSVGFactory.create(request=first)
    second = drawn_child(first)
    third = drawn_child(second)
    client.force_login(first.owner)

    def links() -> list[bool]:
        text = client.get(reverse("family", args=[first.pk])).content.decode()
        pairs = ((first, second), (second, third))
        return [reverse("versions", args=[a.pk, b.pk]) in text for a, b in pairs]

    assert links() == [True, True]
    GeneratedSVG.objects.filter(request=third).delete()
    assert links() == [True, False]


def test_a_comparison_stays_blind_in_the_tree(client: Client) -> None:
    (first,) = chain(1)
    GeneratedSVGFactory.create(request=first)
    key = uuid4()
    for model in ("claude-haiku-4-5", "openai-gpt-5"):
        one = drawn_child(first, group=key, origin=Origin.COMPARED, selected_model=model)
    client.force_login(first.owner)
    address = reverse("family", args=[first.pk])

    text = client.get(address).content.decode()
    assert text.count("model hidden until you vote") == 2
    assert "haiku" not in text and "gpt-5" not in text and "What differs" not in text
    VoteFactory.create(request=one, group=key)
    text = client.get(address).content.decode()
    assert "haiku" in text and "gpt-5" in text and text.count("What differs") == 2


def test_the_page_of_a_picture_leads_to_it(client: Client) -> None:
    first, second = chain(2)
    client.force_login(first.owner)

    page = client.get(reverse("request", args=[second.pk])).content.decode()
    assert reverse("family", args=[second.pk]) in page


def test_a_request_without_an_owner_stands_alone() -> None:
    request = RequestFactory.create(owner=None)

    assert shape(family_of(request)) == [(request, 0)]
