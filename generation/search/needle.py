"""What somebody has pasted, and the ids that stand in it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote
from uuid import UUID

T = TypeVar("T")

# More than any address or path that this program or Snowflake writes.
MAX_LENGTH = 4_000
# An address or a path holds one or two ids; a whole page that was pasted holds many.
MAX_IDS = 5

_UUID = re.compile(
    r"(?<![0-9a-f])([0-9a-f]{8})(-?)([0-9a-f]{4})\2([0-9a-f]{4})\2([0-9a-f]{4})\2([0-9a-f]{12})"
    r"(?![0-9a-f])",
    re.I,
)
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", re.I)
_TABLE = re.compile(r"TMP_SVG_[0-9A-F]{32}(?:_[0-9]{1,5})?", re.I)
_STAGE = re.compile(r"@\"?\w{1,255}\"?\.\"?\w{1,255}\"?\.\"?(\w{1,255})\"?")
_WRAPPING = "\"'`“”‘’«»<>(){}[],;"


@dataclass(frozen=True)
class Needle:
    """The text without its wrapping, and what was recognised in it."""

    text: str
    uuids: tuple[UUID, ...] = ()
    digests: tuple[str, ...] = ()  # SHA-256, lower case
    tables: tuple[str, ...] = ()  # temporary tables, upper case
    stage: str = ""  # of a stage path
    number: int | None = None

    @property
    def word(self) -> str:
        """The last part of a path or an address: a name, where the text is one."""
        return self.text.rstrip("/").rsplit("/", 1)[-1]


def read_needle(text: str) -> Needle:
    """Read any text; what is longer than 4,000 characters is read that far."""
    clean = _clean(text[:MAX_LENGTH])
    stage = _STAGE.search(clean)
    return Needle(
        text=clean,
        uuids=tuple(_once(UUID("".join(parts)) for parts in _uuid_parts(clean))),
        digests=tuple(_once(found.lower() for found in _DIGEST.findall(clean))),
        tables=tuple(_once(found.upper() for found in _TABLE.findall(clean))),
        stage=stage[1].upper() if stage else "",
        number=_number(clean),
    )


def _uuid_parts(text: str) -> list[tuple[str, ...]]:
    return [(m[1], m[3], m[4], m[5], m[6]) for m in _UUID.finditer(text)]


def _clean(text: str) -> str:
    """Without controls, percent signs of an address, quotes and braces around it."""
    for _ in range(2):  # an address inside an address
        if "%" in text:
            text = unquote(text)
    visible = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    # The admin writes underscores in an address this way.
    return visible.replace("_5F", "_").strip().strip(_WRAPPING).strip()


def _once(found: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(found))[:MAX_IDS]


def _number(text: str) -> int | None:
    digits = text.removeprefix("#")
    return int(digits) if re.fullmatch(r"[0-9]{1,18}", digits) else None
