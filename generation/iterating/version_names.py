"""File names of versions: house, house-2, house-3 …"""

import re

from generation.models import Origin, SVGGenerationRequest
from generation.validators import FILENAME

LAST = 99
_NUMBERED = re.compile(r"(.+)-(\d{1,3})")
# What came about in these ways has a number that this module has given.
VERSIONS = (Origin.REFINED, Origin.VARIATION, Origin.RECOLOURED, Origin.COMPARED)


def version_names(parent: SVGGenerationRequest, number: int) -> list[str]:
    """The next `number` file names after those that the owner's versions of this picture have."""
    base, own = _split(parent)
    used = SVGGenerationRequest.objects.filter(
        owner=parent.owner_id, filename__in=[f"{base}-{n}" for n in range(2, LAST + 1)]
    )
    numbers = [int(name.rsplit("-", 1)[1]) for name in used.values_list("filename", flat=True)]
    first = max([own, *numbers]) + 1
    return [f"{base}-{n}" for n in range(first, first + number)]


def _split(parent: SVGGenerationRequest) -> tuple[str, int]:
    """house-2 → (house, 2); a first picture named route-66 is no version of route."""
    found = _NUMBERED.fullmatch(parent.filename) if parent.origin in VERSIONS else None
    base, number = (found[1], int(found[2])) if found else (parent.filename, 1)
    return base[: FILENAME.maximum - 5], number
