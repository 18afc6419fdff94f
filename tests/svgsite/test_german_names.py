"""Everything that a model is called has its German: itself, its fields, their help and choices."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Field, Model
from django.utils.functional import Promise

from tests.svgsite.messages import marked

OURS = ("auditing", "generation")
KNOWN = {message.text for message in marked()}


def models() -> list[type[Model]]:
    return [model for label in OURS for model in apps.get_app_config(label).get_models()]


def names_of(model: type[Model]) -> Iterator[tuple[str, Any]]:
    """(where, what is shown) of everything that pages take from the model."""
    options = model._meta
    yield "itself", options.verbose_name
    yield "several", options.verbose_name_plural
    for constraint in options.constraints:
        if constraint.violation_error_message != constraint.default_violation_error_message:
            yield constraint.name, constraint.violation_error_message
    for field in options.get_fields():
        if isinstance(field, Field) and not field.auto_created:
            yield from _names_of_field(field)


def _names_of_field(field: "Field[Any, Any]") -> Iterator[tuple[str, Any]]:
    yield field.name, field.verbose_name
    if field.help_text:
        yield f"{field.name}, help", field.help_text
    for value, label in field.choices or ():
        yield f"{field.name}, {value}", label


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_names_wait_for_their_language(model: type[Model]) -> None:
    wrong = [
        f"{where}: {name!r}"
        for where, name in names_of(model)
        if not isinstance(name, Promise) or str(name) not in KNOWN
    ]

    assert wrong == [], "Name it by gettext_lazy, see CONTRIBUTING.md, “a text that people read”"


@pytest.mark.parametrize("label", OURS)
def test_apps_are_named(label: str) -> None:
    name: Any = apps.get_app_config(label).verbose_name

    assert isinstance(name, Promise) and str(name) in KNOWN
