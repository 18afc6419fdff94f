"""Pages of the admin load jQuery where a field needs it, and nowhere else."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from generation.admin.base import RecordInline
from tests.access_table import MODELS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
# A key of another table that opens in a window, and a field that fills another.
NEEDS_JQUERY = ("vForeignKeyRawIdAdminField", "django-admin-prepopulated-fields-constants")


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(UserFactory.create(is_superuser=True, is_staff=True))
    return client


def forms_of(label: str) -> list[str]:
    """The page of a row, and the one for a new row where the table lets one add some."""
    base = f"admin:{label.replace('.', '_')}"
    row = MODELS[label].factory() if label != "auth.group" else None
    found = row or apps.get_model(label)._default_manager.first()
    return [reverse(f"{base}_change", args=[quote(found.pk)]), reverse(f"{base}_add")]


@pytest.mark.parametrize("label", [name for name in MODELS if name != "generation.figureday"])
def test_jquery_comes_with_what_needs_it(boss: Client, label: str) -> None:
    pages = [boss.get(address) for address in forms_of(label)]

    for shown in (page.content.decode() for page in pages if page.status_code == 200):
        assert any(word in shown for word in NEEDS_JQUERY) <= ("jquery.min.js" in shown)
        # its buttons open windows by jQuery
        assert "related-widget-wrapper" not in shown


@pytest.mark.parametrize("listed", admin.site._registry.values(), ids=str)
def test_no_page_loads_what_no_field_of_it_uses(listed: Any) -> None:
    scripts = " ".join(str(path) for path in listed.media._js)

    assert "xregexp" not in scripts
    assert ("jquery" in scripts) == bool(listed.prepopulated_fields or listed.raw_id_fields)


def test_a_list_loads_no_jquery_but_in_a_window(client: Client) -> None:
    client.force_login(UserFactory.create(role="admin"))
    address = reverse("admin:generation_budget_changelist")

    assert b"jquery.min.js" not in client.get(address).content
    assert b"jquery.min.js" in client.get(address, {"_popup": "1"}).content


def test_rows_that_are_only_read_bring_no_script() -> None:
    inlines = [inline for listed in admin.site._registry.values() for inline in listed.inlines]
    read = [inline for inline in inlines if issubclass(inline, RecordInline)]

    assert read and all(not inline(User, admin.site).media._js for inline in read)  # type: ignore[attr-defined]
