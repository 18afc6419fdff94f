"""How values are written: short on an axis, whole in the table and in the words of a mark."""

from collections.abc import Callable
from typing import NamedTuple


class Format(NamedTuple):
    """Two ways of writing one value; both take finite numbers."""

    axis: Callable[[float], str]
    whole: Callable[[float], str]
    # What comes in whole pieces has no half on its axis.
    is_counted: bool = False


def _short(value: float, units: tuple[str, ...], base: int) -> str:
    sign, size = ("\N{MINUS SIGN}" if value < 0 else ""), abs(value)
    for unit in units[:-1]:
        if size < base * 0.9995:
            return f"{sign}{_plain(size)}{unit}"
        size /= base
    return f"{sign}{_plain(size)}{units[-1]}"


def _plain(size: float) -> str:
    """At most three figures, without trailing noughts: 12.5, 0.25, 999."""
    digits = 0 if size >= 100 else 1 if size >= 10 else 2
    text = f"{size:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _compact(value: float) -> str:
    return _short(value, ("", "k", "M", "G", "T"), 1000)


def _count(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def _duration(value: float) -> str:
    if abs(value) < 1000:
        return f"{_plain(abs(value))} ms"
    seconds = abs(value) / 1000
    return f"{_plain(seconds)} s" if seconds < 120 else f"{_plain(seconds / 60)} min"


def _dollars(value: float) -> str:
    return f"${value:,.2f}" if not value or abs(value) >= 0.1 else f"${value:,.4f}"


def _bytes(value: float) -> str:
    return _short(value, (" B", " KiB", " MiB", " GiB", " TiB"), 1024)


COUNT = Format(_compact, _count, is_counted=True)
MILLISECONDS = Format(_duration, _duration)
DOLLARS = Format(lambda value: f"${_compact(value)}", _dollars)
BYTES = Format(_bytes, _bytes)
PERCENT = Format(lambda value: f"{_plain(value)}%", lambda value: f"{value:.1f}%")
