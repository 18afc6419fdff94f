"""Styles and budgets in the admin: each change is on record, and what is in use stays."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from auditing.models import AccessEvent
from generation.models import Budget, StylePreset
from tests.factories import BudgetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def change_url(name: str, key: object) -> str:
    return reverse(f"admin:generation_{name}_change", args=[key])


def test_a_changed_style_is_on_record(boss: Client) -> None:
    data = {"label": "Flat", "words": "flat, with one shadow", "position": "5", "is_offered": "on"}

    boss.post(change_url("stylepreset", "flat"), data)

    assert StylePreset.objects.get(pk="flat").words == "flat, with one shadow"
    event = AccessEvent.objects.get(action="preset.change")
    assert event.resource_id == "flat" and "words" in event.context["fields"]


def test_a_changed_budget_is_on_record_with_both_amounts(boss: Client) -> None:
    found = Budget.objects.get(role="user")

    boss.post(change_url("budget", found.pk), {"monthly": "40"})
    boss.post(change_url("budget", found.pk), {"monthly": ""})

    found.refresh_from_db()
    assert found.monthly is None
    told = [event.context for event in AccessEvent.objects.filter(action="budget.change")]
    assert {(of["before"], of["monthly"]) for of in told} == {
        ("25.00", "40.00"),
        ("40.00", "no limit"),
    }


def test_a_budget_is_given_to_a_person(boss: Client, staff: User) -> None:
    add = reverse("admin:generation_budget_add")
    both = boss.post(add, {"role": "system", "person": str(staff.pk), "monthly": "3"})
    below = boss.post(add, {"person": str(staff.pk), "monthly": "-3"})

    assert "choose one of them" in both.content.decode()
    assert below.status_code == 200 and not Budget.objects.filter(person=staff).exists()
    boss.post(add, {"person": str(staff.pk), "monthly": "3"})
    assert Budget.objects.get(person=staff).monthly == 3
    assert AccessEvent.objects.get(action="budget.change").subject_owner_id == str(staff.pk)


def test_a_persons_own_budget_goes_and_a_roles_stays(boss: Client) -> None:
    own, role = BudgetFactory.create(), Budget.objects.get(role="user")
    for budget in (own, role):
        boss.post(reverse("admin:generation_budget_delete", args=[budget.pk]), {"post": "yes"})

    assert not Budget.objects.filter(pk=own.pk).exists()
    assert Budget.objects.filter(pk=role.pk).exists()
    assert AccessEvent.objects.filter(action="admin.delete").count() == 1
