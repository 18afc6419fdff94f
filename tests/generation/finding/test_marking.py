"""Tags and favourites: the owner's alone, each change with its event, never with a tag's words."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from auditing.models import AccessEvent
from generation.finding import marking
from generation.models import RequestTag, SVGGenerationRequest
from tests.factories import RequestFactory, RequestTagFactory, UserFactory


def tags(request: SVGGenerationRequest) -> list[str]:
    return list(request.tags.values_list("name", flat=True))


def test_a_line_of_tags() -> None:
    assert marking.clean_tags(" Logo,  autumn   SALE ,,logo") == ["logo", "autumn sale"]
    assert marking.clean_tags("cafe\u0301") == ["caf\u00e9"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Write a tag"), (" , ", "Write a tag"), ("a/b", "letters, digits"), ("x" * 41, "40")],
)
def test_what_is_no_tag(text: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        marking.clean_tags(text)


@given(st.text(max_size=300))
def test_any_text_gives_good_tags_or_a_reason(text: str) -> None:
    try:
        found = marking.clean_tags(text)
    except ValidationError:
        return
    field = RequestTag._meta.get_field("name")
    for tag in found:
        field.clean(tag, None)
        assert marking.clean_tags(tag) == [tag]


@pytest.mark.django_db
def test_tags_are_added_once_and_removed(staff: User) -> None:
    request = RequestFactory.create(owner=staff)

    marking.add_tags(by=staff, requests=[request.pk], tags=["logo", "autumn"])
    marking.add_tags(by=staff, requests=[request.pk], tags=["logo"])

    assert tags(request) == ["autumn", "logo"]
    assert marking.remove_tag(by=staff, request_id=request.pk, tag="logo")
    assert not marking.remove_tag(by=staff, request_id=request.pk, tag="logo")
    assert not marking.remove_tag(by=staff, request_id=request.pk, tag="\0")
    assert tags(request) == ["autumn"]


@pytest.mark.django_db
def test_the_events_hold_no_words(staff: User) -> None:
    request = RequestFactory.create(owner=staff)

    marking.add_tags(by=staff, requests=[request.pk], tags=["divorce"])
    marking.remove_tag(by=staff, request_id=request.pk, tag="divorce")

    events = AccessEvent.objects.order_by("timestamp")
    assert [event.action for event in events] == ["request.tag", "request.untag"]
    assert {event.resource_id for event in events} == {str(request.pk)}
    assert not any("divorce" in str(event.context) for event in events)


@pytest.mark.django_db
def test_more_than_twenty_change_nothing(staff: User) -> None:
    full = RequestFactory.create(owner=staff)
    other = RequestFactory.create(owner=staff)
    marking.add_tags(by=staff, requests=[full.pk], tags=[f"tag {n}" for n in range(20)])

    with pytest.raises(ValidationError, match="At most 20 tags"):
        marking.add_tags(by=staff, requests=[full.pk], tags=["more"])
    with pytest.raises(ValidationError, match="1 of them would have more than 20 tags"):
        marking.add_tags(by=staff, requests=[full.pk, other.pk], tags=["more"])

    assert tags(other) == []


@pytest.mark.django_db
def test_a_favourite_is_marked_once(staff: User) -> None:
    request = RequestFactory.create(owner=staff)

    for _ in range(2):
        assert marking.set_favourite(by=staff, requests=[request.pk], favourite=True) == 1

    request.refresh_from_db()
    assert request.is_favourite
    event = AccessEvent.objects.get(action="request.favourite")
    assert event.context["favourite"] is True


@pytest.mark.django_db
def test_many_are_one_event(staff: User) -> None:
    keys = [RequestFactory.create(owner=staff).pk for _ in range(3)]

    assert marking.set_favourite(by=staff, requests=keys, favourite=True) == 3

    event = AccessEvent.objects.get()
    assert (event.resource_id, event.context["requests"]) == ("", 3)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["admin", "user"])
def test_nobody_marks_what_another_asked_for(role: str) -> None:
    tag = RequestTagFactory.create(name="logo")
    by = UserFactory.create(role=role)
    request = tag.request

    assert marking.add_tags(by=by, requests=[request.pk], tags=["mine"]) == 0
    assert marking.set_favourite(by=by, requests=[request.pk], favourite=True) == 0
    assert not marking.remove_tag(by=by, request_id=request.pk, tag="logo")

    request.refresh_from_db()
    assert (tags(request), request.is_favourite) == (["logo"], False)
    assert not AccessEvent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda by, key: marking.add_tags(by=by, requests=[key], tags=["x"]),
        lambda by, key: marking.remove_tag(by=by, request_id=key, tag="x"),
        lambda by, key: marking.set_favourite(by=by, requests=[key], favourite=True),
    ],
)
def test_who_may_only_look_changes_nothing(change: Any) -> None:
    by = UserFactory.create(role="none")
    request = RequestFactory.create(owner=by)

    with pytest.raises(PermissionDenied):
        change(by, request.pk)
    assert AccessEvent.objects.get().result == "denied"
