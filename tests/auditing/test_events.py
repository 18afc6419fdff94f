import pytest
from django.contrib.auth.models import AnonymousUser, User

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


def test_an_event_is_never_changed_or_deleted() -> None:
    event = AccessEventFactory.create()
    event.action = "something else"

    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    assert AccessEvent.objects.get().action == "request.view"
