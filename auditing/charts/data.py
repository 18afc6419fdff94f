"""What a chart shows, before anybody decides how it is drawn."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditing.charts.formats import COUNT, Format

# Beyond these a sum or a step between values could leave the range of a float.
LARGEST, SMALLEST = 1e100, 1e-100

TONES = ("1", "2", "3", "4", "5", "6", "good", "bad", "busy", "quiet")


@dataclass(frozen=True)
class Series:
    """One named row of values, one a label; None, and what is no finite number, is a gap.

    `tone` is one of `TONES`: a colour with the dash, the mark or the pattern that goes with it.
    """

    name: str
    values: Sequence[float | None]
    tone: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", tuple(_finite(value) for value in self.values))


def _finite(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return max(-LARGEST, min(LARGEST, float(value))) if abs(value) > SMALLEST else 0.0


@dataclass(frozen=True)
class Chart:
    """`key` is unique on the page (letters, digits and hyphens); the drawing's ids begin with it.

    `links`: an address for each label, for the table behind the chart.

    Raises:
        ValueError: a series has not one value a label.
    """

    key: str
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    format: Format = COUNT
    description: str = ""
    label_heading: str = "Day"
    links: Sequence[str] = ()
    empty: str = "Nothing in this period."
    # What the drawing says by itself.
    span: str = "%(names)s: from %(first)s to %(last)s; %(least)s to %(most)s."
    unknown: str = "unknown"
    _toned: tuple[Series, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.labels) for series in self.series):
            raise ValueError(f"{self.key}: each series needs one value a label")
        toned = [Series(s.name, s.values, _tone(s, n)) for n, s in enumerate(self.series)]
        object.__setattr__(self, "_toned", tuple(toned))

    @property
    def toned(self) -> tuple[Series, ...]:
        """The series, each with its tone."""
        return self._toned

    @property
    def values(self) -> list[float]:
        """All values of all series, without the gaps."""
        return [value for series in self.series for value in series.values if value is not None]

    def summary(self) -> str:
        """The sentence a screen reader gets: what is shown, from where to where, how large."""
        if not self.values:
            return self.empty
        names = ", ".join(series.name for series in self.series)
        said = self.span % {
            "names": names,
            "first": self.labels[0],
            "last": self.labels[-1],
            "least": self.format.whole(min(self.values)),
            "most": self.format.whole(max(self.values)),
        }
        return f"{self.description} {said}".strip()


def _tone(series: Series, position: int) -> str:
    return series.tone if series.tone in TONES else TONES[position % 6]
