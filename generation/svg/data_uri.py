"""A picture as an address that holds all of it."""

import base64
from typing import Final
from urllib.parse import quote

# What stands as it is between quotation marks of either kind, in url() of CSS, and in HTML.
_PLAIN: Final = "=:;/?@$+,!*"


def data_uri(svg: str) -> str:
    """A data: URI of the picture's UTF-8 bytes, in whichever of the two spellings is shorter."""
    escaped = f"data:image/svg+xml,{quote(svg, safe=_PLAIN)}"
    encoded = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
    return min(escaped, encoded, key=len)
