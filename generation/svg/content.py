"""What the sanitiser gives back: the specification's SVGContent with its receipt."""

from dataclasses import dataclass, field
from typing import Any, Final

from generation.svg.receipt import Entry

VALID: Final = "valid"
PARTIAL: Final = "partial"
INVALID: Final = "invalid"
EMPTY: Final = "empty"
STATUSES: Final = (VALID, INVALID, PARTIAL, EMPTY)


@dataclass(frozen=True)
class SVGContent:
    """A safe picture, or the reasons why there is none.

    `content` is SVG markup, "" unless the status is "valid" or "partial".
    `validation_status` is "valid" (as the model wrote it but for harmless normalisation),
    "partial" (something was removed, rewritten or cut off), "invalid" (SVG-like, but no safe
    picture can be had) or "empty" (no SVG, or one that draws nothing).
    `size_bytes` counts the UTF-8 bytes of `content`.
    `processing_metadata` holds extraction_method (str), processing_time (seconds, float),
    content_type, encoding (str) and compression (bool); it takes no part in comparisons.
    `receipt` lists every change as a JSON-ready dict: code, what, where, why, count.
    """

    content: str
    validation_status: str
    size_bytes: int
    processing_metadata: dict[str, Any] = field(compare=False)
    receipt: list[Entry]
