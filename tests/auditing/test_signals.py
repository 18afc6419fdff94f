"""What changes who may do what is an event, whoever changes it."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from django_q.models import Schedule

from auditing.models import AccessEvent
from auditing.signals import told_by_caller
from generation.roles import create_roles

pytestmark = pytest.mark.django_db


def last() -> AccessEvent:
    return AccessEvent.objects.order_by("-position")[0]


def actions() -> list[str]:
    return list(AccessEvent.objects.order_by("position").values_list("action", flat=True))


def test_a_group_given_taken_and_cleared(staff: User) -> None:
    group = Group.objects.get(name="admin")

    staff.groups.add(group)
    assert (last().action, last().context) == ("account.groups", {"added": ["admin"]})
    assert last().subject_owner_id == str(staff.pk)
    staff.groups.remove(group)
    assert last().context == {"removed": ["admin"]}
    staff.groups.clear()
    assert last().context == {"removed": ["user"]}
    group.user_set.add(staff)
    assert last().context == {"added": ["staff"]}


def test_a_permission_of_a_group_and_of_an_account(staff: User) -> None:
    permission = Permission.objects.get(codename="view_everything")

    Group.objects.get(name="user").permissions.add(permission)
    staff.user_permissions.add(permission)

    assert actions() == ["group.permissions", "account.permissions"]
    assert "May read everybody's rows" in last().context["added"][0]


def test_a_permission_is_recorded_in_english_whoever_gives_it(staff: User) -> None:
    with override("de"):
        staff.user_permissions.add(Permission.objects.get(codename="view_accessevent"))

    assert last().context == {"added": ["Auditing | access event | Can view access event"]}


def test_flags_and_password_of_an_account(staff: User) -> None:
    staff.is_superuser = True
    staff.set_password("another-secret")
    staff.save()

    assert last().context == {"fields": ["is_superuser", "password"]}
    assert "another-secret" not in str(vars(last()))


def test_the_last_sign_in_alone_is_no_change(staff: User) -> None:
    staff.last_login = staff.date_joined
    staff.save(update_fields=["last_login"])
    staff.save()

    assert actions() == []


def test_accounts_and_groups_come_and_go() -> None:
    User.objects.create_user("new").delete()
    Group.objects.create(name="team").delete()

    assert actions() == ["account.create", "account.delete", "group.create", "group.delete"]


def test_schedules(staff: User) -> None:
    schedule = Schedule.objects.create(name="x", func="generation.tasks.sweep")
    schedule.save()  # as the scheduler does after each run
    Schedule.objects.all().delete()

    assert actions() == ["schedule.create", "schedule.delete"]


def test_a_change_in_the_admin_names_who_made_it(client: Client, staff: User) -> None:
    with told_by_caller():
        root = User.objects.create_superuser("root", password="secret-for-tests")
    client.force_login(root)
    url = reverse("admin:auth_user_password_change", args=[staff.pk])

    client.post(url, {"password1": "long-enough-1", "password2": "long-enough-1"})

    changes = AccessEvent.objects.filter(action__in=["account.change", "admin.change"])
    assert changes.count() == 2
    assert {(event.actor_name, event.resource_id) for event in changes} == {("root", str(staff.pk))}


def test_a_failing_event_undoes_the_change(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise OSError

    monkeypatch.setattr("auditing.signals.record_event", fail)
    with pytest.raises(OSError), transaction.atomic():
        staff.groups.add(Group.objects.get(name="admin"))

    assert not staff.groups.filter(name="admin").exists()


def test_roles_as_they_are_defined_leave_no_event() -> None:
    create_roles()
    assert actions() == []

    with told_by_caller():
        Group.objects.get(name="user").permissions.clear()
    create_roles()

    assert last().action == "group.define"
    assert "Can submit" in str(last().context) or last().context["added"]


def test_a_command_s_person_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditing.surroundings import operated_by, shell_operator

    monkeypatch.setattr("getpass.getuser", lambda: "alice")
    with operated_by(shell_operator()):
        call_command("createsuperuser", username="x", email="x@example.org", interactive=False)

    assert last().actor_name == "command line (alice)"


def test_replaying_answers_is_an_event() -> None:
    call_command("replay_svg_policy", stdout=StringIO())

    assert actions() == ["answers.replay"]
