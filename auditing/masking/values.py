"""`mask_values`: the masker for nested data, on its way into JSON."""

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from auditing.masking.marks import CUT, MASK
from auditing.masking.rules.names import is_session_id, names_secret
from auditing.masking.text import mask

# Past these a value is cut: whoever logs a whole request body does not stop the program.
MAX_DEPTH = 8
MAX_ITEMS = 500
MAX_TOTAL = 5_000

_PLAIN = (bool, int, float, type(None))
_TEXTUAL = (UUID, date, datetime, time, timedelta, Decimal)


def mask_values(value: Any) -> Any:
    """Mask every string inside `value`, and whatever stands under a secret's name.

    Gives what JSON takes: text, numbers, true, false, null, lists, and dicts with text as keys.
    Dates, ids and exceptions become text. At most 8 levels and 5,000 values; never raises.
    """
    return _Walk().value(value, MAX_DEPTH)


class _Walk:
    """One pass over one value; counts, so that no value is too large."""

    def __init__(self) -> None:
        self.left = MAX_TOTAL

    def value(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if type(value) is str:
            return mask(value)
        if isinstance(value, Enum):
            value = value.value
        if isinstance(value, _PLAIN) and not isinstance(value, str):
            return value
        if isinstance(value, _TEXTUAL):
            return str(value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            value = {
                field.name: getattr(value, field.name, "") for field in dataclasses.fields(value)
            }
        if isinstance(value, Mapping | list | tuple | set | frozenset):
            return self._nested(value, depth)
        if isinstance(value, BaseException):
            return mask(f"{type(value).__name__}: {_text_of(value)}")
        return mask(value)

    def _nested(self, value: Any, depth: int) -> Any:
        if depth <= 0 or self.left <= 0:
            return CUT.strip()
        try:
            if isinstance(value, Mapping):
                return self._mapping(value, depth)
            return self._sequence(list(value), depth)
        except Exception:  # a mapping of somebody else's that fails when read
            return MASK

    def _mapping(self, value: Mapping[Any, Any], depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for number, (key, item) in enumerate(value.items()):
            if number >= MAX_ITEMS or self.left <= 0:
                found["…"] = CUT.strip()
                break
            found[mask(key)] = self._named(str(key), item, depth)
        return found

    def _named(self, key: str, item: Any, depth: int) -> Any:
        if names_secret(key) and not _is_harmless(key, item):
            return MASK
        return self.value(item, depth - 1)

    def _sequence(self, items: list[Any], depth: int) -> list[Any]:
        # a header as a pair: ("Authorization", "…")
        if len(items) == 2 and isinstance(items[0], str) and isinstance(items[1], str | bytes):
            return [mask(items[0]), self._named(items[0], items[1], depth)]
        kept = [self.value(item, depth - 1) for item in items[: min(MAX_ITEMS, max(self.left, 0))]]
        return kept if len(kept) == len(items) else [*kept, CUT.strip()]


def _is_harmless(key: str, item: Any) -> bool:
    """Whether there is one, or the id of a session that is no secret."""
    if item is None or isinstance(item, bool) or item == "":
        return True
    return isinstance(item, str | UUID) and is_session_id(key, str(item))


def _text_of(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return MASK
