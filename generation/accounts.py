"""Accounts that a first start needs: three to try the program with, one for the command line."""

from django.contrib.auth.models import Group, User
from django.db import transaction

from auditing.access import ADMIN, MANAGER, STAFF_ROLES, USER
from auditing.recording import record_event
from auditing.signals import told_by_caller

# Only ever made where the settings say that one person tries the program on one machine.
DEMO_PASSWORD = "draw-me-a-house"  # noqa: S105
DEMO_ACCOUNTS = {"staff": USER, "manager": MANAGER, "admin": ADMIN}

COMMAND_LINE = "command-line"


def create_demo_accounts() -> list[str]:
    """Make the accounts that are missing; an account that stands keeps its password."""
    return [name for name, role in DEMO_ACCOUNTS.items() if _create(name, role, DEMO_PASSWORD)]


def command_line_account() -> User:
    """The account that `manage.py generate` acts as; nobody can sign in with it."""
    _create(COMMAND_LINE, USER, None)
    return User.objects.get(username=COMMAND_LINE)


@transaction.atomic
@told_by_caller()
def _create(name: str, role: str, password: str | None) -> bool:
    user, created = User.objects.get_or_create(
        username=name, defaults={"is_staff": role in STAFF_ROLES}
    )
    if created:
        user.set_password(password)
        user.save(update_fields=["password"])
        user.groups.add(Group.objects.get(name=role))
        record_event(by=None, action="account.create", resource=user, context={"role": role})
    return created
