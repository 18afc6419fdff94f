"""What a report is about: days, a model, a person; read from an address."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from generation.figures.rollup import day_of
from generation.models.figures import EVERYBODY

PERIODS = (7, 30, 90)
DEFAULT_DAYS = 30
MOST_DAYS = 1100
# Nothing was asked for earlier, and the period before a report needs room, as the day after it.
EARLIEST, LATEST = date(2000, 1, 1), date(9998, 12, 31)


class ReportForm(forms.Form):
    """`days` back from today, or `start` to `end`; both days count."""

    days = forms.IntegerField(min_value=1, max_value=MOST_DAYS, required=False)
    start = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    end = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    model = forms.CharField(label=_("Model"), max_length=100, required=False)
    person = forms.CharField(
        label=_("Person"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("user name")}),
    )

    def clean_person(self) -> User | None:
        name: str = self.cleaned_data["person"].strip()
        if not name:
            return None
        found = User.objects.filter(username=name).first()
        if found is None:
            raise ValidationError(_("There is nobody of this name; figures of all are shown."))
        return found

    def clean(self) -> None:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start and end and start > end:
            self.add_error("end", _("It lies before the first day; the usual period is shown."))
        elif start and end and (end - start).days >= MOST_DAYS:
            self.add_error("end", _("That is more than three years; the usual period is shown."))


@dataclass(frozen=True)
class Report:
    """Both days are part of it. `person`: None for everybody."""

    start: date
    end: date
    model: str = ""
    person: User | None = None

    @property
    def length(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def days(self) -> list[date]:
        return [self.start + timedelta(days=n) for n in range(self.length)]

    @property
    def person_id(self) -> int:
        return EVERYBODY if self.person is None else self.person.pk

    def before(self) -> "Report":
        """The period of the same length just before this one."""
        span = timedelta(days=self.length)
        return Report(self.start - span, self.end - span, self.model, self.person)

    def address(self, **other: object) -> str:
        """The query of this report, with some of it changed; without what is empty."""
        told = {
            "start": self.start,
            "end": self.end,
            "model": self.model,
            "person": self.person.get_username() if self.person else "",
            **other,
        }
        return "?" + urlencode({key: value for key, value in told.items() if value})


def read_report(query: QueryDict) -> tuple[Report, ReportForm]:
    """The report of an address; what is wrong in it is left out, and the form says so."""
    form = ReportForm(query)
    form.is_valid()
    given = form.cleaned_data
    start, end = _days(given, is_wrong=bool(form.errors.get("end") or form.errors.get("start")))
    return Report(start, end, given.get("model") or "", given.get("person")), form


def _days(given: dict[str, object], *, is_wrong: bool) -> tuple[date, date]:
    today = day_of(timezone.now())
    start, end = (None, None) if is_wrong else (given.get("start"), given.get("end"))
    days = given.get("days")
    span = timedelta(days=(days if isinstance(days, int) else DEFAULT_DAYS) - 1)
    if not isinstance(end, date):
        end = today
    end = min(max(end, EARLIEST), LATEST)
    start = max(start if isinstance(start, date) else end - span, EARLIEST)
    if start > end or (end - start).days >= MOST_DAYS:
        return today - span, today
    return start, end
