"""Which files on a stage are ours: yyyy/mm/dd/<request id>/<name>.svg, and nothing else."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

_OURS = re.compile(
    r"(\d{4})/(\d{2})/(\d{2})/"
    r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/[A-Za-z0-9_.-]+\.svg"
)
DAY_LENGTH = len("2026/11/25")


@dataclass(frozen=True)
class OurPath:
    """What a path of ours tells."""

    day: date
    request_id: UUID

    @classmethod
    def read(cls, path: str) -> Self | None:
        """None for a file that another program, or a person, put there."""
        found = _OURS.fullmatch(path)
        if found is None:
            return None
        try:
            return cls(date(*map(int, found.groups()[:3])), UUID(found[4]))
        except ValueError:  # the 31st of February
            return None
