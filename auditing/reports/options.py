"""What the retention report can be asked for."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_noop as _

from auditing.kept import keep

HORIZONS = (7, 30, 90)  # days ahead
# English, as the files say it.
DIMENSIONS = {
    "class": keep(_("Class")),
    "policy": keep(_("Policy")),
    "month": keep(_("Month")),
    "owner": keep(_("Owner")),
}


@dataclass(frozen=True)
class Options:
    """`by`: the dimensions of a line; the class is always one. `classes`: keys of
    `retention.classes.CLASSES`, empty for all. `owner`: a user name. `since`, `until`: months,
    both included."""

    as_of: datetime
    by: tuple[str, ...] = ("class", "policy")
    classes: tuple[str, ...] = ()
    owner: str = ""
    since: date | None = None
    until: date | None = None
