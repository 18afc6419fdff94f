"""The document says what the addresses do."""

import re
from typing import Any

import pytest

from generation.api.openapi import PROBLEMS, document
from generation.api.urls import urlpatterns

from .conftest import Api

pytestmark = pytest.mark.django_db


def test_it_has_every_address_and_method() -> None:
    there = {
        "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(found.pattern)): set(
            getattr(found.callback, "methods", ())
        )
        for found in urlpatterns
        if found.name != "api-unknown"
    }
    told = {
        path: {name for name in item if name != "parameters"}
        for path, item in document()["paths"].items()
    }

    assert told == there


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if "$ref" in value else set()
        return own.union(*(references(part) for part in value.values()))
    return set().union(*(references(part) for part in value)) if isinstance(value, list) else set()


def test_every_reference_leads_somewhere() -> None:
    whole = document()

    for reference in references(whole):
        part: Any = whole
        for name in reference.removeprefix("#/").split("/"):
            part = part[name]
        assert part


def test_each_problem_is_used() -> None:
    used = {ref.rsplit("/", 1)[1] for ref in references(document()) if "/responses/" in ref}

    assert used == set(PROBLEMS)


def test_it_is_served(api: Api) -> None:
    assert api.get("openapi.json").json() == document()
