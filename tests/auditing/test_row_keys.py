"""Every model's form in the admin takes any key, also of the models that are not ours."""

from typing import Any

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.access_table import MODELS

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("root", password="secret-for-tests"))
    return client


def form_of(label: str, key: Any) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_change", args=[quote(key)])


def test_an_empty_column_is_none(root: Client) -> None:
    pages = {label: form_of(label, model.factory().pk) for label, model in MODELS.items()}

    found = {label: root.get(url, {"_to_field": ""}).status_code for label, url in pages.items()}

    assert found == dict.fromkeys(MODELS, 200)


def test_a_key_of_any_length_finds_nothing(root: Client) -> None:
    found = {label: root.get(form_of(label, "9" * 400)).status_code for label in MODELS}

    assert set(found.values()) <= {302, 404}, found
