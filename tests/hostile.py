"""Hostile values, and the names of what a page reads: found by watching it read."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import quote_from_bytes

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

Pair = tuple[str, str]

VALUES = {
    "nothing": "",
    "a NUL": "a\0b",
    "half a character": "\ud800",
    "many digits": "9" * 5000,
    "many zeros": "0" * 5000 + "1",
    "more than 64 bits": str(2**63),
    "negative": "-1",
    "no number": "nan",
    "no end": "inf",
    "too large": "1e999",
    "another alphabet": "²٣",
    "the first moment": "0001-01-01T00:00:00+23:59",
    "the last moment": "9999-12-31T23:59:59-23:59",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "no day": "2026-02-30",
    "nobody's": "00000000-0000-0000-0000-000000000000",
    "a path": "../../etc/passwd",
    "another site": "//evil.example/",
    "a query": "q=%00&from=9999-12-31&o=-9",
    "markup": "<svg onload=alert(1)>{{x}}%s%(x)s",
    "a list": "[1,",
    "a bracket": "http://[",
    "long": "x y" * 3000,
}
# What is sent besides in each address, so that a form that asks "was anything sent?" reads on.
UNKNOWN = ("unknown", "1")
# Of the framework, checked before any page is asked.
OF_THE_FRAMEWORK = {"csrfmiddlewaretoken", UNKNOWN[0]}


def encoded(pairs: Iterable[Pair]) -> str:
    """As in an address and in a form; half a character as the bytes that nobody may send."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


def _quoted(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")


@contextmanager
def names_read() -> Iterator[set[str]]:
    """The names that are asked for in an address or a form meanwhile."""
    names: set[str] = set()

    def noting(original: Any) -> Any:
        def asked(self: Any, key: Any, *args: Any, **more: Any) -> Any:
            if isinstance(key, str) and isinstance(self, QueryDict):
                names.add(key)
            return original(self, key, *args, **more)

        return asked

    with (
        patch.object(MultiValueDict, "__getitem__", noting(MultiValueDict.__getitem__)),
        patch.object(MultiValueDict, "getlist", noting(MultiValueDict.getlist)),
        patch.object(QueryDict, "__contains__", noting(dict.__contains__), create=True),
    ):
        yield names
    names -= OF_THE_FRAMEWORK
