"""Which rows are about a person: by the models' own declarations and by keys to the account.

A model that names people in another way says so in its retention rule (`owners`), which the legal
holds read too; one that follows a parent is about whomever its parent is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import ForeignKey, Model, OneToOneField, Q, QuerySet

from auditing.retention.registry import answer_of, concrete_models, parent_of
from auditing.retention.rules import RetentionRule

# Never handed to anybody, whoever asks: with it one could sign in as the person.
SECRET = frozenset({"password", "session_data", "session_key", "digest", "token_hash", "salt"})
# Tables between two others, which say what the account's own row says.
_LINKS = frozenset({"auth.User_groups", "auth.User_user_permissions", "auth.Group_permissions"})


@dataclass(frozen=True)
class About:
    """One model with rows about people. `paths`: look-ups that lead from a row to an account."""

    model: Any
    paths: tuple[str, ...]

    @property
    def label(self) -> str:
        return str(self.model._meta.label)

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def rows_of(self, user: User) -> QuerySet[Any]:
        """The rows about `user`, in the order of their keys."""
        condition = Q(pk__in=[])
        for path in self.paths:
            condition |= Q(**{path: user.pk})
        rows: QuerySet[Any] = self.model._base_manager.filter(condition)
        return rows.order_by("pk").distinct() if _is_joined(self.paths) else rows.order_by("pk")

    def fields(self) -> list[Any]:
        """What is handed over of each row."""
        return [field for field in self.model._meta.concrete_fields if field.name not in SECRET]


def all_about() -> list[About]:
    """Every model with rows about people; the account itself comes first."""
    others = (About(model, tuple(_paths(model))) for model in concrete_models() if _counts(model))
    return [About(User, ("pk",)), *(about for about in others if about.paths)]


def _counts(model: type[Model]) -> bool:
    return model is not User and model._meta.label not in _LINKS


def _paths(model: Any) -> Iterator[str]:
    yield from sorted({*_keys_to_accounts(model), *_declared(model)})
    parent = parent_of(model)
    if parent and not isinstance(answer_of(model), RetentionRule):
        above = model._meta.get_field(parent).related_model
        yield from (f"{parent}__{path}" for path in _paths(above))


def _keys_to_accounts(model: Any) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey | OneToOneField) and field.related_model is User:
            yield field.attname


def _declared(model: type[Model]) -> tuple[str, ...]:
    answer = answer_of(model)
    return answer.owners if isinstance(answer, RetentionRule) else ()


def _is_joined(paths: tuple[str, ...]) -> bool:
    return any("__" in path for path in paths)
