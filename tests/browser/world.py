"""Rows for every page of a running site; run as a program with that site's environment.

Writes one JSON object: `things`, what the words in braces of `tests/access_table.py` stand for, and
`models`, the key of one row of each model of the admin.
"""

import json
import sys
from contextlib import suppress
from typing import Any

import django


def main() -> None:
    django.setup()
    from django.contrib.auth.models import User

    from tests.access_table import MODELS
    from tests.test_access_matrix import things_of

    things = things_of(User.objects.get(username="staff"))
    models = {label: key_of(label, model.factory) for label, model in MODELS.items()}
    sys.stdout.write(json.dumps({"things": things, "models": models}))


def key_of(label: str, make: Any) -> str:
    """A new row; an old one where there can be no other, such as a role's group."""
    from django.apps import apps
    from django.contrib.admin.utils import quote
    from django.db import DatabaseError, transaction

    with suppress(DatabaseError), transaction.atomic():
        return str(quote(make().pk))
    return str(quote(apps.get_model(label)._default_manager.first().pk))


if __name__ == "__main__":
    main()
