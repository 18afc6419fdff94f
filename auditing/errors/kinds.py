"""Which category an exception belongs to; the apps tell about their own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError


@dataclass(frozen=True)
class Kind:
    """Category, short name and severity of an exception, and more that helps to mend it."""

    error_type: str = "development_error"
    code: str = ""
    severity: str = "error"
    detail: str = ""


_KINDS: list[tuple[type[BaseException], Callable[[BaseException], Kind]]] = [
    (DatabaseError, lambda error: Kind("storage_error", type(error).__name__, "critical")),
    (OSError, lambda error: Kind("storage_error", type(error).__name__)),
]


def register_kind(exception: type[BaseException], tell: Callable[[BaseException], Kind]) -> None:
    """`tell` answers for `exception` and what derives from it; the last registered comes first."""
    _KINDS.insert(0, (exception, tell))


def kind_of(error: BaseException) -> Kind:
    for known, tell in _KINDS:
        if isinstance(error, known):
            return tell(error)
    return Kind(code=type(error).__name__)
