"""The specification's rules, checked on the finished picture by a second, independent reading.

The rewriting is meant to make every rule hold; this is the proof for each single picture, and
the place where a mistake in it would stop a picture instead of letting it through.
"""

from typing import Final
from xml.parsers.expat import ExpatError
from xml.sax import SAXException

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from generation.svg import limits, policy
from generation.svg.values import ATTRIBUTES

_WRITTEN_ATTRIBUTES: Final = ATTRIBUTES.keys() | {"style", "xmlns"}


class RuleError(Exception):
    """A rule of the specification does not hold; the message says which."""


class _Checker(DefusedExpatParser):  # type: ignore[misc]
    def __init__(self, elements: frozenset[str]) -> None:
        super().__init__(
            namespaceHandling=0, forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
        self._elements = elements

    def reset(self) -> None:
        super().reset()
        self._parser.CommentHandler = self._never
        self._parser.ProcessingInstructionHandler = self._never
        self._parser.StartCdataSectionHandler = self._never
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None

    def _never(self, *_: str) -> None:
        raise RuleError("only elements and text are written")

    def start_element(self, name: str, attrs: dict[str, str]) -> None:
        if name not in self._elements:
            raise RuleError(f"element {name} is not allowed")
        if not attrs.keys() <= _WRITTEN_ATTRIBUTES:
            raise RuleError("an attribute is not allowed")
        href = attrs.get("href")
        if href is not None and not href.startswith("#"):
            raise RuleError("a reference leads outside")


def validate(content: str, profile: str) -> None:
    """Check one finished picture; raises RuleError with the rule that does not hold."""
    if not content.startswith("<svg"):
        raise RuleError("must start with <svg")
    if not content.endswith("</svg>"):
        raise RuleError("must end with </svg>")
    if ' viewBox="' not in content.partition(">")[0]:
        raise RuleError("must have a viewBox")
    if len(content.encode()) > limits.MAX_BYTES:
        raise RuleError("must be at most 1,048,576 bytes")
    # A colon only ever stands in the namespace, in xml:space, in text, labels and styles.
    if "javascript:" in content.lower():
        raise RuleError("must not hold javascript:")
    checker = _Checker(policy.PROFILES[profile])
    try:
        checker.feed(content.encode())
        checker.close()
    except (SAXException, ExpatError, DefusedXmlException, ValueError) as error:
        raise RuleError(f"must be well formed: {str(error)[:60]}") from None
