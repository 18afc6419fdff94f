"""Finds what the models declare, through the app registry."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import SET_NULL, Model

from auditing.retention.classes import CLASSES, DataClass
from auditing.retention.elsewhere import ANSWERS
from auditing.retention.rules import Answer, FollowsParent, KeptBecause, RetentionRule


@dataclass(frozen=True)
class Child:
    """Rows that go with their parent: `lookup` leads from them to the parent's key."""

    model: Any
    answer: FollowsParent | RetentionRule
    lookup: str

    @property
    def model_name(self) -> str:
        return str(self.model._meta.verbose_name_plural)


@dataclass(frozen=True)
class Records:
    """A model whose rows have a time of their own, with its rule."""

    model: Any
    rule: RetentionRule

    @property
    def label(self) -> str:
        return str(self.model._meta.label)

    @property
    def model_name(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def field_name(self) -> str:
        """Of the date that the time runs from."""
        return str(self.model._meta.get_field(self.rule.counted_from).verbose_name)

    @property
    def data_class(self) -> DataClass:
        return CLASSES[self.rule.policy]

    def field(self, path: str) -> Any:
        """The field that a rule names by its column, such as ``owner_id``, or ``pk``."""
        fields: dict[str, Any] = {item.attname: item for item in self.model._meta.concrete_fields}
        return self.model._meta.pk if path == "pk" else fields[path]

    def children(self) -> list[Child]:
        """Those that go with these rows, the furthest first, so that nothing points nowhere."""
        return _children(self.model)

    def loosened(self) -> list[tuple[Any, str]]:
        """(model, foreign key) of rows that outlive these: the key becomes NULL."""
        return _loosened(self.model)


def answer_of(model: type[Model]) -> Answer | None:
    """The model's own answer, or the one given for it in `elsewhere`."""
    own: Answer | None = model.__dict__.get("retention")
    return own or ANSWERS.get(model._meta.label)


def has_a_time(model: Any) -> bool:
    """True where some policy ends the rows of `model`, by themselves or with their parent."""
    if isinstance(answer_of(model), RetentionRule):
        return True
    parent = parent_of(model)
    return bool(parent) and has_a_time(model._meta.get_field(parent).related_model)


@cache
def all_records() -> tuple[Records, ...]:
    """Every model with a rule, in the order of the registry."""
    found = ((model, answer_of(model)) for model in concrete_models())
    return tuple(Records(m, rule) for m, rule in found if isinstance(rule, RetentionRule))


def records_of(data_class: str) -> list[Records]:
    return [records for records in all_records() if records.rule.policy == data_class]


def parent_of(model: type[Model]) -> str:
    """The foreign key whose row takes rows of `model` with it; empty where there is none."""
    answer = answer_of(model)
    return "" if answer is None or isinstance(answer, KeptBecause) else answer.parent


def concrete_models() -> list[type[Model]]:
    """Every model with a table of its own, those between two others included."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if not model._meta.proxy]


def classes_in_use() -> list[DataClass]:
    """Those that some model names, and those that somebody else carries out."""
    named = {records.rule.policy for records in all_records()}
    return [item for item in CLASSES.values() if item.key in named or item.carried_out_by]


@cache
def _loosened(model: Any) -> list[tuple[Any, str]]:
    following = {child.model for child in _children(model)}
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.related_objects
        if relation.on_delete is SET_NULL and relation.related_model not in following
    ]


@cache
def _children(model: Any, path: str = "") -> list[Child]:
    found: list[Child] = []
    for child, answer in _followers(model):
        lookup = f"{answer.parent}__{path}" if path else answer.parent
        found += [*_children(child, lookup), Child(child, answer, lookup)]
    return found


def _followers(model: Any) -> Iterator[tuple[Any, FollowsParent | RetentionRule]]:
    for child in concrete_models():
        answer, parent = answer_of(child), parent_of(child)
        if parent and child._meta.get_field(parent).related_model is model:
            assert not isinstance(answer, KeptBecause | None)  # noqa: S101  it has a parent
            yield child, answer
