"""Accounts that a first start needs: three to try the program with, one for the command line."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from auditing.access import ADMIN, MANAGER, USER
from auditing.access_control import create_account

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


def _create(name: str, role: str, password: str | None) -> bool:
    if User.objects.filter(username=name).exists():
        return False
    try:
        create_account(by=None, username=name, role=role, password=password, reason="first start")
    except (IntegrityError, ValidationError):
        # Another process that starts at the same moment was first.
        if not User.objects.filter(username=name).exists():
            raise
        return False
    return True
