import pytest
from django.contrib.auth.models import Group

from auditing.access import ROLES, role_of
from generation.roles import PERMISSIONS, create_roles
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_each_role_is_a_group_with_exactly_its_permissions() -> None:
    for role in ROLES:
        held = Group.objects.get(name=role).permissions.select_related("content_type")
        names = {f"{p.content_type.app_label}.{p.codename}" for p in held}
        assert names == set(PERMISSIONS[role]), role


def test_making_the_roles_again_mends_them() -> None:
    Group.objects.get(name="user").permissions.clear()

    create_roles()

    assert UserFactory.create().has_perm("generation.submit_request")


@pytest.mark.parametrize("role", ["user", "manager", "admin", "system", "none"])
def test_role_of(role: str) -> None:
    assert role_of(UserFactory.create(role=role)) == role
