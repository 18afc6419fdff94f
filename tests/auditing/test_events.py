from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User

from auditing import surroundings
from auditing.models import AccessEvent
from auditing.recording import record_event
from tests.factories import AccessEventFactory, RequestFactory

pytestmark = pytest.mark.django_db


def test_an_event_names_actor_and_resource_without_foreign_keys(staff: User) -> None:
    request = RequestFactory.create()

    event = record_event(by=staff, action="request.view", resource=request)
    request.delete()
    staff.delete()

    event.refresh_from_db()
    assert (event.actor_name, event.resource_label) == (
        "staff",
        "generation.SVGGenerationRequest",
    )


@pytest.mark.parametrize(("by", "name"), [(None, "system"), (AnonymousUser(), "")])
def test_the_program_and_nobody_can_act(by: AnonymousUser | None, name: str) -> None:
    assert record_event(by=by, action="sweep").actor_name == name


def test_context_is_masked(staff: User) -> None:
    event = record_event(by=staff, action="x", context={"note": "password=hunter2"})

    assert "hunter2" not in str(event.context)


def test_an_event_says_whose_data_it_is_about(staff: User) -> None:
    request = RequestFactory.create()

    of_request = record_event(by=staff, action="request.view", resource=request)
    named = record_event(by=staff, action="reveal", subject_owner=staff)

    assert of_request.subject_owner_id == str(request.owner_id)
    assert named.subject_owner_id == str(staff.pk)


def test_acting_for_somebody_names_both(staff: User, admin_user: User) -> None:
    event = record_event(by=admin_user, action="request.submit", on_behalf_of=staff)

    assert (event.actor_name, event.real_actor_name) == ("staff", "boss")


def test_personal_facts_are_kept_apart(staff: User) -> None:
    with surroundings.in_request("192.0.2.7", "curl/8"):
        event = record_event(by=staff, action="x", context={"username": "bob", "asked": "q=1"})

    event.refresh_from_db()
    assert event.personal == {"ip": "192.0.2.7", "user_agent": "curl/8", "username": "bob"}
    assert event.context == {"asked": "q=1"}


def test_the_person_at_a_shell_is_named(staff: User) -> None:
    with surroundings.operated_by("command line (alice)"):
        as_staff = record_event(by=staff, action="request.submit")
        as_program = record_event(by=None, action="sweep")

    assert (as_staff.actor_name, as_staff.real_actor_name) == ("staff", "command line (alice)")
    assert (as_program.actor_name, as_program.real_actor_name) == ("command line (alice)", "")


@pytest.mark.parametrize("text", ["\0", "\x1f", "\ud800", "x" * 5000, "\u202e'\"%s"])
def test_hostile_text_is_written_all_the_same(staff: User, text: str) -> None:
    event = record_event(
        by=staff, action=text, label=text, resource_id=text, context={text: text, "ip": text}
    )

    event.refresh_from_db()
    assert len(event.action) <= 64


def test_an_event_is_never_changed_or_deleted() -> None:
    event = AccessEventFactory.create()
    event.action = "something else"

    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    assert AccessEvent.objects.get().action == "request.view"


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("update", {"action": "x"}),
        ("delete", {}),
        ("bulk_create", {"objs": []}),
        ("bulk_update", {"objs": [], "fields": ["action"]}),
        ("get_or_create", {"action": "x"}),
        ("update_or_create", {"action": "x"}),
    ],
)
def test_many_at_once_are_refused(method: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        getattr(AccessEvent.objects.all(), method)(**arguments)
