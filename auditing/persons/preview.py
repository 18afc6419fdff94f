"""What an erasure would do with each copy of a person's data, and what a hold keeps from it."""

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from auditing.kept import said
from auditing.persons.finding import About, all_about
from auditing.retention.planning import held_by_matter
from auditing.retention.registry import Records, answer_of, parent_of
from auditing.retention.rules import KeptBecause, RetentionRule

# Events are never deleted for a person: their personal fields are emptied, the chain stays whole.
EMPTIED = "auditing.AccessEvent"


@dataclass(frozen=True)
class Fate:
    """`words`: what becomes of the rows. `held`: matters that keep some, with their number."""

    title: str
    label: str
    rows: int
    words: str
    held: list[dict[str, object]] = field(default_factory=list)


def preview(user: User) -> list[Fate]:
    """Every kind of record with rows about `user`, most rows first after the account."""
    found = [_fate(about, user) for about in all_about()]
    account, *others = [fate for fate in found if fate.rows]
    return [account, *sorted(others, key=lambda fate: -fate.rows)]


def _fate(about: About, user: User) -> Fate:
    rows = about.rows_of(user).count()
    return Fate(about.title, about.label, rows, _words(about), _held(about, user) if rows else [])


def _words(about: About) -> str:
    answer = answer_of(about.model)
    if about.model is User:
        return _("Signed out, locked, and renamed to its bare number.")
    if about.label == EMPTIED:
        return _("Names and addresses emptied; what happened stays, and the chain can be verified.")
    if isinstance(answer, KeptBecause):
        return _("Kept without a name. %(why)s") % {"why": said(answer.reason)}
    if parent := parent_of(about.model):
        what = about.model._meta.get_field(parent).related_model._meta.verbose_name
        return _("Deleted with its %(what)s.") % {"what": what}
    return _("Deleted.")


def _held(about: About, user: User) -> list[dict[str, object]]:
    rule = answer_of(about.model)
    if not isinstance(rule, RetentionRule) or about.label == EMPTIED:
        return []
    records = Records(about.model, rule)
    return held_by_matter([records], timezone.now(), person_id=str(user.pk))
