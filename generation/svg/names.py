"""Names (ids) unique to the picture, so that it can be pasted beside any other.

Each name gets a prefix that is a hash of the picture written without prefixes. Sanitising
again strips the prefix, finds the same hash and writes the same bytes; and a picture cannot
claim another one's names by writing that prefix itself.
"""

import hashlib
import re
from typing import Final

from generation.svg import limits
from generation.svg.grammars import split_reference
from generation.svg.policy import REFERENCE_TARGETS
from generation.svg.receipt import Receipt
from generation.svg.tree import Node

# XML forbids this character, so nothing in a picture can be mistaken for it.
PLACEHOLDER: Final = "\x00"
_PREFIX: Final = re.compile(r"(?:s[0-9a-f]{8}-)+")
_UNUSUAL: Final = re.compile(r"[^A-Za-z0-9_.-]")


def plain_name(name: str) -> str:
    """The name without any earlier prefix and of plain ASCII characters."""
    name = _PREFIX.sub("", name, count=1) if _PREFIX.match(name) else name
    return _UNUSUAL.sub(lambda m: f"_{ord(m.group()):x}_", name)


def normalise_names(root: Node, receipt: Receipt) -> None:
    """Make names plain and unique (the first one keeps it) and references agree with them."""
    seen: set[str] = set()
    for node in root.walk():
        attributes = node.attributes
        if "id" in attributes:
            name = plain_name(attributes["id"])
            if not name or len(name) > limits.MAX_ID or name in seen:
                del attributes["id"]
                receipt.add("id", "", node.name)
            else:
                seen.add(name)
                attributes["id"] = name
        _normalise_references(attributes)


def _normalise_references(attributes: dict[str, str]) -> None:
    if "href" in attributes:
        attributes["href"] = "#" + plain_name(attributes["href"][1:])
    for attribute, value in attributes.items():
        if value.startswith("url(") and (found := split_reference(value)):
            rest = f" {found[1]}" if found[1] else ""
            attributes[attribute] = f"url(#{plain_name(found[0])}){rest}"


def mark_names(root: Node) -> None:
    """Put the placeholder in front of every name and in every reference."""
    for node in root.walk():
        attributes = node.attributes
        if "id" in attributes:
            attributes["id"] = PLACEHOLDER + attributes["id"]
        if "href" in attributes:
            attributes["href"] = "#" + PLACEHOLDER + attributes["href"][1:]
        for attribute, value in attributes.items():
            if value.startswith("url(#") and attribute in REFERENCE_TARGETS:
                attributes[attribute] = f"url(#{PLACEHOLDER}{value[5:]}"


def fill_in_prefix(written: str) -> str:
    """The written picture with the placeholder replaced by the picture's own prefix."""
    if PLACEHOLDER not in written:
        return written
    digest = hashlib.sha256(written.encode()).hexdigest()[:8]
    return written.replace(PLACEHOLDER, f"s{digest}-")
