"""What a model declares about its rows' end: one of three answers, on the model itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from auditing.kept import keep


@dataclass(frozen=True, eq=False)
class RetentionRule:
    """The rows have a time of their own, which the policy of their class of data gives.

    `policy`: a key of `classes.CLASSES`. `counted_from`: the date that the time runs from; it needs
    an index. `only`: which rows may go at all, such as those that have ended.
    For holds: `owners`, fields with a user's id; `ids`, fields with the id of a record; `search`,
    fields with words. `size`: fields that make up a row's bytes (a number counts as it is).
    `anonymise`: field → value afterwards; without it the rows can only be deleted.
    `parent`: a foreign key that may be empty; a row that has one goes with it instead, so that the
    rule's own time is for those that lost theirs. `delete_with`: the dotted name of a function from
    keys to their number, where rows are not simply deleted.
    """

    policy: str
    counted_from: str
    only: Q = field(default_factory=Q)
    owners: tuple[str, ...] = ()
    ids: tuple[str, ...] = ("pk",)
    search: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    anonymise: Mapping[str, Any] | None = None
    parent: str = ""
    delete_with: str = ""

    def may_go(self) -> Q:
        """The condition for going by itself."""
        return self.only & Q(**{f"{self.parent}__isnull": True}) if self.parent else self.only


@dataclass(frozen=True, eq=False)
class FollowsParent:
    """The rows go with the row that the foreign key `parent` points to, in the same transaction.

    `is_personal`: they go, too, where the parent is made anonymous, since nothing of them could
    stay; it excludes `anonymise`.
    """

    parent: str
    size: tuple[str, ...] = ()
    anonymise: Mapping[str, Any] | None = None
    is_personal: bool = False


@dataclass(frozen=True)
class KeptBecause:
    """The rows stay; `reason` says why, in English; pages show `said` of it."""

    reason: str

    def __post_init__(self) -> None:
        keep(self.reason)


Answer = RetentionRule | FollowsParent | KeptBecause
